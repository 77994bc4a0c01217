const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const NEWLINE = 10;
const BLANK = 32;

/** A list of entries (gcloud logging read --format=json), a field that is one (aws logs filter-log-events), an entry over several lines (jq). */
const LIST = /^\s*\[\s*(?:\{|\])/;
const FIELD = /^\s*\{\s*"\w{1,40}"\s*:\s*\[\s*(?:\{|\])/;
const ENTRY = /^\s*\{\s*\r?\n/;
/** Bytes that tell. */
const LOOK = 400;

/** Takes the entries out of a JSON document that is no file of lines; in memory that does not grow with it. */
export class DocumentLines {
  /** How deep in the document the entries are. */
  private readonly level: number;
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  private inEntry = false;

  private constructor(level: number) {
    this.level = level;
  }

  /** For a file that starts like this; undefined when it is no such document. */
  static of(start: Uint8Array): DocumentLines | undefined {
    const text = Buffer.from(start.subarray(0, LOOK)).toString('latin1');
    if (LIST.test(text)) return new DocumentLines(1);
    if (FIELD.test(text)) return new DocumentLines(2);
    return ENTRY.test(text) ? new DocumentLines(0) : undefined;
  }

  /** The entries that end in these bytes and the start of one that does not, a line each. */
  push(bytes: Uint8Array): Uint8Array {
    // Never longer than what comes in, but for the line break behind an entry, which has two braces.
    const lines = Buffer.allocUnsafe(bytes.length * 2);
    let length = 0;
    for (const byte of bytes) {
      if (this.isInside(byte)) lines[length++] = byte;
      if (this.inEntry || byte !== CLOSE || this.inString || this.depth !== this.level) continue;
      lines[length++] = NEWLINE;
    }
    return lines.subarray(0, length);
  }

  /** True for a byte that is a part of an entry; blanks between its parts are none. */
  private isInside(byte: number): boolean {
    if (this.inString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (byte === BACKSLASH) this.isEscaped = true;
      else if (byte === QUOTE) this.inString = false;
      return this.inEntry;
    }
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN || byte === OPEN_LIST) this.open(byte);
    else if (byte === CLOSE || byte === CLOSE_LIST) return this.close();
    return this.inEntry && byte > BLANK;
  }

  private open(byte: number): void {
    if (byte === OPEN && this.depth === this.level) this.inEntry = true;
    this.depth++;
  }

  private close(): boolean {
    const wasInside = this.inEntry;
    this.depth = Math.max(0, this.depth - 1);
    if (this.depth <= this.level) this.inEntry = false;
    return wasInside;
  }
}
