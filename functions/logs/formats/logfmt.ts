import type { Line } from '../line.ts';
import { FieldSink } from './fields.ts';

/** Fewer pairs than this at the start of a line are no logfmt. */
const MIN_PAIRS = 2;
const isKey = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 46 ||
  code === 45 ||
  code === 64 ||
  code === 47;

/** `time=... level=... msg="..."` (https://brandur.org/logfmt); bare words between pairs are skipped. */
export class LogfmtReader {
  private readonly sink = new FieldSink();

  /** True when the line starts with a pair, has at least two, and one of them means something. */
  read(line: Line, reference: number): boolean {
    const { text } = line;
    let at = line.from;
    let pairs = 0;
    this.sink.start(text);
    while (at < text.length) {
      while (text.charCodeAt(at) === 32) at++;
      const keyStart = at;
      while (at < text.length && isKey(text.charCodeAt(at))) at++;
      if (text.charCodeAt(at) !== 61 || at === keyStart) {
        if (pairs === 0) return false;
        at = wordEnd(text, at);
        continue;
      }
      at = this.value(text, text.slice(keyStart, at), at + 1);
      pairs++;
    }
    if (pairs < MIN_PAIRS || !this.sink.finish(line, reference) || saysNothing(line)) return false;
    line.escaped = true;
    line.format = 'logfmt';
    return true;
  }

  /** Takes the value of a key; where it ends. */
  private value(text: string, key: string, at: number): number {
    if (text.charCodeAt(at) === 34) {
      const end = quoteEnd(text, at + 1);
      this.sink.field(key, at + 1, end, true);
      return end + 1;
    }
    const end = wordEnd(text, at);
    this.sink.field(key, at, end, !isNumber(text, at, end));
    return end;
  }
}

const saysNothing = ({ message, error, level, isRequest }: Line): boolean =>
  message.end === 0 && error.end === 0 && level === 'unknown' && !isRequest;

function isNumber(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if ((code < 48 || code > 57) && code !== 46) return false;
  }
  return end > start;
}
function wordEnd(text: string, from: number): number {
  const end = text.indexOf(' ', from);
  return end < 0 ? text.length : end;
}
function quoteEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) return i;
    if (code === 92) i++;
  }
  return text.length;
}
