import { redact } from '../core/redact.ts';
import { printable } from './ansi.ts';
import { utf8 } from './line.ts';

/** Lines that are kept of a log's end. */
const TAIL_LINES = 20;
const MAX_TAIL_LINE = 1000;

/** The last lines of a log. Only their places are noted while a chunk is read; they become strings at its end. */
export class Tail {
  private readonly starts = new Int32Array(TAIL_LINES);
  private readonly ends = new Int32Array(TAIL_LINES);
  private pending = 0;
  private kept: string[] = [];

  note(start: number, end: number): void {
    const at = this.pending % TAIL_LINES;
    this.starts[at] = start;
    this.ends[at] = end;
    this.pending++;
  }

  /** Reads the noted lines out of their chunk; to be called before it is gone. */
  settle(bytes: Buffer): void {
    if (this.pending === 0) return;
    for (let i = Math.max(0, this.pending - TAIL_LINES); i < this.pending; i++) {
      const start = this.starts[i % TAIL_LINES] as number;
      const end = Math.min(this.ends[i % TAIL_LINES] as number, start + MAX_TAIL_LINE);
      this.kept.push(bytes.toString('latin1', start, end));
    }
    this.kept = this.kept.slice(-TAIL_LINES);
    this.pending = 0;
  }

  /** Redacted together, since a private key spans lines. Oldest first. */
  lines(): string[] {
    const text = this.kept.map((line) => printable(utf8(line))).join('\n');
    return text === '' ? [] : redact(text).split('\n');
  }
}
