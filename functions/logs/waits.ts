import { latencyQuantile } from '../model/latency.ts';
import type { Wait } from '../model/log-summary.ts';
import { hostsIn, redact } from '../redaction/redact.ts';
import { Latencies } from './latencies.ts';
import { isSet, type Line, utf8 } from './line.ts';

/** Kinds of lines whose durations are kept: 64 of them take 1.5 MB. */
const MAX_KINDS = 64;
/** Of these, so many are told of: the ones that took most time. */
const MAX_TOLD = 12;
/** Fewer lines are too few to compare a time with another. */
const MIN_LINES = 10;
/** What never takes this long, ms, keeps nobody waiting. */
const MIN_MS = 200;
/** Durations of one line: more are a table of figures. */
const MAX_IN_LINE = 6;
/** Characters of a line that are looked at. */
const MAX_LOOK = 600;
const MAX_EXAMPLE = 300;

/**
 * A number with a unit of time, the number or a key in front of it: "4.2 s", "3800ms", "1m3.5s" (Go), "elapsed_ms=40",
 * "tookMs: 40". Minutes alone and hours are no answer's time; m alone is a unit of CPU or memory as well.
 */
const DURATION =
  /(?<![\w.:/-])(?:(\d{1,3})m)?(\d{1,9}(?:\.\d{1,9})?) ?(ns|us|µs|ms|msecs?|millis|milliseconds?|s|secs?|seconds?)(?![\w/])|[a-z](?:_(ms|millis|us|ns|s|secs?|seconds)|(Ms|Millis|Seconds))["']?\s?[=:]\s?["']?(\d{1,12}(?:\.\d{1,9})?)(?![\w.:-])/g;

/** ms of a unit, by its first letters. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^n/i, 0.000001],
  [/^(?:u|µ)/i, 0.001],
  [/^m/i, 1],
  [/^s/i, 1000],
];
const unitOf = (unit: string): number => UNITS.find(([name]) => name.test(unit))?.[1] ?? 1;

/** The names and values of a structured line: of JSON, and of logfmt. */
const PAIR =
  /"([\w.@-]{1,40})":\s?(?:"((?:[^"\\]|\\.){0,120})"|(-?\d[\d.]{0,20}))|(?<![\w"])([\w.@-]{1,40})=(?:"((?:[^"\\]|\\.){0,120})"|([^\s"]{1,120}))/g;
/** Fields that say when, how grave and from where a line is, and nothing of what it is about. */
const ABOUT_ITSELF =
  /^(?:time|timestamp|@timestamp|ts|t|level|severity|lvl|pid|hostname|host|logger|caller|thread|trace_?id|span_?id|req(?:uest)?_?id)$/i;

/** What changes from line to line: ids, and figures. Names stay, with their ports: they are whom it is about. */
const ID = /\b(?=[0-9a-f-]{0,40}\d)[0-9a-f]{8,64}(?:-[0-9a-f]{4,12}){0,4}\b/gi;
const FIGURES = /\d+(?:\.\d+)*/g;

interface Kind {
  readonly template: string;
  readonly example: string;
  lines: number;
}

/**
 * How long programs say that something took, by what they say: lines that are no requests of their own and name a
 * duration, of any level and in whatever words. The same words with other figures are one kind.
 */
export class Waits {
  private readonly kinds = new Map<string, number>();
  private readonly known: Kind[] = [];
  private readonly latencies = new Latencies();

  /** Notes the durations of a line, and whether there were any; `minute` in epoch seconds / 60, -1 when unknown. */
  note(line: Line, message: string, minute: number): boolean {
    const raw =
      line.text.length - line.from > MAX_LOOK
        ? line.text.slice(line.from, line.from + MAX_LOOK)
        : line.text.slice(line.from);
    if (!hasDuration(raw)) return false;
    const text = line.escaped ? structured(utf8(raw), message) : message.slice(0, MAX_LOOK);
    const found = durationsIn(text);
    if (found.length === 0 && isSet(line.duration))
      found.push(Number(line.part(line.duration)) * line.durationUnit);
    if (found.length === 0 || found.length > MAX_IN_LINE) return found.length > 0;
    const template = text.replace(ID, '0').replace(FIGURES, '0');
    for (const [slot, ms] of found.entries()) this.add(`${template} #${slot}`, text, ms, minute);
    return true;
  }

  private add(template: string, example: string, ms: number, minute: number): void {
    let index = this.kinds.get(template);
    if (index === undefined) {
      if (this.known.length >= MAX_KINDS) return;
      index = this.known.push({ template, example, lines: 0 }) - 1;
      this.kinds.set(template, index);
    }
    (this.known[index] as Kind).lines++;
    this.latencies.add(index, ms, minute);
  }

  /** Those that somebody waited for, the ones that took most time first. */
  list(): readonly Wait[] {
    return this.known
      .flatMap((kind, index) => {
        const counts = this.latencies.of(index);
        const longest = latencyQuantile(counts, 1) ?? 0;
        const total = (latencyQuantile(counts, 0.5) ?? 0) * kind.lines + longest;
        return kind.lines >= MIN_LINES && longest >= MIN_MS ? [{ kind, index, total }] : [];
      })
      .sort((a, b) => b.total - a.total)
      .slice(0, MAX_TOLD)
      .map(({ kind, index }) => ({
        template: redact(kind.template),
        example: redact(kind.example.slice(0, MAX_EXAMPLE)),
        peers: peersIn(kind.example),
        parts: this.latencies.everyPartOf(index),
      }))
      .filter(({ parts }) => parts.length > 0);
  }
}

const peersIn = (text: string): readonly string[] => [
  ...new Set(hostsIn(text).map(({ host, port }) => (port === undefined ? host : `${host}:${port}`))),
];

/** Cheaper than to look for one: most lines have no digit before a unit. */
const MAY_BE =
  /\d ?(?:n|u|µ|Â|m|s)|(?:_s|_secs?|_seconds|Seconds|ms|Ms|illis|_us|_ns)["']?\s?[=:]|"(?:duration|elapsed|latency|took)/;
const hasDuration = (text: string): boolean => MAY_BE.test(text);

function durationsIn(text: string): number[] {
  const found: number[] = [];
  for (const [, minutes, value, unit, snake, camel, behind] of text.matchAll(DURATION)) {
    const ms = Number(value ?? behind) * unitOf(unit ?? snake ?? camel ?? '');
    found.push(ms + Number(minutes ?? 0) * 60_000);
  }
  return found;
}

/** What a structured line says, with its other fields as pairs: they are where it names whom it called. */
function structured(raw: string, message: string): string {
  const pairs: string[] = [];
  for (const [, jsonKey, jsonText, jsonNumber, key, quoted, bare] of raw.matchAll(PAIR)) {
    const name = jsonKey ?? key ?? '';
    const value = jsonText ?? jsonNumber ?? quoted ?? bare ?? '';
    if (!ABOUT_ITSELF.test(name) && value !== '' && !message.includes(value)) pairs.push(`${name}=${value}`);
  }
  return `${message} ${pairs.join(' ')}`.trim();
}
