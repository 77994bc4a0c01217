import type { LogLevel } from '../model/log-summary.ts';

/** A part of a line's text; `end` is exclusive, and both are 0 when there is no such part. */
export interface Span {
  start: number;
  end: number;
}

/**
 * What a format's parser found in one line. One object is used for all lines: `clear` between them. Text is decoded
 * as Latin-1, so that a position in it is a position in the line's bytes; `utf8` turns a part into what people read.
 */
export class Line {
  text = '';
  /** Where the content starts, after a container runtime's time stamp. */
  from = 0;
  format = '';
  /** Epoch ms, NaN when the line has no time. */
  time = Number.NaN;
  readonly timeAt: Span = { start: 0, end: 0 };
  level: LogLevel = 'unknown';
  /** A level that is written as a number (pino, bunyan) has its place; others are part of the line's words. */
  readonly levelAt: Span = { start: 0, end: 0 };
  /** The message, and the error that goes with it in a field of its own. */
  readonly message: Span = { start: 0, end: 0 };
  readonly error: Span = { start: 0, end: 0 };
  /** A trace, and the code of an error, in fields of their own. */
  readonly stack: Span = { start: 0, end: 0 };
  readonly code: Span = { start: 0, end: 0 };
  /** The library whose error it carries, by what it alone writes into its errors; '' where nothing tells. */
  library = '';
  /** True when message and error are parts of a JSON string, escapes and all. */
  escaped = false;
  isRequest = false;
  /** True for a head alone on its line: what it is the head of stands in the next ones. */
  isHeadOnly = false;
  /** True when places in the text are no places in the line's bytes any more. */
  moved = false;
  readonly method: Span = { start: 0, end: 0 };
  readonly path: Span = { start: 0, end: 0 };
  readonly status: Span = { start: 0, end: 0 };
  readonly duration: Span = { start: 0, end: 0 };
  /** ms in one unit of the duration as it is written. */
  durationUnit = 1;
  readonly client: Span = { start: 0, end: 0 };
  readonly agent: Span = { start: 0, end: 0 };

  /** Starts anew with the line's text. */
  clear(text: string, from: number): void {
    this.text = text;
    this.from = from;
    this.format = '';
    this.time = Number.NaN;
    this.level = 'unknown';
    this.escaped = false;
    this.library = '';
    this.isRequest = false;
    this.isHeadOnly = false;
    this.moved = false;
    this.durationUnit = 1;
    for (const span of [
      this.timeAt,
      this.levelAt,
      this.message,
      this.error,
      this.stack,
      this.code,
      this.method,
      this.path,
      this.status,
      this.duration,
      this.client,
      this.agent,
    ])
      unset(span);
  }

  part(span: Span): string {
    return this.text.slice(span.start, span.end);
  }
}

export const isSet = (span: Span): boolean => span.end > span.start;
export function set(span: Span, start: number, end: number): void {
  span.start = start;
  span.end = end;
}
const unset = (span: Span): void => set(span, 0, 0);

const utf8Decoder = new TextDecoder();
/** Latin-1 text whose characters are UTF-8 bytes, as readable text; broken sequences become U+FFFD. */
export function utf8(latin1: string): string {
  for (let i = 0; i < latin1.length; i++) {
    if (latin1.charCodeAt(i) < 128) continue;
    return utf8Decoder.decode(Uint8Array.from(latin1, (c) => c.charCodeAt(0)));
  }
  return latin1;
}

/** A JSON string's inside without its escapes; what is no valid escape stays as it is. */
export function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
    (_, hex: string | undefined, char: string | undefined) =>
      hex === undefined ? (ESCAPES[char ?? ''] ?? char ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
