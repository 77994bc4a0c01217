import { Random } from '../../../bench/random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const text = (random: Random, length: number, alphabet = LETTERS): string =>
  Array.from({ length }, () => alphabet[random.below(alphabet.length)]).join('');
const base64 = (random: Random, bytes: number): string =>
  Buffer.from(Array.from({ length: bytes }, () => random.below(256))).toString('base64');
const upper = (random: Random, length: number): string =>
  text(random, length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');

/** A card number with the right check digit. */
function card(random: Random): string {
  const digits = `4${text(random, 14, '0123456789')}`;
  const sum = [...digits].reverse().reduce((total, d, i) => {
    const n = Number(d) * (i % 2 === 0 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

export interface Planted {
  readonly kind: string;
  /** What must not be seen anywhere. */
  readonly secret: string;
  /** How it stands in a message. */
  readonly message: string;
}

/** Made when the test runs: a scanner of the repository must find nothing that looks like a secret in it. */
const KINDS: Readonly<Record<string, (random: Random) => { secret: string; message: string }>> = {
  'url password': (r) =>
    plant(`p${text(r, 11)}`, (s) => `cannot connect to postgres://app:${s}@db.internal:5432/app: refused`),
  'password pair': (r) =>
    plant(`w${text(r, 9)}`, (s) => `login failed for user=bob password=${s} from 10.0.0.1`),
  'password colon': (r) => plant(`q${text(r, 9)}1`, (s) => `failed with config db_password: ${s}`),
  jwt: (r) =>
    plant(
      ['eyJ', text(r, 20), '.', text(r, 30), '.', text(r, 27)].join(''),
      (s) => `invalid token ${s} rejected`,
    ),
  bearer: (r) => plant(`${text(r, 30)}1`, (s) => `error: upstream said no to Authorization: Bearer ${s}`),
  basic: (r) => plant(base64(r, 21), (s) => `error: header Authorization: Basic ${s} refused`),
  'aws key id': (r) =>
    plant(`AK${'IA'}${upper(r, 16)}`, (s) => `error: InvalidAccessKeyId ${s} does not exist`),
  'aws secret': (r) =>
    plant(
      `a7Z${base64(r, 40).replace(/[+/=]/g, 'k').slice(0, 37)}`,
      (s) => `failed to sign, aws_secret_access_key=${s} region=eu-west-1`,
    ),
  github: (r) => plant(`gh${'p_'}${text(r, 36)}`, (s) => `error: could not clone with ${s}`),
  slack: (r) =>
    plant(`xo${'xb-'}${text(r, 12, '0123456789')}-${text(r, 24)}`, (s) => `error: slack said no to ${s}`),
  stripe: (r) => plant(`sk${'_live_'}${text(r, 24)}`, (s) => `error: charge refused for key ${s}`),
  google: (r) =>
    plant(`AI${'za'}${text(r, 35)}`, (s) => `error: GET https://maps.googleapis.com/x?key=${s} failed`),
  npm: (r) => plant(`np${'m_'}${text(r, 36)}`, (s) => `error: publish with ${s} failed`),
  pagerduty: (r) => plant(`u+${text(r, 18)}`, (s) => `error: PagerDuty refused Token token=${s}`),
  sendgrid: (r) => plant(`S${'G.'}${text(r, 22)}.${text(r, 43)}`, (s) => `error: mail with ${s} failed`),
  'api key json': (r) => plant(`${text(r, 16)}5`, (s) => `failed request {"apiKey":"${s}","n":1}`),
  cookie: (r) => plant(`${text(r, 24)}9`, (s) => `error: bad request, Cookie: sid=${s}`),
  'client secret': (r) =>
    plant(`${text(r, 20)}8`, (s) => `error: oauth client_secret=${s}&grant_type=x failed`),
  card: (r) => plant(card(r), (s) => `error: payment with card ${s} refused`),
  email: (r) =>
    plant(
      `${text(r, 8, 'abcdefghij')}.x@${text(r, 6, 'klmnop')}.example.com`,
      (s) => `error: mail to ${s} bounced`,
    ),
};
const plant = (secret: string, message: (secret: string) => string) => ({ secret, message: message(secret) });

/** `each` of all twenty kinds. */
export function plantedSecrets(each: number): Planted[] {
  const random = new Random(4711);
  return Object.entries(KINDS).flatMap(([kind, make]) =>
    Array.from({ length: each }, () => ({ kind, ...make(random) })),
  );
}

/** A private key in PEM of made-up bytes: its lines are the secrets. */
export function privateKey(): { lines: string[]; secrets: string[] } {
  const random = new Random(12);
  const secrets = Array.from({ length: 6 }, () => base64(random, 48));
  secrets.push(base64(random, 9));
  const frame = (word: string): string => ['-----', word, ' RSA PRIVATE', ' KEY-----'].join('');
  return { lines: [frame('BEGIN'), ...secrets, frame('END')], secrets };
}

/** The ways in which a message gets into a log. */
export const WRITERS: Readonly<Record<string, (message: string) => string>> = {
  text: (m) => `2026-11-24 14:03:22,123 ERROR [main] app - ${m}`,
  plain: (m) => m,
  json: (m) => JSON.stringify({ level: 50, time: 1795529002123, msg: m }),
  'json error': (m) => JSON.stringify({ level: 'error', ts: 1795529002.1, msg: 'request failed', error: m }),
  logfmt: (m) => `time="2026-11-24T14:03:22Z" level=error msg=${JSON.stringify(m)}`,
  klog: (m) => `E1124 14:03:22.123456       1 server.go:12] ${m}`,
  runtime: (m) => `2026-11-24T14:03:22.123456789Z ${m}`,
  access: (m) =>
    `10.1.2.3 - - [24/Nov/2026:14:03:22 +0000] "GET /x?q=${encodeURI(m)} HTTP/1.1" 500 1 "-" "${m.replaceAll('"', '\\x22')}"`,
  trace: (m) =>
    `java.lang.IllegalStateException: outer\n\tat a.b.C.d(C.java:1)\nCaused by: java.io.IOException: ${m}\n\tat a.b.C.e(C.java:2)`,
};
