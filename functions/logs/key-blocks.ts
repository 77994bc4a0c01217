const DASH = 45;
/** "-----BEGIN " and "-----END " at a line's start. */
const BEGIN = /^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/;
/** A key has no more lines than this (RSA 16384 has about 200). */
const MAX_KEY_LINES = 400;

/** Knows whether a line is inside a private key that spans lines; nothing is to be learned from such lines. */
export class KeyBlocks {
  private left = 0;

  /** Cheap for every line that does not start with a dash. */
  hides(bytes: Buffer, from: number, end: number): boolean {
    if (this.left === 0 && bytes[from] !== DASH) return false;
    const text = bytes[from] === DASH ? bytes.toString('latin1', from, Math.min(end, from + 80)) : '';
    if (BEGIN.test(text)) this.left = MAX_KEY_LINES;
    else if (this.left > 0) {
      this.left--;
      if (text.startsWith('-----END')) this.left = 0;
      return true;
    }
    return this.left > 0;
  }
}
