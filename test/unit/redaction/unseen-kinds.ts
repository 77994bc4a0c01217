import { base32, base64, digits, draw, hex, lowerDigits, uuid } from './random-text.ts';
import {
  address,
  b64,
  command,
  hexes,
  line,
  type Make,
  n,
  named,
  query,
  token,
  url64,
} from './secret-kinds.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Tokens of issuers that the other kinds have none of. */
const TOKENS: Readonly<Record<string, Make>> = {
  airtable: token('pat', (r) => `${draw(r, 14)}.${hex(r, 64)}`),
  figma: token('figd_', url64(40)),
  supabase: token('sbp_', hexes(40)),
  groq: token('gsk_', n(52)),
  replicate: token('r8_', n(37)),
  'cloudflare origin': token('v1.0-', (r) => `${hex(r, 24)}-${hex(r, 146)}`),
  tailscale: token('tskey-auth-', (r) => `k${draw(r, 11)}CNTRL-${draw(r, 32)}`),
  buildkite: token('bkua_', hexes(40)),
  netlify: token('nfp_', n(36)),
  neon: token('napi_', (r) => lowerDigits(r, 64)),
  langsmith: token('lsv2_pt_', (r) => `${hex(r, 32)}_${hex(r, 10)}`),
  xai: token('xai-', n(80)),
  pinecone: token('pcsk_', (r) => `${draw(r, 6)}_${draw(r, 63)}`),
  mailgun: token('key-', hexes(32)),
  mailchimp: token('', hexes(32), '-us12'),
  'bcrypt hash': token('$2b$12$', n(53)),
  'argon2 hash': token('$argon2id$v=19$m=65536,t=3,p=4$', (r) => `${draw(r, 22)}$${draw(r, 43)}`),
  'scram verifier': token('SCRAM-SHA-256$4096:', (r) => `${base64(r, 16)}$${base64(r, 32)}:${base64(r, 32)}`),
};

/** Settings whose name says it in words that the other kinds have none of. */
const NAMED: Readonly<Record<string, Make>> = {
  APP_KEY: named('APP_KEY', (r) => `base64:${base64(r, 32)}`),
  ENCRYPTION_KEY: named('ENCRYPTION_KEY'),
  RABBITMQ_ERLANG_COOKIE: named('RABBITMQ_ERLANG_COOKIE', (r) => draw(r, 20, UPPER)),
  CONSUL_HTTP_TOKEN: named('CONSUL_HTTP_TOKEN', uuid),
  wireguardPrivateKey: named('PrivateKey', b64(32)),
  hmacKey: named('hmacKey', b64(24)),
  BORG_PASSPHRASE: named('BORG_PASSPHRASE'),
  pinCode: named('pinCode', (r) => digits(r, 8)),
  refreshToken: named('refreshToken', url64(43)),
};

