/** A longer line is looked at up to here, and what follows is skipped: endless lines do not grow memory. */
export const MAX_LINE = 64 * 1024;
const NEWLINE = 10;
const RETURN = 13;

export interface LineSink {
  line(bytes: Buffer, start: number, end: number): void;
  /** Called before the bytes of the lines so far may change. */
  settle(bytes: Buffer): void;
}

/** Cuts chunks of any size into lines. A line that spans chunks is put together in a buffer of its own. */
export class LineSplitter {
  private readonly carry = Buffer.allocUnsafe(MAX_LINE);
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
    for (;;) {
      const end = bytes.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.emit(bytes, start, end);
      start = end + 1;
    }
    this.sink.settle(bytes);
    if (start < bytes.length) this.keep(bytes, start, bytes.length);
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
    this.emit(this.carry, 0, carried);
    this.sink.settle(this.carry);
  }

  private emit(bytes: Buffer, start: number, end: number): void {
    const stop = end > start && bytes[end - 1] === RETURN ? end - 1 : end;
    this.sink.line(bytes, start, Math.min(stop, start + MAX_LINE));
  }
}
