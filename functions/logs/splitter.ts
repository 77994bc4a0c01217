/** A longer line is looked at up to here, and what follows is skipped: endless lines do not grow memory. */
export const MAX_LINE = 32 * 1024;
const NEWLINE = 10;

export interface LineSink {
  /**
   * Whole lines; the byte at `end` is the last one's line break. Places are in the splitter's buffer. Gives the line break
   * up to which they were taken: the others are given again with what follows, of a block that is not the last.
   */
  lines(start: number, end: number, isLast: boolean): number;
}

/**
 * Cuts chunks of any size into blocks of whole lines, in one buffer from `start` to `limit`: what is left of a chunk is
 * moved to the front, and the next one copied behind it.
 */
export class LineSplitter {
  private readonly bytes: Buffer;
  private readonly start: number;
  private readonly room: number;
  private readonly sink: LineSink;
  private held = 0;
  private skipping = false;

  constructor(bytes: Buffer, start: number, limit: number, sink: LineSink) {
    this.bytes = bytes;
    this.start = start;
    this.room = limit - start - MAX_LINE - 1;
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += this.room) {
      const piece = chunk.subarray(at, at + this.room);
      this.bytes.set(piece, this.start + this.held);
      this.filled(piece.length);
    }
  }

  /** Where the next bytes may be put, at most so many: reading into it, and saying so by `filled`, saves a copy. */
  space(size: number): Uint8Array {
    const from = this.start + this.held;
    return this.bytes.subarray(from, from + Math.min(size, this.room));
  }

  /** So many bytes were put into `space`. */
  filled(length: number): void {
    const { bytes, start } = this;
    const added = this.skipping ? this.skip(length) : length;
    const from = start + this.held;
    const end = from + added;
    const last = bytes.subarray(from, end).lastIndexOf(NEWLINE);
    let rest = start;
    if (last >= 0) {
      rest = this.sink.lines(start, from + last, false) + 1;
    }
    this.held = end - rest;
    if (this.held > MAX_LINE) {
      this.skipping = true;
      this.held = MAX_LINE;
    }
    if (rest > start) bytes.copyWithin(start, rest, rest + this.held);
  }

  /** Drops what belongs to a line that is too long; gives how many bytes are left. */
  private skip(length: number): number {
    const from = this.start + this.held;
    const newline = this.bytes.subarray(from, from + length).indexOf(NEWLINE);
    if (newline < 0) return 0;
    this.skipping = false;
    this.bytes.copyWithin(from, from + newline, from + length);
    return length - newline;
  }

  /** The last line, when it has no line break. */
  end(): void {
    this.skipping = false;
    if (this.held === 0) return;
    this.bytes[this.start + this.held] = NEWLINE;
    this.sink.lines(this.start, this.start + this.held, true);
    this.held = 0;
  }
}
