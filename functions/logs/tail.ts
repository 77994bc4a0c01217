import { redact } from '../redaction/redact.ts';
import { printable } from './ansi.ts';
import { utf8 } from './line.ts';

/** Lines that are kept of a log's end. */
const TAIL_LINES = 20;
const MAX_TAIL_LINE = 1000;
/** Bytes that the tail is looked for in: longer lines make it shorter. */
const WINDOW = TAIL_LINES * MAX_TAIL_LINE;

const NEWLINE = 10;
/** A container runtime's stamp (see runtime-prefix.ts) says nothing that the summary does not. */
const RUNTIME_STAMP =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{9}|\.\d{1,9}(?=Z))?(?:Z|[+-]\d\d:\d\d) (?:std(?:out|err) [FP] )?/;

/** The last lines of a log: of each block of lines the end is copied as it is, which costs nothing a line. */
export class Tail {
  private readonly kept = Buffer.allocUnsafe(2 * WINDOW);
  private size = 0;
  /** True when the first kept bytes may be the end of a line: part of one must not be shown, its secret's name may be gone. */
  private cut = false;

  /** Notes the end of a block of whole lines; the byte at `end` is a line break. */
  note(bytes: Buffer, start: number, end: number): void {
    const last = Math.max(start, bytes.lastIndexOf(NEWLINE, end - 1) + 1);
    if (end - last >= WINDOW) {
      this.size = bytes.copy(this.kept, 0, last, last + MAX_TAIL_LINE);
      this.kept[this.size++] = NEWLINE;
      this.cut = false;
      return;
    }
    const from = Math.max(start, end + 1 - WINDOW);
    if (from > start || this.size + end + 1 - from > this.kept.length) this.makeRoom(end + 1 - from);
    this.size += bytes.copy(this.kept, this.size, from, end + 1);
  }

  private makeRoom(length: number): void {
    const left = Math.min(this.size, WINDOW - length);
    this.kept.copyWithin(0, this.size - left, this.size);
    this.size = left;
    this.cut = true;
  }

  /** Redacted together, since a private key spans lines. Oldest first. */
  lines(): string[] {
    const all = this.kept
      .toString('latin1', 0, this.size)
      .split('\n')
      .slice(this.cut ? 1 : 0, -1);
    const text = all
      .slice(-TAIL_LINES)
      .map((line) => printable(utf8(line.slice(0, MAX_TAIL_LINE))).replace(RUNTIME_STAMP, ''))
      .join('\n');
    return text === '' ? [] : redact(text).split('\n');
  }
}
