import type { LogSummary } from '../core/log-summary.ts';
import type { Window } from '../core/window.ts';
import { Events } from './events.ts';
import { FastAccess } from './fast-access.ts';
import { KeyBlocks } from './key-blocks.ts';
import { isBad, severityOf } from './levels.ts';
import { isSet, Line, unescapeJson, utf8 } from './line.ts';
import { type FormatName, LineParser } from './parse.ts';
import { isoOf, PatternTable } from './patterns.ts';
import { Requests } from './requests.ts';
import { addRequest } from './requests-from-line.ts';
import { RuntimePrefix } from './runtime-prefix.ts';
import { type LineSink, LineSplitter, MAX_LINE } from './splitter.ts';
import { statedLevel, statesFailure } from './statements.ts';
import { summarise } from './summary.ts';
import { Tail } from './tail.ts';

export interface LogReaderOptions {
  /** RFC 3339: lines with an earlier or later time are not counted. */
  readonly from?: string;
  readonly to?: string;
  /** The window that was asked for: gives the year of time stamps that have none; nothing is left out for it. */
  readonly window?: Window;
  /** As the window's end, for logs of no known window. */
  readonly reference?: string;
  readonly format?: FormatName;
  /** `errors` (default) makes patterns of warnings and worse, and of lines that state a failure; `all` of every line. */
  readonly patterns?: 'errors' | 'all';
}

/** What a log came to. */
export interface LogReading {
  readonly summary: LogSummary;
  /** The last lines, redacted, oldest first, at most 20. */
  readonly tail: string[];
  /** The window really seen; absent when no line carried a time. */
  readonly seen?: Window;
}

/** Reads a log piece by piece, in memory that does not grow with it. */
export interface LogReader {
  /** Takes the next bytes; chunks may end anywhere. They are not kept. */
  push(bytes: Uint8Array): void;
  /** Counts what is left and sums up; the reader is done after it. */
  end(): LogReading;
}

export const createLogReader = (options: LogReaderOptions = {}): LogReader => new Reader(options);

const timeOr = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : Date.parse(text);

const NEWLINE = 10;
const RETURN = 13;
const ONE = 49;
const NINE = 57;

class Reader implements LogReader, LineSink {
  private readonly requests = new Requests();
  private readonly patterns = new PatternTable();
  private readonly events = new Events(this.patterns);
  private readonly splitter: LineSplitter;
  private readonly prefix = new RuntimePrefix();
  private readonly keys = new KeyBlocks();
  private readonly tail = new Tail();
  private readonly line = new Line();
  private readonly fast = new FastAccess(this.requests);
  private readonly fastAllowed: boolean;
  private readonly parser: LineParser;
  private readonly formats = new Map<string, number>();
  private readonly all: boolean;
  private readonly from: number;
  private readonly to: number;
  private reference: number;
  private lineCount = 0;
  private bytes = 0;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;

  constructor(options: LogReaderOptions) {
    this.parser = new LineParser(options.format ?? 'auto');
    this.all = options.patterns === 'all';
    this.from = timeOr(options.from, Number.NEGATIVE_INFINITY);
    this.to = timeOr(options.to, Number.POSITIVE_INFINITY);
    this.reference = timeOr(options.window?.to ?? options.to ?? options.reference, Number.NaN);
    this.fastAllowed =
      options.format === undefined || options.format === 'auto' || options.format === 'access';
    this.splitter = new LineSplitter(this);
  }

  push(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    this.splitter.push(bytes);
  }

  end(): LogReading {
    this.splitter.end();
    this.events.flush();
    this.noteFast();
    const { bytes, first, last, formats } = this;
    const lines = this.lineCount + this.fast.taken;
    const summary = summarise({ lines, bytes, first, last, formats }, this.requests, this.patterns);
    const seen = first <= last ? { seen: { from: isoOf(first), to: isoOf(last) } } : {};
    return { summary, tail: this.tail.lines(), ...seen };
  }

