/** What a byte of a path is: bits, so that a segment's bytes can be or-ed together. */
export const DIGIT = 1;
const HEX_LOWER = 2;
const LOWER = 4;
const HEX_UPPER = 8;
const UPPER = 16;
const DASH = 32;
const AT = 64;
const OTHER = 128;
/** Ends a segment: slash, blank, ?, #, quote and control characters. */
export const STOP = 256;

/** The class of each byte value. */
export const CLASSES = new Uint16Array(256).fill(OTHER);
for (let c = 0; c <= 32; c++) CLASSES[c] = STOP;
for (const c of '/?#"') CLASSES[c.charCodeAt(0)] = STOP;
for (let c = 48; c <= 57; c++) CLASSES[c] = DIGIT;
for (let c = 97; c <= 122; c++) CLASSES[c] = c <= 102 ? HEX_LOWER : LOWER;
for (let c = 65; c <= 90; c++) CLASSES[c] = c <= 70 ? HEX_UPPER : UPPER;
CLASSES[45] = DASH;
CLASSES[64] = AT;

/** A hexadecimal id has at least so many digits (a short git hash has 7). */
const MIN_HEX = 7;
/** A longer segment is data, not a name. */
const MAX_NAME = 64;
/** Letters and digits that take turns so often make a random id, not "sha256", "h264" or "oauth2". */
const MIN_TURNS = 3;
const MIN_RANDOM = 8;
/** Bytes written as %XX: from so many on, text in another script. */
const MIN_ESCAPES = 4;

export const LITERAL = 0;
export const ID = 1;
export const EMAIL = 2;
export const TEXT = 3;
/** A name with a number in it ("game-17"): literal until it takes many values. */
export const NUMBERED = 4;

/** True when a segment of these classes is a name as it stands, without a closer look. */
export const isPlainName = (flags: number, length: number): boolean =>
  (flags & (DIGIT | AT)) === 0 && length <= MAX_NAME;

/** What a segment is, from its bytes and their or-ed classes. */
export function segmentKind(bytes: Uint8Array, start: number, end: number, flags: number): number {
  const length = end - start;
  if (isPlainName(flags, length)) return LITERAL;
  if (flags === DIGIT) return ID;
  if ((flags & AT) !== 0) return EMAIL;
  if (length > MAX_NAME * 2) return TEXT;
  if ((flags & DIGIT) === 0) return TEXT;
  if (length >= MIN_HEX && isHex(flags)) return ID;
  return closerLook(bytes, start, end);
}

/** Only digits and letters a-f of one case, with dashes as in a UUID. */
const isHex = (flags: number): boolean =>
  (flags & ~(DIGIT | HEX_LOWER | DASH)) === 0 || (flags & ~(DIGIT | HEX_UPPER | DASH)) === 0;

function closerLook(bytes: Uint8Array, start: number, end: number): number {
  let turns = 0;
  let escapes = 0;
  let before = 0;
  for (let i = start; i < end; i++) {
    const c = bytes[i] as number;
    if (c === 37) {
      escapes++;
      i += 2;
      before = 0;
      continue;
    }
    const k = CLASSES[c] as number;
    const letter = (k & (HEX_LOWER | LOWER | HEX_UPPER | UPPER)) !== 0 ? 2 : 0;
    const now = k === DIGIT ? 1 : letter;
    if (now !== 0 && before !== 0 && now !== before) turns++;
    before = now;
  }
  if (escapes >= MIN_ESCAPES) return TEXT;
  if (end - start >= MIN_RANDOM && turns >= MIN_TURNS) return ID;
  return NUMBERED;
}
