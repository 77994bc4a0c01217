import type { LogLevel, LogSummary } from '../model/log-summary.ts';
import { defined } from '../model/present.ts';
import type { Window } from '../model/window.ts';
import { Events } from './events.ts';
import { KeyBlocks } from './key-blocks.ts';
import { isBad, severityOf } from './levels.ts';
import { isSet, Line, utf8 } from './line.ts';
import { LineGroups } from './line-groups.ts';
import { hasTrace, messageOf, plain } from './message.ts';
import { type FormatName, LineParser } from './parse.ts';
import { isoOf, PatternTable } from './patterns.ts';
import { Progress, type WorkLine, workLineOf } from './progress.ts';
import { Requests } from './requests.ts';
import { addRequest } from './requests-from-line.ts';
import { RuntimePrefix } from './runtime-prefix.ts';
import { PLACES } from './scan/memory.ts';
import { Scanner } from './scan/scanner.ts';
import { Seen } from './seen.ts';
import { ShapeReader } from './shape-reader.ts';
import { type Learned, planOf } from './shapes.ts';
import { type LineSink, LineSplitter, MAX_LINE } from './splitter.ts';
import { statedLevel, statesFailure } from './statements.ts';
import { summarise } from './summary.ts';
import { Tail } from './tail.ts';
import { isExceptionLine, isPlace } from './traces.ts';
import { Waits } from './waits.ts';

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
  /** Each pattern has the numbers of its lines; needs eight bytes a line. */
  readonly lines?: boolean;
  /** For logs that may have passed a collector or a tool; what a kubelet gives is bare. */
  readonly unwrap?: Unwrap;
}

/** Takes lines out of what tools wrapped them in, where they stand (see wrappers/unwrapper.ts). */
export interface Unwrap {
  /**
   * Rewrites a block of whole lines; the byte at `last` is a line break. Gives the line breaks where the rewritten lines
   * end, and up to which of the original ones they go.
   */
  rewrite(
    bytes: Buffer,
    start: number,
    last: number,
    isLast: boolean,
  ): { readonly end: number; readonly taken: number };
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
  /** Where the next bytes may be put, at most so many: reading into it, and saying so by `filled`, saves a copy. */
  space(size: number): Uint8Array;
  /** Takes so many bytes that were put into `space`. */
  filled(length: number): void;
  /** The bytes that follow are another file's: they start a new line. */
  endFile(): void;
  /** Counts what is left and sums up; the reader is done after it. */
  end(): LogReading;
}

export const createLogReader = (options: LogReaderOptions = {}): LogReader => new Reader(options);

const timeOr = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : Date.parse(text);

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const ONE = 49;
const NINE = 57;
/** "5 errors" and "0 errors" have one shape and say different things: such lines are parsed each time. */
const COUNTS_ERRORS = /\d (?:errors?|failures?|failed)\b/i;
const INT_MAX = 0x7fffffff;
const seconds = (ms: number): number => Math.max(-INT_MAX, Math.min(INT_MAX, Math.floor(ms / 1000)));

class Reader implements LogReader, LineSink {
  readonly requests = new Requests();
  readonly scanner = new Scanner(this.requests);
  private readonly patterns: PatternTable;
  private readonly groups: LineGroups | undefined;
  readonly events: Events;
  readonly progress = new Progress();
  private readonly waits = new Waits();
  private readonly splitter: LineSplitter;
  readonly prefix = new RuntimePrefix();
  private readonly unwrap: Unwrap | undefined;
  private readonly keys = new KeyBlocks();
  private readonly tail = new Tail();
  readonly seen = new Seen();
  private readonly line = new Line();
  private readonly parser: LineParser;
  private readonly shapes: ShapeReader;
  private readonly fastAllowed: boolean;
  private readonly all: boolean;
  private readonly from: number;
  private readonly to: number;
  private reference: number;
  private lineCount = 0;
  private bytes = 0;

  constructor(options: LogReaderOptions) {
    this.parser = new LineParser(options.format ?? 'auto');
    this.all = options.patterns === 'all';
    this.unwrap = options.unwrap;
    // Of errors the reasons are what is asked for.
    this.patterns = new PatternTable({ reasons: !this.all });
    this.groups = options.lines === true ? new LineGroups() : undefined;
    this.events = new Events(this.patterns, this.groups);
    this.from = timeOr(options.from, Number.NEGATIVE_INFINITY);
    this.to = timeOr(options.to, Number.POSITIVE_INFINITY);
    this.reference = timeOr(options.window?.to ?? options.to ?? options.reference, Number.NaN);
    // The scanner takes access lines without saying which.
    this.fastAllowed =
      !this.all &&
      this.groups === undefined &&
      (options.format === undefined || options.format === 'auto' || options.format === 'access');
    this.shapes = new ShapeReader(this, this.from, this.to);
    this.splitter = new LineSplitter(this.scanner.bytes, PLACES.input, PLACES.inputEnd, this);
  }

