/** A longer line is looked at up to here, and what follows is skipped: endless lines do not grow memory. */
export const MAX_LINE = 32 * 1024;
const NEWLINE = 10;

export interface LineSink {
  /** Whole lines; the byte at `end` is the last one's line break. Places are in the splitter's buffer. */
  lines(start: number, end: number): void;
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
    for (let at = 0; at < chunk.length; at += this.room) this.piece(chunk.subarray(at, at + this.room));
  }

  private piece(chunk: Uint8Array): void {
    const { bytes, start } = this;
    let from = 0;
    if (this.skipping) {
      from = chunk.indexOf(NEWLINE);
      if (from < 0) return;
      this.skipping = false;
    }
    const end = start + this.held + chunk.length - from;
    bytes.set(from === 0 ? chunk : chunk.subarray(from), start + this.held);
    let last = end - 1;
    while (last >= start && bytes[last] !== NEWLINE) last--;
    let rest = start;
    if (last >= start) {
      this.sink.lines(start, last);
      rest = last + 1;
    }
    this.held = end - rest;
    if (this.held > MAX_LINE) {
      this.skipping = true;
      this.held = MAX_LINE;
    }
    if (rest > start) bytes.copyWithin(start, rest, rest + this.held);
  }

  /** The last line, when it has no line break. */
  end(): void {
    if (this.held === 0) return;
    this.bytes[this.start + this.held] = NEWLINE;
    this.sink.lines(this.start, this.start + this.held);
    this.held = 0;
  }
}
