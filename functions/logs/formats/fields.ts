import { levelOfNumber, levelOfText, type Scale } from '../levels.ts';
import { isSet, type Line, type Span, set } from '../line.ts';
import { timeOfField } from '../times.ts';
import { causeDepth, type FieldRole, HELD, libraryOf, type Role, roleOf, scaleOf } from './json-fields.ts';

const METHOD = /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND|REPORT|PURGE)$/i;
const NO_RANK = 999;
/** What stands in an object counts when nothing stands in a text. */
const NESTED = 500;
const SAID: ReadonlySet<Role> = new Set(['message', 'error', 'stack']);
/** Logback's levels have five. */
const MAX_DIGITS = 5;
/** Nextcloud's levels end here. */
const MAX_ASCENDING = 4;
/** Events of CLEF have no level when they are information (https://clef-json.org). */
const CLEF_TIME = roleOf('@t')?.rank;
const MESSAGE_TOO = roleOf('errormessage')?.rank ?? NO_RANK;
const ZAP_TIME = roleOf('ts')?.rank;
/** A whole number as large is no ms, it would be half an hour: Go's time.Duration as slog and Echo write it. */
const MIN_NANOSECONDS = 2_000_000;
const MIN_EPOCH_DIGITS = 9;
const NANOSECOND = 0.000001;

/** Takes the fields of one structured line (JSON, logfmt) and fills the line from those that mean something. */
export class FieldSink {
  private readonly ranks = new Map<Role, number>();
  private readonly spans = new Map<Role, Span>();
  private scale: Scale | undefined;
  private text = '';
  private library = '';
  /** Of the deepest cause so far. */
  private depth = 0;

  /** Starts anew with the text that the fields are parts of. */
  start(text: string): void {
    this.text = text;
    this.ranks.clear();
    this.library = '';
    this.depth = 0;
  }

  /** A scalar value; `start` and `end` are inside its quotes. */
  field(name: string, start: number, end: number, isText: boolean): void {
    const known = this.meaning(name);
    if (known === undefined || start === end) return;
    // "error": false and "status": "ok" say nothing of an error or a request.
    if (known.role === 'error' && !isText) return;
    // A count or an offset; a time since 1970 has nine digits at least.
    if (known.role === 'time' && !isText && end - start < MIN_EPOCH_DIGITS) return;
    // A proxy's dash: nobody was forwarded.
    if (known.role === 'client' && end - start === 1) return;
    // A level that is a number gives way to one that is a word.
    const isNumber = known.role === 'level-number' || (known.role === 'level' && this.isNumber(start, end));
    if (!isNumber) this.take(known, start, end);
    else if (this.take({ role: 'level-number', rank: known.rank }, start, end)) this.scale = scaleOf(name);
  }

  private meaning(name: string): FieldRole | undefined {
    const depth = causeDepth(name, this.depth);
    if (depth > this.depth) {
      this.depth = depth;
      return { role: 'error', rank: -depth };
    }
    const known = roleOf(name);
    if (known === undefined || known.rank < HELD || !this.isNamed(name.slice(0, name.indexOf('.'))))
      return known;
    return { role: known.role, rank: known.rank - HELD * 2 };
  }

  /** True when the message so far is only the name of an object: what is said, and how bad it is, stands in there. */
  private isNamed(holder: string): boolean {
    const message = this.get('message');
    return message !== undefined && this.text.slice(message.start, message.end) === holder;
  }

  private isNumber(start: number, end: number): boolean {
    return end - start <= MAX_DIGITS && /^\d+$/.test(this.text.slice(start, end));
  }

  /** An object or array, as it is written: what is said where a text was expected. */
  nested(name: string, start: number, end: number): void {
    this.library ||= libraryOf(name);
    const role = roleOf(name)?.role;
    if (role !== undefined && SAID.has(role)) this.take({ role, rank: NESTED }, start, end);
  }

  private take({ role, rank }: FieldRole, start: number, end: number): boolean {
    if (rank >= (this.ranks.get(role) ?? NO_RANK)) return false;
    this.ranks.set(role, rank);
    const span = this.spans.get(role);
    if (span === undefined) this.spans.set(role, { start, end });
    else set(span, start, end);
    return true;
  }

  private get(role: Role): Span | undefined {
    return this.ranks.has(role) ? this.spans.get(role) : undefined;
  }

  /** Fills the line; false when no field had a meaning. */
  finish(line: Line, reference: number): boolean {
    if (this.ranks.size === 0) return false;
    this.copy('time', line.timeAt);
    if (!isSet(line.timeAt) && this.isPython()) this.copy('created', line.timeAt);
    if (isSet(line.timeAt)) line.time = timeOfField(line.part(line.timeAt), reference);
    this.finishLevel(line);
    this.copy('message', line.message);
    this.copy('stack', line.stack);
    this.copy('error-code', line.code);
    line.library = this.library;
    const error = this.get('error') ?? this.get('error-type');
    if (error !== undefined) set(line.error, error.start, error.end);
    // "errorMessage" and no message beside it: it is what the line says.
    const rank = this.ranks.get('error') ?? 0;
    if (error !== undefined && !isSet(line.message) && rank >= MESSAGE_TOO && rank < HELD)
      set(line.message, error.start, error.end);
    this.finishRequest(line);
    return true;
  }

