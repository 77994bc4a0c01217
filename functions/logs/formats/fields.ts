import { levelOf, levelOfNumber } from '../levels.ts';
import { isSet, type Line, type Span, set } from '../line.ts';
import { timeOfField } from '../times.ts';
import { type Role, roleOf } from './json-fields.ts';

const METHOD = /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND|REPORT|PURGE)$/i;
const NO_RANK = 999;

/** Takes the fields of one structured line (JSON, logfmt) and fills the line from those that mean something. */
export class FieldSink {
  private readonly ranks = new Map<Role, number>();
  private readonly spans = new Map<Role, Span>();
  private numericLevel = false;

  start(): void {
    this.ranks.clear();
    this.numericLevel = false;
  }

  /** A scalar value; `start` and `end` are inside its quotes. */
  field(name: string, start: number, end: number, isText: boolean): void {
    const known = roleOf(name);
    if (known === undefined || start === end) return;
    const { role, rank } = known;
    if (rank >= (this.ranks.get(role) ?? NO_RANK)) return;
    // "error": false and "status": "ok" say nothing of an error or a request.
    if (role === 'error' && !isText) return;
    this.ranks.set(role, rank);
    const span = this.spans.get(role);
    if (span === undefined) this.spans.set(role, { start, end });
    else set(span, start, end);
    if (role === 'level') this.numericLevel = !isText;
  }

  private get(role: Role): Span | undefined {
    return this.ranks.has(role) ? this.spans.get(role) : undefined;
  }

  /** Fills the line; false when no field had a meaning. */
  finish(line: Line, reference: number): boolean {
    if (this.ranks.size === 0) return false;
    this.copy('time', line.timeAt);
    if (isSet(line.timeAt)) line.time = timeOfField(line.part(line.timeAt), reference);
    this.finishLevel(line);
    this.copy('message', line.message);
    this.finishError(line);
    this.finishRequest(line);
    return true;
  }

  private copy(role: Role, into: Span): void {
    const span = this.get(role);
    if (span !== undefined) set(into, span.start, span.end);
  }

  private finishLevel(line: Line): void {
    const span = this.get('level');
    if (span === undefined) return;
    const text = line.part(span);
    if (/^\d{1,3}$/.test(text)) {
      line.level = levelOfNumber(Number(text));
      if (this.numericLevel) set(line.levelAt, span.start, span.end);
    } else line.level = levelOf(text) ?? 'unknown';
  }

  private finishError(line: Line): void {
    const span = this.get('error') ?? this.get('stack') ?? this.get('error-type');
    if (span === undefined) return;
    set(line.error, span.start, firstLineEnd(line.text, span));
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

  /** Caddy's access log is in seconds (https://caddyserver.com/docs/logging), most others' `duration` in ms. */
  private unitless(line: Line, unit: number): number {
    const logger = this.get('logger');
    return logger !== undefined && line.part(logger).startsWith('http.log.access') ? 1000 : unit;
  }

  private finishDuration(line: Line): void {
    for (const [role, unit] of DURATIONS) {
      const span = this.get(role);
      if (span === undefined) continue;
      const text = line.part(span);
      const match = /^(\d+(?:\.\d+)?)(ns|us|µs|Âµs|ms|s|m)?/.exec(text);
      if (match === null) continue;
      set(line.duration, span.start, span.start + (match[1] ?? '').length);
      line.durationUnit = match[2] === undefined ? this.unitless(line, unit) : (UNITS[match[2]] ?? 1);
      return;
    }
  }
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

/** The first line of a message that holds line breaks, written as they are or as JSON escapes. */
function firstLineEnd(text: string, span: Span): number {
  for (let i = span.start; i < span.end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) return i;
    if (code === 92) {
      if (text.charCodeAt(i + 1) === 110) return i;
      i++;
    }
  }
  return span.end;
}