  push(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    this.splitter.push(bytes);
  }

  space(size: number): Uint8Array {
    return this.splitter.space(size);
  }

  filled(length: number): void {
    this.bytes += length;
    this.splitter.filled(length);
  }

  endFile(): void {
    this.splitter.end();
  }

  end(): LogReading {
    this.splitter.end();
    this.events.flush();
    const fast = this.scanner.finish();
    if (fast.lines > 0) {
      this.seen.note('access', fast.first * 1000, fast.lines);
      this.seen.note('access', fast.last * 1000, 0);
    }
    const { bytes } = this;
    const { first, last, formats } = this.seen;
    const lines = this.lineCount + fast.taken;
    const summary = summarise({ lines, bytes, first, last, formats }, this.requests, this.patterns, {
      all: this.all,
      progress: this.progress,
      ...defined({ groups: this.groups }),
    });
    const waits = this.waits.list();
    const seen = first <= last ? { seen: { from: isoOf(first), to: isoOf(last) } } : {};
    return {
      summary: waits.length === 0 ? summary : { ...summary, waits },
      tail: this.tail.lines(),
      ...seen,
    };
  }

  /** Whole lines; the byte at `blockEnd` is a line break. Gives the one up to which they were taken. */
  lines(start: number, blockEnd: number, isLast: boolean): number {
    const { scanner } = this;
    const block = this.unwrap?.rewrite(scanner.bytes, start, blockEnd, isLast);
    const { end, taken } = block ?? { end: blockEnd, taken: blockEnd };
    // The scanner takes the first address for the client.
    const isFast = this.fastAllowed && !isForwarded(scanner.bytes, start, end);
    let at = start;
    while (at <= end) {
      if (isFast) at = this.accessLines(at, end);
      if (at > end) break;
      const plan = scanner.shape(at);
      const lineBreak = scanner.lineEnd;
      this.lineCount++;
      const outcome = plan < 0 ? 'learn' : this.shapes.read(plan, at, lineBreak, this.reference);
      if (outcome !== 'counted') this.parse(at, lineBreak, plan, outcome === 'learn');
      this.groups?.noteLine(this.lineCount, lineBreak > at ? this.events.current : 0);
      at = lineBreak + 1;
    }
    this.tail.note(scanner.bytes, start, end);
    return taken;
  }

  /** The start of the first line that the scanner did not take as an access line. */
  private accessLines(at: number, end: number): number {
    // Addresses start with 1 to 9; most other lines are decided by their first byte.
    const first = this.scanner.bytes[at] as number;
    if (first < ONE || first > NINE) return at;
    const next = this.scanner.access(at, end, seconds(this.from), seconds(this.to));
    if (next > at && this.events.open) this.events.flush();
    return next;
  }

  private parse(start: number, lineBreak: number, plan: number, learn: boolean): void {
    const { line, prefix, scanner } = this;
    const { bytes } = scanner;
    const whole = lineBreak > start && bytes[lineBreak - 1] === RETURN ? lineBreak - 1 : lineBreak;
    const end = Math.min(whole, start + MAX_LINE);
    const from = prefix.read(bytes, start, end);
    if (from >= end || this.keys.hides(bytes, from, end)) return;
    const slot = scanner.shapeSlot;
    line.clear(bytes.toString('latin1', start, end), from - start);
    const hasPrefix = !Number.isNaN(prefix.time);
    if (hasPrefix) this.reference = prefix.time;
    this.parser.parse(line, this.reference);
    if (hasPrefix) line.time = prefix.time;
    else if (Number.isNaN(line.time)) line.time = this.events.headTime;
    const learned = this.take(line, hasPrefix);
    if (!learn || learned === undefined || line.moved || this.shapes.plans.full) return;
    const made = planOf(line, scanner, start, learned);
    if (made !== undefined) scanner.store(slot, this.shapes.plans.add(made, plan));
  }