  private copy(role: Role, into: Span): void {
    const span = this.get(role);
    if (span !== undefined) set(into, span.start, span.end);
  }

  private finishLevel(line: Line): void {
    const named = this.get('level');
    if (named !== undefined) {
      line.level = levelOfText(line.part(named)) ?? 'unknown';
      if (line.level !== 'unknown') return;
    }
    const number = this.get('level-number');
    if (number !== undefined) {
      const value = Number(line.part(number));
      line.level = levelOfNumber(value, this.scale ?? this.scaleBySigns(value));
      set(line.levelAt, number.start, number.end);
    } else if (named === undefined && this.ranks.get('time') === CLEF_TIME) line.level = 'info';
  }

  private isPython(): boolean {
    return this.ranks.has('python') || (this.ranks.has('level-number') && this.scale === 'python');
  }

  /** Loggers whose levels are numbers of their own are known by what they write beside them. */
  private scaleBySigns(value: number): Scale {
    if (this.ranks.has('python')) return 'python';
    return this.ranks.has('ascending') && value <= MAX_ASCENDING ? 'ascending' : 'plain';
  }

  private finishRequest(line: Line): void {
    this.copy('method', line.method);
    this.copy('path', line.path);
    const request = this.get('request');
    if (request !== undefined && !isSet(line.path)) splitRequestLine(line, request);
    this.copy('status', line.status);
    this.copy('client', line.client);
    this.copy('agent', line.agent);
    this.finishDuration(line);
    const named = isSet(line.path) && METHOD.test(line.part(line.method));
    const status = line.part(line.status);
    line.isRequest = named ? /^[0-9]\d{0,2}$/.test(status) : this.endsRequest(line, status);
  }

  /** Fastify's "request completed" has status and time; method and path stand in an earlier line, "incoming request". */
  private endsRequest(line: Line, status: string): boolean {
    return (
      !isSet(line.path) &&
      isSet(line.duration) &&
      /^[1-5]\d\d$/.test(status) &&
      /^request (?:completed|errored)/.test(line.part(line.message))
    );
  }

  /** ms in one unit of a duration: what stands behind it, what its field is called, what its logger counts in. */
  private unitOf(line: Line, { role, text, named }: Duration, unit: number): number {
    if (named !== undefined) return UNITS[named] ?? 1;
    if (role !== 'duration-text') return unit;
    if (this.ranks.has('nanoseconds') || (/^\d+$/.test(text) && Number(text) >= MIN_NANOSECONDS))
      return NANOSECOND;
    // zap, and so Caddy (https://caddyserver.com/docs/logging): both times are seconds with a fraction.
    const isZap = this.ranks.get('time') === ZAP_TIME && /^\d{10}\.\d/.test(line.part(line.timeAt));
    return isZap && text.includes('.') ? 1000 : unit;
  }

  private finishDuration(line: Line): void {
    for (const [role, unit] of DURATIONS) {
      const span = this.get(role);
      if (span === undefined) continue;
      const text = line.part(span);
      const match = /^(\d+(?:\.\d+)?) ?(ns|us|µs|Âµs|ms|s|m)?/.exec(text);
      if (match === null) continue;
      set(line.duration, span.start, span.start + (match[1] ?? '').length);
      line.durationUnit = this.unitOf(line, { role, text: match[1] ?? '', named: match[2] }, unit);
      return;
    }
  }
}

interface Duration {
  readonly role: Role;
  readonly text: string;
  readonly named: string | undefined;
}

const DURATIONS: readonly (readonly [Role, number])[] = [
  ['duration-ms', 1],
  ['duration-s', 1000],
  ['duration-us', 0.001],
  ['duration-ns', 0.000001],
  ['duration-text', 1],
];
/** ms; the third is "µs" read as Latin-1. */
export const UNITS: Readonly<Record<string, number>> = {
  ns: 0.000001,
  us: 0.001,
  µs: 0.001,
  Âµs: 0.001,
  ms: 1,
  msecs: 1,
  millis: 1,
  milliseconds: 1,
  micros: 0.001,
  microseconds: 0.001,
  s: 1000,
  m: 60_000,
};

/** "GET /x HTTP/1.1" */
function splitRequestLine(line: Line, request: Span): void {
  const text = line.part(request);
  const space = text.indexOf(' ');
  if (space < 1) return;
  const end = text.lastIndexOf(' HTTP/');
  set(line.method, request.start, request.start + space);
  set(line.path, request.start + space + 1, end > space ? request.start + end : request.end);
}
