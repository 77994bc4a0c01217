import { describe, expect, it } from '@jest/globals';
import { redact, redactArguments, redactEnv } from '../../../functions/redaction/redact.ts';

/** What made redaction slow, or might: openings without an end, names without values, almost-matches. */
const FILLERS = [
  ...[
    'password="',
    "password='x ",
    'password=x ',
    'token:false:',
    'token=false:',
    'name: a_key, value: ',
    'using secret ',
    'authorization:',
    'Authorization: digest ',
    'cookie:',
  ],
  ...['a@b.', '@', '://u:', '://u:p@', 'a:b1c2@', 'user:pw12@h', 'postgres://app:pw,'],
  ...['redis-cli -a ', 'curl -u ', 'ab "', "mysql '", '--password ', '-p '],
  ...[
    '%20',
    'a%20',
    '%2520',
    '\\x22',
    '\\\\\\"',
    'token=\\"',
    '"password":"',
    '<password>',
    'api key: ',
    'unseal key 1: ',
    '?key=',
    '&code=',
  ],
  ...[
    'eyJ',
    'eyJaaaaaaaa.',
    '/fm2_',
    'ABSK/',
    '$2a$',
    '.atlasv1.',
    'SG.aaaaaaaaaaaaaaaaaa.',
    '4111 ',
    'PRIVATE KEY ',
  ],
  ...[
    '-----BEGIN PRIVATE KEY-----',
    'https://hooks.slack.com/services/',
    "password '",
    '"AUTH" "',
    'pgpass a:1:b:c:',
  ],
  ...[
    '-u a -p ',
    'echo a ',
    'echo a | ',
    'AUTH ',
    'redis-cli AUTH ',
    "password ('",
    "('pw','",
    'password for a ',
  ],
  ...['ab_', 'ab_aaaa_', 'SCRAM-SHA-1$1:', 'tskey-a', 'patab.', 'hooks.zapier.com/hooks/catch/1/'],
  ...['password a', 'password a: ', '{pw,"', 'identified by a ', "PDO('a', 'b', '", 'LOGIN a ', 'kty"d":"a'],
  ...['<pw a>b', '<name>pw</name><value>a', '| pw ', '| pw | a ', 'SETUSER a ', 'login a/', 'chpasswd <<<'],
  ...['/hooks/a', '/hooks/a1/', 're_', '--password-stdin <<<', ';PWD={', 'ssh a@a.aa ', 'a_key=', '&a'],
  ...['a', 'aB3', '=', ':', ' ', '1'],
];

const SHORT = 4_096;
/** The longer text is eight times as long: quadratic time would be 64 times as much. */
const TIMES = 8;
const LIMIT = 32;
/** ms; less is the clock's and the collector's. */
const LEAST = 1;
const LOOKS = 12;

/** CPU ms of this process: what else runs on the machine does not count. */
const timeOf = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** How many times longer the long text takes than the short one, at best of a few looks: load only ever adds. */
function growth(work: (length: number) => () => unknown): number {
  let short = Number.POSITIVE_INFINITY;
  let long = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look++) {
    short = Math.min(short, timeOf(work(SHORT)));
    long = Math.min(long, timeOf(work(SHORT * TIMES)));
    if (long / Math.max(short, LEAST) < LIMIT) break;
  }
  return long / Math.max(short, LEAST);
}

describe('redaction is linear', () => {
  for (const filler of FILLERS)
    it(`in a run of ${JSON.stringify(filler)}`, () => {
      for (const end of ['', '"', ' x'])
        for (const redacted of [redact, (text: string) => redactEnv('NOTE', text)])
          expect(
            growth((length) => {
              const text = `${filler.repeat(Math.ceil(length / filler.length))}${end}`;
              return () => redacted(text);
            }),
          ).toBeLessThan(LIMIT);
    });
  it('in the number of arguments', () => {
    for (const word of ['ab', '--password', '-p', 'docker', 'x'])
      expect(
        growth((length) => {
          const words = Array.from({ length: length / 8 }, () => word);
          return () => redactArguments(words);
        }),
      ).toBeLessThan(LIMIT);
  });
});
