import { describe, expect, it } from '@jest/globals';
import { redactArguments } from '../../../functions/redaction/redact.ts';
import { redactUrlCredentials } from '../../../functions/redaction/url-credentials.ts';

/** Composed, so that a scanner of this repository finds none. */
const S = ['zebra', 'crossing'].join('');
/** One that looks like a secret. */
const R = ['hT7k', 'Q2mZ', 'p9Xw'].join('');
const GONE = '[redacted]';

describe('the password of a URL', () => {
  it.each([
    [`postgres://app:${S}@db:5432/x`, `postgres://app:${GONE}@db:5432/x`],
    [`redis://:${S}@db`, `redis://:${GONE}@db`],
    [`x://app:${S}/?#,"'@db/x`, `x://app:${GONE}@db/x`],
    [`x://app:1234567@db`, `x://app:${GONE}@db`],
    [`x://app:${S} y@db:1`, `x://app:${GONE}@db:1`],
    [`x://app:${S} y@db/z`, `x://app:${GONE}@db/z`],
    [`x://app:${S}@[::1]:80`, `x://app:${GONE}@[::1]:80`],
    [`"x://app:${S}@db"`, `"x://app:${GONE}@db"`],
    [`x://a:${S}@b x://c:${S}@d`, `x://a:${GONE}@b x://c:${GONE}@d`],
    [`https://${'a'.repeat(20)}@host`, `https://${GONE}@host`],
  ])('goes: %s', (text, shown) => {
    expect(redactUrlCredentials(text)).toBe(shown);
  });

  it.each([
    'https://ann@host/x',
    `https://${'a'.repeat(19)}@host`,
    'http://db:5432/x@y.z',
    'http://db:80, mail ann@host',
    `x://app:%s@db`,
    `x://app:$X@db`,
    `x://app:{x}@db`,
    `x://app:<x>@db`,
    `x://app:\ny@db`,
    `x://app:x y@db`,
    'x://a:b://c@d',
    'no address',
  ])('is none: %s', (text) => {
    expect(redactUrlCredentials(text)).toBe(text);
  });

  it('is looked for in three hundred characters', () => {
    const long = (length: number): string => `x://app:${'a'.repeat(length)}@db`;
    expect(redactUrlCredentials(long(299))).toBe(`x://app:${GONE}@db`);
    expect(redactUrlCredentials(long(300))).toBe(long(300));
  });
});

describe('the password of a data source', () => {
  it.each([
    [`app:${S}@tcp(db:3306)/x`, `app:${GONE}@tcp(db:3306)/x`],
    [`app:${S}@tcp6(db:3306)/x`, `app:${GONE}@tcp6(db:3306)/x`],
    [`app:${S}@unix(/run/db)/x`, `app:${GONE}@unix(/run/db)/x`],
    [`app:${S}@udp(db)/x`, `app:${GONE}@udp(db)/x`],
    [`app:${S}@(db)/x`, `app:${GONE}@(db)/x`],
    [`jdbc:oracle:thin:app/${S}@db`, `jdbc:oracle:thin:app/${GONE}@db`],
    [`app:${R}@db.shop`, `app:${GONE}@db.shop`],
    [`app:${R}@db:5432`, `app:${GONE}@db:5432`],
    [`app:${R}@db::vhost`, `app:${GONE}@db::vhost`],
    [`app:${R}@db/x`, `app:${GONE}@db/x`],
  ])('goes: %s', (text, shown) => {
    expect(redactUrlCredentials(text)).toBe(shown);
  });

  it.each([
    `app:${S}@db:5432`,
    `app:${R}@db`,
    'app:v1.2.3@db.shop',
    'app:2026-11@db.shop',
    `app:abcdef1@sha256:0123`,
    `1app:${R}@db.shop`,
    `app:a1b@db.shop`,
  ])('is none: %s', (text) => {
    expect(redactUrlCredentials(text)).toBe(text);
  });
});

it.each(['ssh', 'scp', 'sftp', 'rsync', 'sshpass', 'ssh-copy-id', 'mosh', 'autossh'])(
  'an account on a machine stays in a command of %s, and an address in no other',
  (program) => {
    const words = [program, '-v', 'ann@host.example.com'];
    expect(redactArguments(words)).toEqual(words);
    expect(redactArguments([`/usr/bin/${program}`, ...words.slice(1)])[2]).toBe('ann@host.example.com');
    expect(redactArguments([`my${program}x`, ...words.slice(1)])[2]).toBe('[email]');
  },
);
