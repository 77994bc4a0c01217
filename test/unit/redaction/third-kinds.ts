import { base64, digits, hex } from './random-text.ts';
import { address, around, b64, command, hexes, line, type Make, n, named, url64 } from './secret-kinds.ts';

const COMMANDS: Readonly<Record<string, Make>> = {
  'gh with-token': command((t) => ['sh', '-c', `gh auth login --with-token <<< ${t}`], n(40)),
  'vault userpass': command((pw) => ['vault', 'login', '-method=userpass', 'username=ops', `password=${pw}`]),
  'etcdctl user add': command((pw) => ['etcdctl', 'user', 'add', `app:${pw}`]),
  'psql -c alter role': command((pw) => ['psql', '-c', `ALTER ROLE app PASSWORD '${pw}'`]),
  'mosquitto_passwd -b': command((pw) => ['mosquitto_passwd', '-b', '/etc/p', 'app', pw]),
  'kafka-configs scram': command((pw) => [
    'kafka-configs.sh',
    '--add-config',
    `SCRAM-SHA-512=[password=${pw}]`,
  ]),
  'kcadm config': command((pw) => ['kcadm.sh', 'config', 'credentials', '--user', 'admin', '--password', pw]),
  'openstack os-password': command((pw) => ['openstack', '--os-password', pw, 'server', 'list']),
  'doctl -t': command((t) => ['doctl', 'auth', 'init', '-t', t], hexes(64)),
  'oc login -p': command((pw) => ['oc', 'login', '-u', 'ops', '-p', pw]),
  'jfrog apikey': command((k) => ['jfrog', 'rt', 'config', `--apikey=${k}`], n(73)),
  'sentry-cli auth-token': command((t) => ['sentry-cli', '--auth-token', t, 'releases', 'list'], hexes(64)),
  'splunk -auth': command((pw) => ['splunk', 'add', 'forward-server', 'x', '-auth', `admin:${pw}`]),
  'aria2c http-passwd': command((pw) => ['aria2c', `--http-passwd=${pw}`, 'http://a.example/x']),
  'chpasswd here string': command((pw) => ['bash', '-c', `chpasswd <<< "app:${pw}"`]),
  'slappasswd -s': command((pw) => ['slappasswd', '-s', pw]),
  'openssl passwd': command((pw) => ['openssl', 'passwd', '-6', pw]),
  'curl -F': command((pw) => ['curl', '-F', `password=${pw}`, 'https://a.example']),
  'kubectl patch secret': command((pw) => [
    'kubectl',
    'patch',
    'secret',
    'db',
    '-p',
    `{"stringData":{"password":"${pw}"}}`,
  ]),
};

const NAMED: Readonly<Record<string, Make>> = {
  GF_SECURITY_ADMIN_PASSWORD: named('GF_SECURITY_ADMIN_PASSWORD'),
  SA_PASSWORD: named('SA_PASSWORD', around('!')),
  NEXTAUTH_SECRET: named('NEXTAUTH_SECRET', b64(32)),
  COOKIE_SECRET: named('COOKIE_SECRET', hexes(64)),
  CSRF_KEY: named('CSRF_KEY', b64(32)),
  SLACK_SIGNING_SECRET: named('SLACK_SIGNING_SECRET', hexes(32)),
  ansible_ssh_pass: named('ansible_ssh_pass'),
  licenseKey: named('licenseKey', (r) => `${hex(r, 36)}NRAL`),
  bearer_token: named('bearer_token', url64(40)),
  OTP_SEED: named('OTP_SECRET', n(32)),
};

const LINES: Readonly<Record<string, Make>> = {
  'ini with comment': line((pw) => `password = ${pw} ; rotate in May`),
  'yaml with comment': line((pw) => `password: "${pw}" # rotate`),
  'table row': line((pw) => `| password | ${pw} |`, n(20)),
  'arrow sign': line((pw) => `user → app, password → ${pw}`),
  'json list value': line((pw) => `{"password": ["${pw}"]}`),
  'xml-rpc member': line(
    (pw) => `<member><name>password</name><value><string>${pw}</string></value></member>`,
  ),
  'soap wsse': line((pw) => `<wsse:Password Type="PasswordText">${pw}</wsse:Password>`),
  'html input': line((pw) => `<input type="password" name="pass" value="${pw}">`),
  'docker inspect env': line((pw) => `"Env": ["MODE=x","DB_PASSWORD=${pw}"]`),
  'ruby inspect': line((pw) => `#<Config:0x00007f @host="db", @password="${pw}">`),
  'c# record': line((pw) => `DbConfig { Host = db, Password = ${pw}, Pool = 5 }`),
  'node inspect': line((pw) => `{ user: 'app', password: '${pw}', pool: [Object] }`),
  'swift optional': line((pw) => `Config(user: "app", password: Optional("${pw}"))`),
  'redis config set': line((pw) => `"CONFIG" "SET" "requirepass" "${pw}"`),
  'redis hello': line((pw) => `HELLO 3 AUTH app ${pw}`),
  'redis acl setuser': line((pw) => `ACL SETUSER app on >${pw} ~* +@all`),
  sp_addlogin: line((pw) => `EXEC sp_addlogin 'app', '${pw}'`),
  'cassandra role': line((pw) => `CREATE ROLE app WITH PASSWORD = '${pw}' AND LOGIN = true`),
  'clickhouse identified': line((pw) => `CREATE USER a IDENTIFIED WITH sha256_password BY '${pw}'`),
  'snowflake stage': line((k) => `CREATE STAGE s CREDENTIALS=(AWS_KEY_ID='x' AWS_SECRET_KEY='${k}')`, n(40)),
  'group replication': line((pw) => `START GROUP_REPLICATION USER='r', PASSWORD='${pw}'`),
  'pem passphrase': line((pw) => `Enter pass phrase for key.pem: ${pw}`),
  'default credentials': line((pw) => `default credentials: admin / ${pw}`),
  'login with slash': line((pw) => `login with admin/${pw} failed`),
  'webhook basic': line(
    (s) => `webhook header Authorization:Basic ${s}`,
    (r) => base64(r, 21),
  ),
  'masked by nobody': line((pw) => `::add-mask::${pw}`),
  'pin set': line(
    (pin) => `card pin: ${pin}`,
    (r) => digits(r, 8),
  ),
};

const ADDRESSES: Readonly<Record<string, Make>> = {
  'gitlab ci job token url': address((t) => `https://gitlab-ci-token:${t}@gitlab.example.com/a/b.git`, n(20)),
  'nats token url': address((t) => `nats://${t}@nats.example.com:4222`, n(32)),
  'elastic cloud url': address((pw) => `https://elastic:${pw}@abc.eu-west-1.aws.found.io:9243`),
};

/** Kinds that were drawn up once the rules held the second set. */
export const THIRD_KINDS: Readonly<Record<string, Make>> = { ...COMMANDS, ...NAMED, ...LINES, ...ADDRESSES };