  /** Counts a parsed line; undefined when lines of its shape have to be parsed again. */
  private take(line: Line, hasPrefix: boolean): Learned | undefined {
    const isPlain = line.format === 'text' && !isSet(line.timeAt);
    const base = {
      isPlain,
      hasPrefix,
      isException: false,
      method: 0,
      template: -1,
      severity: 0,
      hasCodes: !this.all,
      work: undefined,
    };
    const continued = this.continued(line, isPlain);
    if (continued !== 'no') return continued === 'frame' ? { ...base, kind: 'frame' } : undefined;
    if (line.time < this.from || line.time > this.to) return undefined;
    this.seen.note(line.format, line.time);
    if (line.isHeadOnly) return this.head(line);
    const method = line.isRequest ? addRequest(this.requests, line) : 0;
    const message = this.messageOf(line);
    const level = levelOf(line, message);
    const severity = severityOf(level);
    const work = line.isRequest || isBad(level) ? undefined : this.work(line);
    const isException = isPlain && isExceptionLine(message);
    const template = this.event(line, message, level, isPlain);
    if (this.events.isUnfinished || COUNTS_ERRORS.test(message)) return undefined;
    // A line that says how long something took is parsed each time.
    if (!line.isRequest && this.waits.note(line, message, minuteOf(line.time))) return undefined;
    return { ...base, kind: 'event', template, severity, isException, method, work };
  }

  /** Starts the event of a head alone on its line, which is parsed each time. */
  private head({ level, time }: Line): undefined {
    this.events.startHead(severityOf(level), time, this.all || isBad(level));
  }

  /** Counts what a line tells of work. */
  private work(line: Line): WorkLine | undefined {
    const { progress } = this;
    const found = workLineOf(line.text, line.from);
    if (found === undefined) return undefined;
    const { isDone, amount, waiting } = found;
    if (isDone && (amount === undefined || Number(line.part(amount)) > 0)) progress.noteDone(line.time);
    if (waiting) progress.noteWaiting(progress.gauge(waiting.name), line.time, Number(line.part(waiting)));
    return found;
  }

  /** Whether a plain line goes on with the event before it, as a place in the code or otherwise, and was taken. */
  private continued(line: Line, isPlain: boolean): 'no' | 'frame' | 'other' {
    if (!isPlain) return 'no';
    const content = utf8(line.text.slice(line.from));
    const first = content.charCodeAt(0);
    const isFrame = (first === SPACE || first === TAB) && this.events.takesFrame() && isPlace(content);
    if (!this.events.continue(content, true, line.time)) return 'no';
    return isFrame ? 'frame' : 'other';
  }

  private messageOf(line: Line): string {
    return messageOf(line) || (this.all && line.isRequest ? requestText(line) : '');
  }

  /** Starts the line's event; gives its template's number, -1 when it is no pattern. */
  private event(line: Line, message: string, level: LogLevel, isPlain: boolean): number {
    const wanted =
      message !== '' &&
      (this.all || isBad(level) || (level === 'info' && !line.isRequest && statesFailure(message)));
    // A trace may follow a line that is no pattern: its cause is one.
    if (wanted) {
      const template = this.events.startMessage(message, severityOf(level), line.time, !isPlain);
      // The URL of a call that failed; a request's own is its own.
      if (template >= 0 && !line.isRequest && isSet(line.path))
        this.patterns.noteHosts(template, plain(line, line.path));
      return template;
    }
    this.events.start(-1, severityOf(level), line.time, !isPlain);
    return -1;
  }
}

/** Of a line that names none, and is no request, what it says; one that carries a trace is an error. */
function levelOf(line: Line, message: string): LogLevel {
  if (line.level !== 'unknown' || line.isRequest) return line.level;
  return hasTrace(line) ? 'error' : statedLevel(message);
}

/** Epoch seconds / 60; -1 for no time. */
const minuteOf = (time: number): number => (Number.isNaN(time) ? -1 : Math.floor(time / 60_000));

/** X-Forwarded-For at a line's end, behind the agent. */
const FORWARDED_LAST = /" "[\da-fA-F]{1,4}[.:][\da-fA-F.:]{2,41}(?:, [\da-fA-F.:]{3,45}){0,20}"\r?$/;
const MAX_FORWARDED = 1000;

/** True when the block's first line names the client that a proxy forwarded. */
function isForwarded(bytes: Buffer, start: number, end: number): boolean {
  const lineEnd = bytes.indexOf(NEWLINE, start);
  const last = lineEnd < 0 || lineEnd > end ? end : lineEnd;
  if (bytes[last - 1] !== QUOTE && bytes[last - 1] !== RETURN) return false;
  return FORWARDED_LAST.test(bytes.toString('latin1', Math.max(start, last - MAX_FORWARDED), last));
}

/** A request line as a message: what it asked for and the answer. */
const requestText = (line: Line): string =>
  utf8(`${line.part(line.method)} ${line.part(line.path)} ${line.part(line.status)}`).trim();

const SPACE = 32;
const TAB = 9;
