import { redact } from '../core/redact.ts';
import { printable } from './ansi.ts';
import { utf8 } from './line.ts';

/** Lines that are kept of a log's end. */
const TAIL_LINES = 20;
const MAX_TAIL_LINE = 1000;

const NEWLINE = 10;
/** A container runtime's stamp (see runtime-prefix.ts) says nothing that the summary does not. */
const RUNTIME_STAMP =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{9}|\.\d{1,9}(?=Z))?(?:Z|[+-]\d\d:\d\d) (?:std(?:out|err) [FP] )?/;

/** The last lines of a log: of each block of lines the last ones are copied, which costs nothing a line. */
export class Tail {
  private kept: string[] = [];

  /** Notes the end of a block of whole lines; the byte at `end` is a line break. */
  note(bytes: Buffer, start: number, end: number): void {
    const lines: string[] = [];
    for (let stop = end; stop >= start && lines.length < TAIL_LINES; ) {
      let before = stop - 1;
      while (before >= start && bytes[before] !== NEWLINE) before--;
      lines.push(bytes.toString('latin1', before + 1, Math.min(stop, before + 1 + MAX_TAIL_LINE)));
      stop = before;
    }
    this.kept = [...this.kept, ...lines.reverse()].slice(-TAIL_LINES);
  }

  /** Redacted together, since a private key spans lines. Oldest first. */
  lines(): string[] {
    const text = this.kept.map((line) => printable(utf8(line)).replace(RUNTIME_STAMP, '')).join('\n');
    return text === '' ? [] : redact(text).split('\n');
  }
}