const COMMANDS: Readonly<Record<string, Make>> = {
  'gpg --passphrase': command((pw) => ['gpg', '--batch', '--passphrase', pw, '-d', 'dump.gpg']),
  'ssh-keygen -N': command((pw) => ['ssh-keygen', '-t', 'ed25519', '-N', pw, '-f', '/tmp/id']),
  'openssl enc -k': command((pw) => ['openssl', 'enc', '-d', '-aes-256-cbc', '-k', pw, '-in', 'dump.enc']),
  'echo into docker login': command((pw) => [
    'sh',
    '-c',
    `echo ${pw} | docker login -u ci --password-stdin registry.example`,
  ]),
  'echo into chpasswd': command((pw) => ['sh', '-c', `echo root:${pw} | chpasswd`]),
  'mount -o password': command((pw) => [
    'mount',
    '-t',
    'cifs',
    '-o',
    `username=app,password=${pw}`,
    '//nas/a',
    '/mnt',
  ]),
  'skopeo --src-creds': command((pw) => [
    'skopeo',
    'copy',
    '--src-creds',
    `ci:${pw}`,
    'docker://a/b',
    'dir:/b',
  ]),
  'cypher-shell -p': command((pw) => ['cypher-shell', '-u', 'neo4j', '-p', pw, 'RETURN 1']),
  'plink -pw': command((pw) => ['plink', '-ssh', 'deploy@bastion', '-pw', pw, 'uptime']),
  'xfreerdp /p:': command((pw) => ['xfreerdp', '/v:desk-1', '/u:ops', `/p:${pw}`]),
  'jenkins-cli -auth': command((pw) => ['java', '-jar', 'jenkins-cli.jar', '-auth', `ops:${pw}`, 'who-am-i']),
  'curl --oauth2-bearer': command(
    (pw) => ['curl', '--oauth2-bearer', pw, 'https://api.example.com/v1'],
    n(40),
  ),
  'kubectl --from-literal': command((pw) => [
    'kubectl',
    'create',
    'secret',
    'generic',
    'db',
    `--from-literal=value=${pw}`,
  ]),
  'redis-cli AUTH': command((pw) => ['redis-cli', '-h', 'cache', 'AUTH', pw]),
  'az --account-key': command((pw) => ['az', 'storage', 'blob', 'list', '--account-key', pw], b64(64)),
};

const ADDRESSES: Readonly<Record<string, Make>> = {
  'teams webhook': address(
    (secret) =>
      `https://shop.webhook.office.com/webhookb2/4f1c2b7e-0d3a-4c55-9b1e-2f6a7d8c9e01@0b6d3f52-77aa-4b0c-8c1d-5e4f3a2b1c0d/IncomingWebhook/${secret}/9a8b7c6d-1e2f-4a3b-8c4d-5e6f7a8b9c0d`,
    hexes(32),
  ),
  'zapier hook': address(
    (secret) => `https://hooks.zapier.com/hooks/catch/1234567/${secret}/`,
    (r) => lowerDigits(r, 7),
  ),
  'otpauth url': address(
    (secret) => `otpauth://totp/shop:ops?secret=${secret}&issuer=shop`,
    (r) => base32(r, 32),
  ),
  'query private_token': query((secret) => `/api/v4/jobs?private_token=${secret}`, url64(26)),
  'query client_secret': query((secret) => `/token?grant_type=client_credentials&client_secret=${secret}`),
};

/** Sentences, headers and dumps. */
const LINES: Readonly<Record<string, Make>> = {
  'password is': line((pw) => `the admin password is ${pw}, change it after the first login`),
  'generated password': line((pw) => `Generated initial password for user admin: ${pw}`),
  'go map': line((pw) => `loaded map[password:${pw} user:app] from disk`),
  'python tuples': line((pw) => `params [('user', 'app'), ('password', '${pw}')]`),
  'env list': line((pw) => `[{"name":"DB_PASSWORD","value":"${pw}"},{"name":"MODE","value":"x"}]`),
  'set password': line((pw) => `SET PASSWORD FOR 'app'@'%' = PASSWORD('${pw}')`),
  'genie key': line((key) => `request headers: Authorization: GenieKey ${key}`, uuid),
  'splunk hec': line((key) => `> Authorization: Splunk ${key}`, uuid),
  'pem on a line': line(
    (key) => `cannot parse -----BEGIN PRIVATE KEY-----\\n${key}\\n-----END PRIVATE KEY-----\\n`,
    b64(90),
  ),
  'copy credentials': line(
    (key) =>
      `COPY t FROM 's3://b/k' CREDENTIALS 'aws_access_key_id=${'AK'}IAIOSFODNN7;aws_secret_access_key=${key}'`,
    (r) => draw(r, 40),
  ),
};

/**
 * Kinds that were written before anybody looked at the rules, so that they tell how the rules do on what nobody
 * thought of.
 */
export const UNSEEN_KINDS: Readonly<Record<string, Make>> = {
  ...TOKENS,
  ...NAMED,
  ...COMMANDS,
  ...ADDRESSES,
  ...LINES,
};
