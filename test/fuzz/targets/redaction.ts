import { redact, redactArguments, redactEnv } from '../../../functions/redaction/redact.ts';
import { SAMPLES } from '../../unit/logs/samples.ts';
import { mutatedText } from '../mutate.ts';
import { Breach, type Target } from '../target.ts';

/** What redaction looks for, composed: names with values, credentials in URLs and commands, tokens, cards, addresses. */
const TEXTS: readonly [string, ...string[]] = [
  'password="hunter2 hunter2", token: abcdef0123456789, user=app',
  '{"password":"hunter2hunter2","nested":{"api_key":"0123456789abcdef0123"}}',
  'postgres://app:hunter2hunter2@db.shop.svc:5432/shop?sslmode=require&password=x1y2z3',
  'Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345',
  'curl -u admin:hunter2hunter2 --header "Cookie: sid=0123456789abcdef" https://x.example/?key=abcdefgh12345678',
  'redis-cli -h cache -a hunter2hunter2 --user default',
  ['-----BEGIN', 'PRIVATE KEY-----\\nAAAA\\nBBBB\\n-----END', 'PRIVATE KEY-----'].join(' '),
  'mail to someone@shop.example about card 4111 1111 1111 1111 of order 17',
  'aGVsbG8= \\"secret\\":\\"abcd1234efgh\\" %22token%22%3A%22abcd1234efgh%22',
  'env: DB_PASSWORD=hunter2hunter2 SECRET_KEY_BASE: 0123456789abcdef',
  ...SAMPLES,
];

/** Text of any kind: redaction ends, and what it gives has nothing more to redact. */
export const redaction: Target = {
  name: 'redaction',
  open: () => ({
    attempt(random) {
      const text = mutatedText(TEXTS, random);
      const once = redact(text);
      if (redact(once) !== once)
        throw new Breach('crash', `redacted twice: ${JSON.stringify(once).slice(0, 400)}`);
      redactEnv(random.pick(['NOTE', 'DB_PASSWORD', 'API_KEY', 'SENTRY_DSN']), text);
      redactArguments(text.split(' '));
    },
  }),
};
