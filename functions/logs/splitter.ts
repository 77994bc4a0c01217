/** A longer line is looked at up to here, and what follows is skipped: endless lines do not grow memory. */
export const MAX_LINE = 64 * 1024;
const NEWLINE = 10;

export interface LineSink {
  /** Whole lines: the byte at `end` is the last one's line break (or the end of a carried line). */
  lines(bytes: Buffer, start: number, end: number): void;
}

/** Cuts chunks of any size into blocks of whole lines. A line that spans chunks is put together in a buffer of its own. */
export class LineSplitter {
  private readonly carry = Buffer.allocUnsafe(MAX_LINE + 1);
  private carried = 0;
  private hasCarry = false;
  private readonly sink: LineSink;

  constructor(sink: LineSink) {
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    if (this.hasCarry) {
      const end = bytes.indexOf(NEWLINE);
      this.keep(bytes, 0, end < 0 ? bytes.length : end);
      if (end < 0) return;
      this.flush();
      start = end + 1;
    }
    const last = bytes.lastIndexOf(NEWLINE);
    if (last >= start) this.sink.lines(bytes, start, last);
    const rest = Math.max(start, last + 1);
    if (rest < bytes.length) this.keep(bytes, rest, bytes.length);
  }

  /** The last line, when it has no line break. */
  end(): void {
    if (this.hasCarry) this.flush();
  }

  private keep(bytes: Buffer, start: number, end: number): void {
    this.hasCarry = true;
    const take = Math.min(end - start, MAX_LINE - this.carried);
    bytes.copy(this.carry, this.carried, start, start + take);
    this.carried += take;
  }

  private flush(): void {
    const { carried } = this;
    this.carried = 0;
    this.hasCarry = false;
    this.carry[carried] = NEWLINE;
    this.sink.lines(this.carry, 0, carried);
  }
}
