import type { Random } from '../../../bench/random.ts';
import {
  ALNUM,
  base32,
  base64,
  base64url,
  cardNumber,
  digits,
  draw,
  hex,
  lower,
  lowerDigits,
  password,
  upperDigits,
} from './random-text.ts';

/** One secret, and how it stands in each kind of place. */
export interface Planted {
  /** What must not be seen anywhere, nor any six characters of it. */
  readonly secret: string;
  /** In a log line, message or alert. */
  readonly text: string;
  /** Name and value of an environment variable. */
  readonly env?: readonly [string, string];
  /** A command line. */
  readonly args?: readonly string[];
  /** Path and query of a request. */
  readonly path?: string;
}
export type Make = (random: Random) => Planted;

/** A token that is known by its own shape. */
export const token =
  (prefix: string, core: (random: Random) => string, suffix = ''): Make =>
  (random) => {
    const secret = core(random);
    const whole = `${prefix}${secret}${suffix}`;
    const text = random.pick([
      `error: upstream refused ${whole} (401)`,
      `retrying with "${whole}" in 5 s`,
      `login as ci with ${whole}`,
    ]);
    return {
      secret,
      text,
      env: ['SETTING', whole],
      args: ['serve', '--option', whole],
      path: `/hooks/${whole}`,
    };
  };

const envName = (key: string): string =>
  key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase();
const flagName = (key: string): string =>
  key
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/[._]/g, '-')
    .toLowerCase();

/** A value that is known by its name. */
export const named =
  (key: string, core: (random: Random) => string = password): Make =>
  (random) => {
    const secret = core(random);
    const text = random.pick([
      `cannot start: ${key}=${secret} refused`,
      `config {"user":"app","${key}":"${secret}","n":1} rejected`,
      `bad settings: user=app, ${key}="${secret}", retries=3`,
      `${key}: ${secret}`,
      `refused {'user': 'app', '${key}': '${secret}'}`,
    ]);
    return {
      secret,
      text,
      env: [envName(key), secret],
      args: random.pick([
        ['serve', `--${flagName(key)}`, secret],
        ['serve', `--${flagName(key)}=${secret}`],
      ]),
      path: `/health?verbose=1&${key}=${encodeURIComponent(secret)}`,
    };
  };

/** A command line with the secret in one of its words. */
export const command =
  (words: (secret: string) => readonly string[], core: (random: Random) => string = password): Make =>
  (random) => {
    const secret = core(random);
    const args = words(secret);
    const line = args.map((word) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word}'`)).join(' ');
    return { secret, text: `+ ${line}`, env: ['RUN', line], args };
  };

/** An address with the secret in it. */
export const address =
  (url: (secret: string) => string, core: (random: Random) => string = password): Make =>
  (random) => {
    const secret = core(random);
    const whole = url(secret);
    return {
      secret,
      text: `cannot reach ${whole}: connection refused`,
      env: ['UPSTREAM', whole],
      args: ['serve', '--upstream', whole],
    };
  };

/** A line of text, and only that. */
export const line =
  (text: (secret: string) => string, core: (random: Random) => string = password): Make =>
  (random) => {
    const secret = core(random);
    return { secret, text: text(secret) };
  };

/** A request with the secret in its query. */
export const query =
  (path: (secret: string) => string, core: (random: Random) => string = password): Make =>
  (random) => {
    const secret = core(random);
    return {
      secret,
      text: `GET https://api.example.com${path(secret)} 403 in 12 ms`,
      env: ['PROBE_URL', `http://127.0.0.1:8080${path(secret)}`],
      args: ['wget', '-qO-', `http://127.0.0.1:8080${path(secret)}`],
      path: path(secret),
    };
  };

export const n =
  (length: number, alphabet = ALNUM) =>
  (random: Random): string =>
    draw(random, length, alphabet);
export const url64 =
  (length: number) =>
  (random: Random): string =>
    base64url(random, length);
export const hexes =
  (length: number) =>
  (random: Random): string =>
    hex(random, length);
/** Where a password's sign would end a URL or a word. */
export const around =
  (sign: string) =>
  (random: Random): string =>
    `${draw(random, 6)}${sign}${draw(random, 6)}`;
export const b64 =
  (bytes: number) =>
  (random: Random): string =>
    base64(random, bytes);

