import { describe, expect, it } from '@jest/globals';
import { REDACTED } from '../../../functions/redaction/marker.ts';
import { redact } from '../../../functions/redaction/redact.ts';

/** Letters and digits that change their class so many times, upper and lower case and digits among them. */
function run(length: number, changes: number, classes: readonly string[] = ['a', 'B', '7']): string {
  const turns = Array.from({ length: changes }, (_, at) => classes[at % classes.length] ?? '');
  const last = classes[changes % classes.length] ?? '';
  return `${turns.join('')}${last.repeat(length - changes)}`;
}
const isRedacted = (text: string): boolean => redact(text).includes(REDACTED);

describe('a run of letters and digits without a name', () => {
  it.each([
    // Three changes of class in ten characters.
    [40, 12, true],
    [40, 11, false],
    [60, 18, true],
    [60, 17, false],
    // Forty characters.
    [39, 38, false],
  ])('of %d characters that changes its class %d times is a key: %p', (length, changes, is) => {
    expect(isRedacted(`got ${run(length, changes)} from it`)).toBe(is);
    expect(isRedacted(run(length, changes))).toBe(is);
  });

  it.each([[['a', 'B']], [['a', '7']], [['B', '7']]])('is none without %p and a third class', (classes) => {
    expect(isRedacted(run(64, 50, classes))).toBe(false);
  });

  it.each(['/', '=', '_', '-'])('is none where it is put together of parts by %s', (sign) => {
    const half = run(30, 20);
    expect(isRedacted(`got ${half}${sign}${half}`)).toBe(false);
    expect(isRedacted(`got ${half}${half}`)).toBe(true);
  });

  it.each([
    'x-amz-id-2: ',
    'request id=',
    'SHA256:',
    'etag="',
    "md5: '",
    'hash=',
    'digest: ',
    'fingerprint:',
    'checksum=',
  ])('is an id or a checksum behind "%s"', (name) => {
    const key = run(44, 40);
    expect(isRedacted(`${name}${key}`)).toBe(false);
    expect(isRedacted(`of ${name}${key}`)).toBe(false);
    // A name that does not stand right before it names something else.
    expect(isRedacted(`${name}1 and ${key}`)).toBe(true);
  });
});

describe("an issuer's prefix and a run", () => {
  it.each([
    ['gsk_', 30, true],
    ['gsk_', 29, false],
    ['gsk-', 30, true],
    ['pcsk_abcd_', 24, true],
    ['pcsk_abcd_', 23, false],
    ['ngrok_api_', 30, true],
    ['one_two_six_', 30, true],
    ['one_two_six_ten_', 30, false],
    ['g_', 30, false],
    ['gs_', 30, true],
    ['abcdefgh_', 30, true],
    ['abcdefghi_', 30, false],
    ['sha1-', 30, false],
    ['md5-', 30, false],
    ['blake2-', 30, false],
  ])('%s and %d characters are a key: %p', (prefix, length, is) => {
    expect(isRedacted(`sent ${prefix}${run(length, length - 1)}.`)).toBe(is);
  });

  it('is none where the run is of one kind', () => {
    expect(isRedacted(`sent app_${'a'.repeat(36)}.`)).toBe(false);
  });
});
