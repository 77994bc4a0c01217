import type { Line } from '../line.ts';
import { FieldSink } from './fields.ts';

/** Deeper values carry nothing that is looked at: an error's second cause is as deep, where each has two names (Quarkus). */
const MAX_DEPTH = 6;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Reads one JSON object without building it: one pass, each scalar handed to the sink with its place. A line that was
 * cut off gives the fields up to there.
 */
export class JsonReader {
  private readonly sink = new FieldSink();
  private readonly path: string[] = [];
  /** By depth: where the object or array starts that is the value of the path's last name. */
  private readonly starts: number[] = [];

  /** True when the line is a JSON object with at least one field that means something. */
  read(line: Line, reference: number): boolean {
    const { text } = line;
    if (text.charCodeAt(line.from) !== 123) return false;
    this.sink.start(text);
    const end = this.object(text, line.from + 1);
    if (end < 0 || !this.sink.finish(line, reference)) return false;
    line.escaped = true;
    line.format = 'json';
    return true;
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one pass over each byte, its state in locals
  private object(text: string, from: number): number {
    const { path } = this;
    path.length = 0;
    let depth = 1;
    let key = '';
    let at = from;
    let expectKey = true;
    /** A bit a level: 1 when it is an array. */
    let arrays = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        const end = stringEnd(text, at + 1);
        if (expectKey) {
          key = depth <= MAX_DEPTH ? text.slice(at + 1, end) : '';
          expectKey = false;
        } else if (depth <= MAX_DEPTH && (arrays & 1) === 0) {
          this.sink.field(this.name(key, depth), at + 1, end, true);
        }
        at = end + 1;
      } else if (code === 123 || code === 91) {
        if (depth <= MAX_DEPTH) path[depth - 1] = (arrays & 1) === 0 ? key : '[]';
        this.starts[depth] = at;
        depth++;
        arrays = (arrays << 1) | (code === 91 ? 1 : 0);
        expectKey = code === 123;
        at++;
      } else if (code === 125 || code === 93) {
        depth--;
        arrays >>= 1;
        if (depth === 0) return at + 1;
        if (depth <= 2 && (arrays & 1) === 0)
          this.sink.nested(this.name(path[depth - 1] ?? '', depth), this.starts[depth] ?? at, at + 1);
        expectKey = false;
        at++;
      } else if (code === 44) {
        expectKey = (arrays & 1) === 0;
        at++;
      } else if (code === 58 || code <= 32) at++;
      else {
        const end = scalarEnd(text, at);
        if (end === at || expectKey) return -1;
        if (depth <= MAX_DEPTH && (arrays & 1) === 0 && isNumberStart(code))
          this.sink.field(this.name(key, depth), at, end, false);
        at = end;
      }
    }
    return at;
  }

  private name(key: string, depth: number): string {
    if (depth === 1) return key;
    let name = this.path[0] ?? '';
    for (let i = 1; i < depth - 1; i++) name += `.${this.path[i] ?? ''}`;
    return `${name}.${key}`;
  }
}

const isNumberStart = (code: number): boolean => code === 45 || (code >= 48 && code <= 57);

/** The closing quote's place, or the text's end. */
function stringEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i++;
  }
  return text.length;
}

function scalarEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 44 || code === 125 || code === 93 || code <= 32 || code === QUOTE) break;
    i++;
  }
  return i;
}