  /** Whole lines; the byte at `end` is a line break. */
  lines(bytes: Buffer, start: number, end: number): void {
    let at = start;
    while (at <= end) {
      const next = this.fastLines(bytes, at, end);
      if (next > end) break;
      const lineEnd = bytes.indexOf(NEWLINE, next);
      this.onLine(bytes, next, bytes[lineEnd - 1] === RETURN && lineEnd > next ? lineEnd - 1 : lineEnd);
      at = lineEnd + 1;
    }
    this.tail.note(bytes, start, end);
  }

  /** The start of the first line that the hot path did not take. */
  private fastLines(bytes: Buffer, at: number, end: number): number {
    // Addresses start with 1 to 9; most other lines are decided by their first byte.
    const first = bytes[at] as number;
    if (first < ONE || first > NINE || !this.fastAllowed) return at;
    const next = this.fast.run(bytes, at, end, this.from / 1000, this.to / 1000);
    if (next > at && this.events.open) this.events.flush();
    return next;
  }

  private onLine(bytes: Buffer, start: number, end: number): void {
    this.lineCount++;
    const from = this.prefix.read(bytes, start, end);
    const stop = Math.min(end, from + MAX_LINE);
    if (from >= stop || this.keys.hides(bytes, from, stop)) return;
    this.slow(bytes, start, from, stop);
  }

  private slow(bytes: Buffer, start: number, from: number, end: number): void {
    const { line, prefix } = this;
    line.clear(bytes.toString('latin1', start, end), from - start);
    if (!Number.isNaN(prefix.time)) this.reference = prefix.time;
    this.parser.parse(line, this.reference);
    if (!Number.isNaN(prefix.time)) line.time = prefix.time;
    const content = line.text.slice(line.from);
    const isPlain = line.format === 'text' && !isSet(line.timeAt);
    if (isPlain && this.events.continue(utf8(content), true)) return;
    if (line.time < this.from || line.time > this.to) return;
    this.noteTime(line.time);
    this.formats.set(line.format, (this.formats.get(line.format) ?? 0) + 1);
    if (line.isRequest) addRequest(this.requests, line);
    this.message(line, isPlain);
  }

  private noteFast(): void {
    if (this.fast.lines === 0) return;
    this.noteTime(this.fast.first * 1000);
    this.noteTime(this.fast.last * 1000);
    this.formats.set('access', (this.formats.get('access') ?? 0) + this.fast.lines);
  }

  private noteTime(time: number): void {
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }

  private message(line: Line, isPlain: boolean): void {
    const message = messageOf(line);
    const level = line.level === 'unknown' && !line.isRequest ? statedLevel(message) : line.level;
    const wanted =
      message !== '' &&
      (this.all || isBad(level) || (level === 'info' && !line.isRequest && statesFailure(message)));
    if (!wanted) {
      // A trace may still follow: its cause is a pattern even when this line is none.
      this.events.start(-1, severityOf(level), line.time, !isPlain);
      return;
    }
    this.events.startMessage(message, severityOf(level), line.time, !isPlain);
  }
}

/** What the line says: its message, and the error that it carries in another field. Of several lines, the deepest cause. */
function messageOf(line: Line): string {
  const message = clean(line, line.part(line.message));
  if (!isSet(line.error)) return message;
  const error = clean(line, line.part(line.error));
  if (message === '' || error.includes(message)) return error;
  return message.includes(error) ? message : `${message}: ${error}`;
}

function clean(line: Line, part: string): string {
  const text = utf8(line.escaped ? unescapeJson(part) : part).trim();
  const lineEnd = text.indexOf('\n');
  if (lineEnd < 0) return text;
  const cause = text.lastIndexOf('\nCaused by: ');
  const from = cause < 0 ? 0 : cause + '\nCaused by: '.length;
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end).trim();
}