/** Tokens of issuers: their prefixes as the issuers document them. */
const TOKENS: Readonly<Record<string, Make>> = {
  'github personal': token('ghp_', n(36)),
  'github app': token('ghs_', n(36)),
  'github fine-grained': token('github_pat_', (r) => `${draw(r, 22)}_${draw(r, 59)}`),
  'gitlab personal': token('glpat-', url64(20)),
  'gitlab deploy': token('gldt-', url64(20)),
  'gitlab runner': token('glrt-', url64(20)),
  'gitlab trigger': token('glptt-', hexes(40)),
  'gitlab agent': token('glagent-', url64(50)),
  'gitlab scim': token('glsoat-', url64(20)),
  'hugging face': token('hf_', n(34, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJ')),
  'new relic user': token('NRAK-', n(27, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')),
  'new relic insert': token('NRII-', (r) => base64url(r, 32).replace(/_/g, '-')),
  'square access': token('sq0atp-', url64(22)),
  'square secret': token('sq0csp-', url64(43)),
  'shopify admin': token('shpat_', hexes(32)),
  'stripe live': token('sk_live_', n(24)),
  'stripe restricted': token('rk_live_', n(24)),
  'stripe webhook': token('whsec_', n(32)),
  'slack bot': token('xoxb-', (r) => `${digits(r, 12)}-${digits(r, 12)}-${draw(r, 24)}`),
  'slack user': token('xoxp-', (r) => `${digits(r, 12)}-${digits(r, 12)}-${digits(r, 12)}-${hex(r, 32)}`),
  'slack app': token('xapp-1-', (r) => `A${upperDigits(r, 10)}-${digits(r, 13)}-${hex(r, 64)}`),
  'google api': token('AIza', url64(35)),
  'google oauth access': token('ya29.', url64(60)),
  'google client secret': token('GOCSPX-', url64(28)),
  npm: token('npm_', n(36)),
  pypi: token('pypi-AgEIcHlwaS5vcmc', url64(80)),
  rubygems: token('rubygems_', hexes(48)),
  'docker hub': token('dckr_pat_', url64(27)),
  digitalocean: token('dop_v1_', hexes(64)),
  'vault service': token('hvs.', url64(95)),
  'vault batch': token('hvb.', url64(140)),
  doppler: token('dp.pt.', n(43)),
  dynatrace: token('dt0c01.', (r) => `${base32(r, 24)}.${base32(r, 64)}`),
  linear: token('lin_api_', n(40)),
  postman: token('PMAK-', (r) => `${hex(r, 24)}-${hex(r, 34)}`),
  pulumi: token('pul-', hexes(40)),
  planetscale: token('pscale_tkn_', url64(43)),
  prefect: token('pnu_', n(36)),
  readme: token('rdme_', (r) => lowerDigits(r, 70)),
  'sentry user': token('sntryu_', hexes(64)),
  'sentry organization': token(
    'sntrys_eyJpYXQiO',
    (r) => `${draw(r, 60)}LCJyZWdpb25fdXJs${draw(r, 30)}_${draw(r, 43)}`,
  ),
  sendgrid: token('SG.', (r) => `${base64url(r, 22)}.${base64url(r, 43)}`),
  brevo: token('xkeysib-', (r) => `${hex(r, 64)}-${draw(r, 16)}`),
  typeform: token('tfp_', url64(59)),
  'terraform cloud': (random) => token('', (r) => `${draw(r, 14)}.atlasv1.${base64url(r, 64)}`)(random),
  'one password': token('ops_eyJ', (r) => base64(r, 240).replace(/=/g, 'a')),
  'adobe client': token('p8e-', (r) => lowerDigits(r, 32)),
  age: token('AGE-SECRET-KEY-1', (r) => draw(r, 58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L')),
  alibaba: token('LTAI', n(20)),
  'aws access key id': token('AKIA', (r) => base32(r, 16)),
  'aws temporary key id': token('ASIA', (r) => base32(r, 16)),
  'azure client secret': (random) => token('', (r) => `${draw(r, 3)}8Q~${draw(r, 34)}`)(random),
  atlassian: token('ATATT3', url64(186)),
  clojars: token('CLOJARS_', (r) => hex(r, 60)),
  databricks: token('dapi', hexes(32)),
  easypost: token('EZAK', n(54)),
  'fly.io': token('fo1_', url64(43)),
  'grafana service account': token('glsa_', (r) => `${draw(r, 32)}_${hex(r, 8)}`),
  heroku: token('HRKU-AA', url64(58)),
  artifactory: token('AKCp', n(69)),
  'artifactory reference': token('cmVmd', n(59)),
  notion: token('ntn_', (r) => `${digits(r, 11)}${draw(r, 35)}`),
  octopus: token('API-', (r) => upperDigits(r, 26)),
  openshift: token('sha256~', url64(43)),
  perplexity: token('pplx-', n(48)),
  anthropic: token('sk-ant-api03-', (r) => `${base64url(r, 93)}AA`),
  openai: token('sk-proj-', (r) => `${base64url(r, 74)}T3BlbkFJ${base64url(r, 74)}`),
  sourcegraph: token('sgp_', (r) => `${hex(r, 16)}_${hex(r, 40)}`),
  shippo: token('shippo_live_', hexes(40)),
  twilio: token('SK', hexes(32)),
  telegram: (random) => token('', (r) => `${digits(r, 9)}:AA${base64url(r, 33)}`)(random),
  yandex: token('AQVN', url64(36)),
  duffel: token('duffel_live_', url64(43)),
  flutterwave: token('FLWSECK_TEST-', (r) => `${hex(r, 32)}-X`),
  'frame.io': token('fio-u-', url64(64)),
  'pagerduty user key': token('u+', url64(18)),
  'pagerduty scoped': token('pdus+_0XBP', url64(40)),
  jwt: token('eyJ', (r) => `${draw(r, 30)}.eyJ${draw(r, 60)}.${base64url(r, 43)}`),
};

/** Values that their names tell. */
const NAMES: Readonly<Record<string, Make>> = {
  password: named('password'),
  passwd: named('passwd'),
  pwd: named('pwd'),
  pw: named('pw'),
  userPass: named('userPass'),
  dbPassword: named('dbPassword'),
  DB_PW: named('DB_PW'),
  creds: named('creds'),
  credentials: named('credentials'),
  GH_PAT: named('GH_PAT', n(40)),
  api_key: named('api_key', n(32)),
  apikey: named('apikey', n(24)),
  'x-api-key': named('x-api-key', n(28)),
  authToken: named('authToken', n(30)),
  access_token: named('access_token', url64(40)),
  refresh_token: named('refresh_token', url64(50)),
  client_secret: named('client_secret', url64(36)),
  secret_key: named('secret_key', b64(30)),
  aws_secret_access_key: named('aws_secret_access_key', b64(30)),
  aws_session_token: named('aws_session_token', b64(120)),
  AccountKey: named('AccountKey', b64(64)),
  private_key: named('private_key', b64(32)),
  encryption_key: named('encryption_key', hexes(64)),
  session_id: named('session_id', hexes(32)),
  csrf_token: named('csrf_token', url64(43)),
  passphrase: named('passphrase'),
  SECRET_KEY_BASE: named('SECRET_KEY_BASE', hexes(128)),
  RAILS_MASTER_KEY: named('RAILS_MASTER_KEY', hexes(32)),
  jwtSecret: named('jwtSecret', n(32)),
  signingKey: named('signingKey', n(40)),
  webhookSecret: named('webhookSecret', n(24)),
  MYSQL_ROOT_PASSWORD: named('MYSQL_ROOT_PASSWORD'),
  PGPASSWORD: named('PGPASSWORD'),
  requirepass: named('requirepass'),
  masterauth: named('masterauth'),
  'spring.datasource.password': named('spring.datasource.password'),
  'ssl.keystore.password': named('ssl.keystore.password'),
  bindPW: named('bindPW'),
  smtp_pass: named('smtp_pass'),
  DD_APP_KEY: named('DD_APP_KEY', hexes(40)),
  NEW_RELIC_LICENSE_KEY: named('NEW_RELIC_LICENSE_KEY', (r) => `${hex(r, 36)}NRAL`),
  SENTRY_AUTH_TOKEN: named('SENTRY_AUTH_TOKEN', hexes(64)),
  TWILIO_AUTH_TOKEN: named('TWILIO_AUTH_TOKEN', hexes(32)),
  routing_key: named('routing_key', hexes(32)),
  integrationKey: named('integrationKey', hexes(32)),
  'client-key-data': named('client-key-data', b64(96)),
  identitytoken: named('identitytoken', url64(80)),
  adminPassword: named('adminPassword'),
  rootpw: named('rootpw'),
  dbpass: named('dbpass'),
  secretKey: named('secretKey', n(32)),
  storageKey: named('storageKey', b64(48)),
  vaultToken: named('vaultToken', n(26)),
  deploy_key: named('deploy_key', n(40)),
  sas_token: named('sas_token', n(44)),
  keyPassword: named('keyPassword'),
  SharedAccessKey: named('SharedAccessKey', b64(32)),
  hmac_key: named('hmac_key', hexes(64)),
  bot_token: named('bot_token', n(35)),
  license_key: named('license_key', (r) => [1, 2, 3, 4].map(() => upperDigits(r, 5)).join('-')),
  otp: named('otp', (r) => digits(r, 8)),
};

/** Addresses with a user part, and data source names. */
const ADDRESSES: Readonly<Record<string, Make>> = {
  'postgres url': address((s) => `postgres://app:${s}@db.internal:5432/app?sslmode=require`),
  'mysql url': address((s) => `mysql://root:${s}@10.0.0.9/shop`),
  'redis url without user': address((s) => `redis://:${s}@cache:6379/0`),
  'amqp url': address((s) => `amqp://guest:${s}@rabbit:5672/%2Fvhost`),
  'mongodb with hosts': address((s) => `mongodb://app:${s}@m1:27017,m2:27017,m3:27017/db?replicaSet=rs0`),
  'mongodb srv': address((s) => `mongodb+srv://app:${s}@cluster0.ab1cd.mongodb.net/test`),
  'http basic': address((s) => `https://deploy:${s}@git.example.com/group/app.git`),
  'token as user': address((s) => `https://${s}@git.example.com/group/app.git`, n(40)),
  'password with #': address((s) => `postgres://app:${s}@db:5432/app`, around('#')),
  'password with ?': address((s) => `postgres://app:${s}@db:5432/app`, around('?')),
  'password with ,': address((s) => `redis://:${s}@cache:6379`, around(',')),
  'password with "': address((s) => `amqp://app:${s}@rabbit:5672`, around('"')),
  'password with a blank': address((s) => `postgres://app:${s}@db:5432/app`, around(' ')),
  'password with /': address((s) => `postgres://app:${s}@db:5432/app`, around('/')),
  'password with @': address((s) => `postgres://app:${s}@db:5432/app`, around('@')),
  'password with :': address((s) => `postgres://app:${s}@db:5432/app`, around(':')),
  "password with '": address((s) => `mysql://app:${s}@db:3306/app`, around("'")),
  'password with <': address((s) => `mysql://app:${s}@db:3306/app`, around('<')),
  'password encoded': address((s) => `postgres://app:${s}@db:5432/app`, around('%40')),
  'no scheme, port': address((s) => `app:${s}@db.internal:5432`),
  'no scheme, address': address((s) => `root:${s}@10.0.0.1`),
  'no scheme, path': address((s) => `app:${s}@db.prod.svc.cluster.local:3306/shop`),
  'go dsn': address((s) => `crm:${s}@tcp(crm-mysql:3306)/crm?parseTime=true`),
  'oracle thin': address((s) => `jdbc:oracle:thin:app/${s}@db:1521/XE`),
  'jdbc query': address((s) => `jdbc:postgresql://db:5432/app?user=app&password=${s}&ssl=true`),
  'jdbc semicolons': address(
    (s) => `jdbc:sqlserver://db:1433;databaseName=app;user=sa;password=${s};encrypt=true`,
  ),
  'ado.net': address((s) => `Server=tcp:db,1433;Database=app;User ID=sa;Password=${s};Encrypt=True`),
  'libpq words': address((s) => `host=db port=5432 user=app password=${s} dbname=app`),
  'azure storage': address(
    (s) => `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${s};EndpointSuffix=core.windows.net`,
    b64(64),
  ),
  'azure service bus': address(
    (s) => `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${s}`,
    b64(32),
  ),
  'stackexchange redis': address((s) => `cache:6380,password=${s},ssl=True,abortConnect=False`),
  'ftp url': address((s) => `ftp://upload:${s}@files.example.com/in`),
  'sftp url': address((s) => `sftp://upload:${s}@files.example.com:2222/in`),
  'smtp url': address((s) => `smtps://mailer:${s}@smtp.example.com:465`),
  'ldap url': address((s) => `ldap://cn=admin,dc=example:${s}@ldap:389`),
  'sentry dsn': address((s) => `https://${s}@o12345.ingest.sentry.io/67`, hexes(32)),
  'kafka jaas': line(
    (s) =>
      `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="${s}";`,
  ),
  'slack webhook': address((s) => `https://hooks.slack.com/services/T01ABCDEF/B02ABCDEF/${s}`, n(24)),
  'discord webhook': address((s) => `https://discord.com/api/webhooks/1234567890123456/${s}`, url64(68)),
  'pagerduty integration url': address(
    (s) => `https://events.pagerduty.com/integration/${s}/enqueue`,
    hexes(32),
  ),
  'telegram bot url': address(
    (s) => `https://api.telegram.org/bot${s}/sendMessage`,
    (r) => `${digits(r, 9)}:AA${base64url(r, 33)}`,
  ),
};

/** Requests with the secret in the query. */
const QUERIES: Readonly<Record<string, Make>> = {
  'query token': query((s) => `/health?token=${s}`),
  'query key': query((s) => `/maps/api?key=${s}&v=3`, n(32)),
  'query apikey': query((s) => `/v1/items?page=2&apikey=${s}`, n(28)),
  'query access_token': query((s) => `/me?access_token=${s}`, n(40)),
  'query auth': query((s) => `/ready?auth=${s}`, n(20)),
  'query code': query((s) => `/callback?code=${s}&state=xyz`, url64(43)),
  'query sig': query(
    (s) => `/blob/a.txt?sv=2024-08-04&sp=r&sig=${s}`,
    (r) => encodeURIComponent(base64(r, 32)),
  ),
  'query password': query((s) => `/login?user=app&password=${s}`),
  'query pass': query((s) => `/cgi?user=app&pass=${s}`),
  'aws presigned': query(
    (s) => `/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900&X-Amz-Signature=${s}`,
    hexes(64),
  ),
  'aws presigned token': query(
    (s) => `/bucket/key?X-Amz-Security-Token=${s}&X-Amz-SignedHeaders=host`,
    (r) => encodeURIComponent(base64(r, 150)),
  ),
  'cloudfront signed': query(
    (s) => `/v.mp4?Expires=1795529002&Signature=${s}&Key-Pair-Id=K2JCJM`,
    url64(170),
  ),
  'query secret': query((s) => `/probe?secret=${s}`),
  'query jwt': query((s) => `/ws?jwt=${s}`, n(60)),
  'query session': query(
    (s) => `/app;jsessionid=${s}?x=1`,
    (r) => upperDigits(r, 32),
  ),
  'reset link': query((s) => `/reset?reset_token=${s}`, n(32)),
};

/** Command lines, as the programs' manuals have their options. */
const COMMANDS: Readonly<Record<string, Make>> = {
  'redis-cli -a': command((s) => ['redis-cli', '-h', 'cache', '-a', s, 'ping']),
  'redis-cli --pass': command((s) => ['redis-cli', '--pass', s, 'ping']),
  'redis-cli -u': command((s) => ['redis-cli', '-u', `redis://:${s}@cache:6379`, 'ping']),
  'mysql -p': command((s) => ['mysql', '-u', 'root', `-p${s}`, '-e', 'SELECT 1']),
  'mysql -p word': command((s) => ['mysql', '-h', '127.0.0.1', '-p', s]),
  'mysqladmin -p': command((s) => ['mysqladmin', 'ping', '-h', 'localhost', '-uroot', `-p${s}`]),
  'mysqldump --password': command((s) => ['mysqldump', `--password=${s}`, 'shop']),
  'mariadb -p': command((s) => ['mariadb', '-uroot', `-p${s}`]),
  'curl -u': command((s) => ['curl', '-sf', '-u', `elastic:${s}`, 'http://localhost:9200/_cluster/health']),
  'curl -sfu': command((s) => ['curl', '-sfu', `elastic:${s}`, 'http://localhost:9200/']),
  'curl --user': command((s) => ['curl', '--user', `app:${s}`, 'https://api.example.com']),
  'curl --proxy-user': command((s) => ['curl', '--proxy-user', `app:${s}`, 'https://api.example.com']),
  'curl -H bearer': command((s) => ['curl', '-H', `Authorization: Bearer ${s}`, 'http://localhost'], n(32)),
  'curl -H key': command((s) => ['curl', '-H', `X-Api-Key: ${s}`, 'http://localhost'], n(32)),
  'curl -H private token': command((s) => ['curl', '--header', `PRIVATE-TOKEN: ${s}`, 'http://git'], n(20)),
  'curl -b': command((s) => ['curl', '-b', `sid=${s}`, 'http://localhost'], n(26)),
  'curl -d': command((s) => ['curl', '-d', `user=app&password=${s}`, 'http://localhost/login']),
  'wget --password': command((s) => ['wget', '--user=app', `--password=${s}`, 'http://localhost']),
  'wget --header': command(
    (s) => ['wget', `--header=Authorization: Basic ${s}`, '-qO-', 'http://localhost'],
    b64(18),
  ),
  'sshpass -p': command((s) => ['sshpass', '-p', s, 'ssh', 'deploy@bastion']),
  'sshpass -pX': command((s) => ['sshpass', `-p${s}`, 'scp', 'a', 'deploy@bastion:/tmp']),
  'mongosh -p': command((s) => ['mongosh', '-u', 'root', '-p', s, '--eval', 'db.stats()']),
  'mongo --password': command((s) => ['mongo', '--username', 'root', '--password', s]),
  'ldapsearch -w': command((s) => [
    'ldapsearch',
    '-x',
    '-D',
    'cn=admin,dc=example',
    '-w',
    s,
    '-b',
    'dc=example',
  ]),
  'docker login -p': command((s) => ['docker', 'login', '-u', 'ci', '-p', s, 'registry.example.com']),
  'helm registry login': command((s) => [
    'helm',
    'registry',
    'login',
    '-u',
    'ci',
    '-p',
    s,
    'oci.example.com',
  ]),
  'PGPASSWORD psql': command((s) => ['sh', '-c', `PGPASSWORD=${s} psql -h db -U app -c 'select 1'`]),
  'MYSQL_PWD mysql': command((s) => ['sh', '-c', `MYSQL_PWD=${s} mysql -h db -e 'select 1'`]),
  'sh -c redis-cli': command((s) => ['sh', '-c', `redis-cli -a ${s} ping | grep PONG`]),
  'sh -c quoted': command((s) => ['sh', '-c', `exec mysqladmin -uroot -p"${s}" ping`]),
  'openssl -passin': command((s) => ['openssl', 'rsa', '-in', 'key.pem', '-passin', `pass:${s}`]),
  'keytool -storepass': command((s) => ['keytool', '-list', '-keystore', 'a.jks', '-storepass', s]),
  'smbclient -U': command((s) => ['smbclient', '//files/share', '-U', `app%${s}`]),
  'sqlcmd -P': command((s) => [
    '/opt/mssql-tools/bin/sqlcmd',
    '-S',
    'localhost',
    '-U',
    'sa',
    '-P',
    s,
    '-Q',
    'SELECT 1',
  ]),
  sqlplus: command((s) => ['sqlplus', '-s', `app/${s}@db:1521/XE`]),
  'etcdctl --user': command((s) => ['etcdctl', '--user', `root:${s}`, 'endpoint', 'health']),
  'rabbitmqadmin -p': command((s) => ['rabbitmqadmin', '-u', 'guest', '-p', s, 'list', 'queues']),
  'rabbitmqctl add_user': command((s) => ['rabbitmqctl', 'add_user', 'app', s]),
  'mosquitto_sub -P': command((s) => ['mosquitto_sub', '-u', 'app', '-P', s, '-t', '$SYS/#']),
  'httpie -a': command((s) => ['http', '-a', `app:${s}`, 'GET', ':8080/health']),
  'mc alias set': command((s) => ['mc', 'alias', 'set', 'local', 'http://minio:9000', 'minioadmin', s]),
  'vault login': command((s) => ['vault', 'login', s], n(26)),
  'unzip -P': command((s) => ['unzip', '-P', s, 'dump.zip']),
  'ab -A': command((s) => ['ab', '-A', `app:${s}`, '-n', '10', 'http://localhost/']),
  'cqlsh -p': command((s) => ['cqlsh', '-u', 'cassandra', '-p', s, '-e', 'describe keyspaces']),
  'influx -password': command((s) => [
    'influx',
    '-username',
    'admin',
    '-password',
    s,
    '-execute',
    'SHOW DATABASES',
  ]),
  'clickhouse-client': command((s) => [
    'clickhouse-client',
    '--user',
    'app',
    '--password',
    s,
    '-q',
    'SELECT 1',
  ]),
  'kubectl --token': command((s) => ['kubectl', '--token', s, 'get', 'pods'], n(40)),
  'lftp -u': command((s) => ['lftp', '-u', `app,${s}`, 'sftp://files.example.com']),
  '7z -p': command((s) => ['7z', 'x', `-p${s}`, 'dump.7z']),
  'htpasswd -b': command((s) => ['htpasswd', '-bc', '/etc/nginx/htpasswd', 'app', s]),
  'aws configure set': command((s) => ['aws', 'configure', 'set', 'aws_secret_access_key', s], b64(30)),
  'consul -token': command((s) => ['consul', 'members', `-token=${s}`], n(36)),
  'ipmitool -P': command((s) => [
    'ipmitool',
    '-I',
    'lanplus',
    '-H',
    '10.0.0.3',
    '-U',
    'root',
    '-P',
    s,
    'power',
    'status',
  ]),
  'kcat -X': command((s) => ['kcat', '-b', 'kafka:9092', '-X', `sasl.password=${s}`, '-L']),
  'java -D': command((s) => ['java', `-Dspring.datasource.password=${s}`, '-jar', 'app.jar']),
  'helm --set': command((s) => [
    'helm',
    'upgrade',
    'db',
    'bitnami/postgresql',
    '--set',
    `auth.postgresPassword=${s}`,
  ]),
  'docker run -e': command((s) => ['docker', 'run', '-e', `POSTGRES_PASSWORD=${s}`, 'postgres:17']),
  'redis-server --requirepass': command((s) => ['redis-server', '--requirepass', s, '--port', '6379']),
  'env assignment': command((s) => ['env', `DB_PASS=${s}`, 'node', 'server.js']),
  'cli -token': command((s) => ['app', '-token', s], n(24)),
  'az login': command((s) => [
    'az',
    'login',
    '--service-principal',
    '-u',
    'http://app',
    '-p',
    s,
    '--tenant',
    'example.com',
  ]),
  'snmpwalk -A': command((s) => ['snmpwalk', '-v3', '-u', 'monitor', '-A', s, '10.0.0.1']),
};

/** Files, headers, dumps of objects and protocols, as they get into logs. */
const LINES: Readonly<Record<string, Make>> = {
  bearer: line((s) => `upstream said no to Authorization: Bearer ${s}`, n(32)),
  basic: line((s) => `sent header "authorization: Basic ${s}"`, b64(21)),
  'basic in json': line((s) => `{"headers":{"authorization":"Basic ${s}","accept":"*/*"}}`, b64(21)),
  'proxy authorization': line((s) => `> Proxy-Authorization: Basic ${s}`, b64(21)),
  cookie: line((s) => `bad request, Cookie: sid=${s}; theme=dark`, n(26)),
  'set-cookie': line((s) => `< Set-Cookie: SESSION=${s}; Path=/; HttpOnly`, n(32)),
  'vault header': line((s) => `request had X-Vault-Token: ${s}`, n(26)),
  netrc: line((s) => `machine git.example.com login ci password ${s}`),
  pgpass: line((s) => `read pgpass line db.internal:5432:app:app:${s}`),
  xml: line((s) => `<user>app</user><password>${s}</password>`),
  'xml attribute': line((s) => `<dataSource user="app" password="${s}" maxActive="20"/>`),
  'json escaped': line((s) => `body: "{\\"user\\":\\"app\\",\\"password\\":\\"${s}\\"}"`),
  'json twice escaped': line((s) => `{"m":"{\\\\\\"password\\\\\\":\\\\\\"${s}\\\\\\"}"}`),
  'sql identified by': line((s) => `CREATE USER 'app'@'%' IDENTIFIED BY '${s}'`),
  'sql alter role': line((s) => `STATEMENT:  ALTER ROLE app WITH LOGIN PASSWORD '${s}'`),
  'ruby hash': line((s) => `Parameters: {"user"=>"app", "password"=>"${s}"}`),
  'ruby symbols': line((s) => `{:user=>"app", :password=>"${s}"}`),
  'go struct': line((s) => `config: {Host:db Port:5432 User:app Password:${s} SSL:true}`),
  'java record': line((s) => `DbConfig[user=app, password=${s}, poolSize=10]`),
  'kotlin data class': line((s) => `Credentials(user=app, password=${s})`),
  'php dump': line((s) => `array(2) { ["user"]=> string(3) "app" ["password"]=> string(12) "${s}" }`),
  terraform: line((s) => `  master_password = "${s}"`),
  yaml: line((s) => `  password: ${s}`),
  'yaml quoted': line((s) => `  rootPassword: "${s}"`),
  properties: line((s) => `spring.redis.password=${s}`),
  'properties spaced': line((s) => `db.password = ${s}`),
  'double colon': line((s) => `userPassword:: ${s}`, b64(15)),
  arrow: line((s) => `password -> ${s}`),
  'secret manifest': line((s) => `data:\n  password: ${s}\n  username: YXBw`, b64(12)),
  'quoted with blanks': line(
    (s) => `password="${s}" rejected`,
    (r) => `${lower(r, 6)} ${lower(r, 6)} ${digits(r, 4)}`,
  ),
  'form body': line((s) => `body grant_type=password&username=app&password=${s}`),
  'url encoded json': line((s) => `GET /x?q=%7B%22password%22%3A%22${s}%22%7D`),
  'redis auth': line((s) => `1795529002.123456 [0 10.0.0.3:51234] "AUTH" "${s}"`),
  'digest response': line(
    (s) => `Authorization: Digest username="app", realm="x", nonce="abc", uri="/", response="${s}"`,
    hexes(32),
  ),
  'docker config': line((s) => `{"auths":{"registry.example.com":{"auth":"${s}"}}}`, b64(24)),
  'npm rc': line((s) => `//registry.npm.example/:_authToken=${s}`, n(36)),
  'shell export': line((s) => `export API_TOKEN='${s}'`, n(30)),
  dotenv: line((s) => `DATABASE_PASSWORD="${s}"`),
  'python kwargs': line((s) => `connect(host='db', user='app', password='${s}')`),
  'javascript object': line((s) => `{ user: 'app', password: '${s}', port: 5432 }`),
  graphql: line((s) => `mutation { login(user: "app", password: "${s}") { id } }`),
  'http signature': line(
    (s) =>
      `AWS4-HMAC-SHA256 Credential=x/20261125/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=${s}`,
    hexes(64),
  ),
  shadow: line(
    (s) => `root:$6$${s}:19000:0:99999:7:::`,
    (r) => `${draw(r, 8)}$${draw(r, 86)}`,
  ),
  card: line((s) => `payment with card ${s} refused`, cardNumber),
  'card in groups': line(
    (s) => `card ${s} expired`,
    (r) => (cardNumber(r).match(/.{4}/g) ?? []).join(' '),
  ),
  email: line(
    (s) => `mail to ${s}@mail.example.com bounced`,
    (r) => `${lower(r, 8)}.${lower(r, 5)}`,
  ),
  'smtp auth plain': line((s) => `<- AUTH PLAIN ${s}`, b64(24)),
  'password after user': line((s) => `trying user app with password '${s}'`),
  winrm: line((s) => `net use Z: \\\\files\\share ${'/user:app'} password:${s}`),
  'key value with blanks': line((s) => `client secret: "${s}"`, n(32)),
  'kubernetes bearer file': line((s) => `users:\n- name: admin\n  user:\n    token: ${s}`, n(48)),
};

/** All kinds, by name. */
export const SECRET_KINDS: Readonly<Record<string, Make>> = {
  ...TOKENS,
  ...NAMES,
  ...ADDRESSES,
  ...QUERIES,
  ...COMMANDS,
  ...LINES,
};

/** A private key in PEM (RFC 7468) of made-up bytes, as lines. */
export function privateKeyLines(random: Random): { lines: string[]; secrets: string[] } {
  const secrets = Array.from({ length: 6 }, () => base64(random, 48));
  const frame = (word: string): string => ['-----', word, ' RSA PRIVATE', ' KEY-----'].join('');
  return { lines: [frame('BEGIN'), ...secrets, frame('END')], secrets };
}
