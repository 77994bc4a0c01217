import fc from 'fast-check';

/** The last code point, and the halves of surrogate pairs, which are none of their own. */
const LAST = 0x10ffff;
const HALVES = { first: 0xd800, count: 0x800 };

/** Any code point: what fast-check's unit "binary" is, which makes a list of a million first, in seconds. */
export const character = fc.nat({ max: LAST - HALVES.count }).map(
  (code) => String.fromCodePoint(code < HALVES.first ? code : code + HALVES.count),
  (text) => {
    const code = typeof text === 'string' && [...text].length === 1 ? (text.codePointAt(0) ?? -1) : -1;
    if (code < 0 || (code >= HALVES.first && code < HALVES.first + HALVES.count))
      throw new Error('not one character');
    return code < HALVES.first ? code : code - HALVES.count;
  },
);
