import { describe, expect, it } from '@jest/globals';
import { Random } from '../../../bench/random.ts';
import { redact, redactArguments, redactEnv } from '../../../functions/redaction/redact.ts';
import { FRESH_KINDS } from './fresh-kinds.ts';
import { freshLines } from './fresh-lines.ts';
import { type Planted, SECRET_KINDS } from './secret-kinds.ts';
import { UNSEEN_KINDS } from './unseen-kinds.ts';

/** What nothing tells from an ordinary word (fresh.whole.test.ts). */
const COME_THROUGH = ['net use', 'tf variable'];
const KINDS = Object.entries({ ...SECRET_KINDS, ...UNSEEN_KINDS, ...FRESH_KINDS }).filter(
  ([kind]) => !COME_THROUGH.includes(kind),
);

/** Whether six characters of a secret stand in a text; of digits alone, which other numbers hold, all of them. */
const isIn = (secret: string, text: string): boolean =>
  /^[\d ]+$/.test(secret) || secret.length <= 6
    ? text.includes(secret)
    : Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6)).some(
        (part) => /\D/.test(part) && text.includes(part),
      );

/** Where a secret stands, and what comes out of redaction; the planted tests have the long ways through the product. */
const WAYS: Readonly<Record<string, (made: Planted) => string | undefined>> = {
  'a line': ({ text }) => redact(text),
  'a variable': ({ env }) => env && redactEnv(...env),
  'a command': ({ args }) => args && redactArguments(args).join(' '),
  'a request': ({ path }) => path && redact(`GET ${path} 200 12ms`),
};

describe('every kind of secret, by redaction alone', () => {
  it.each(Object.entries(WAYS))('does not come through in %s', (_, redacted) => {
    const random = new Random(20261128);
    const leaks = KINDS.filter(([, make]) => {
      const made = make(random);
      return isIn(made.secret, redacted(made) ?? '');
    });
    expect(leaks.map(([kind]) => kind)).toEqual([]);
  });

  it('comes through where nothing is redacted: it would be seen', () => {
    const random = new Random(20261128);
    const seen = KINDS.filter(([, make]) => {
      const { text, secret } = make(random);
      return isIn(secret, text);
    });
    expect(seen.length).toBe(KINDS.length);
  });

  it('leaves ordinary lines as they are', () => {
    const lines = freshLines(new Random(20261128));
    expect(lines.map((line) => redact(line))).toEqual(lines);
  });
});
