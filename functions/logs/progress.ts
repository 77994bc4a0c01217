import type { Gauge } from '../model/log-summary.ts';
import { redact } from '../redaction/redact.ts';
import { anyOf } from '../text/any-of.ts';
import { MinuteCounts } from './counters.ts';

/** Where a number stands in a line's text, and what it is called there. */
export interface Reading {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a line tells of a program's work: a piece of it that is done, and how much of it still waits. */
export interface WorkLine {
  readonly isDone: boolean;
  /** A number of what was done that would make it none: "processed 0 messages". */
  readonly amount: Reading | undefined;
  readonly waiting: Reading | undefined;
}

/** One name that is a measure of what waits by itself; another is one beside a word for a count. */
const QUEUE_WORDS = new Set([
  ...['lag', 'backlog', 'depth', 'pending', 'queued', 'enqueued', 'unprocessed', 'outstanding', 'waiting'],
]);
const COUNT_WORDS = new Set([
  ...['size', 'length', 'len', 'count', 'total', 'messages', 'jobs', 'tasks', 'items', 'events', 'records'],
]);
/** A name with one of these is a setting, a time or a number of something else. */
const OTHER_WORDS = new Set([
  ...['id', 'limit', 'capacity', 'timeout', 'time', 'at', 'since', 'port', 'interval', 'ttl', 'threshold'],
]);

/** A quick look: most lines have none of it. */
const MAY_WAIT = /lag|depth|backlog|pending|queue|waiting|outstanding|unprocessed/i;
const NUMBER = '(\\d{1,15}(?:\\.\\d{1,6})?)(?![\\w:/-]|[.,]\\d)';
/** `lag=3`, `"queueDepth": 12`, `records-lag-max = 4.0`, `Backlog: 7`. */
const KEYED = new RegExp(
  `(?<![\\w.-])([A-Za-z][A-Za-z_.-]{1,40})\\\\?["']?\\s?[=:]\\s?\\\\?["']?${NUMBER}`,
  'gd',
);
/** "queue depth is 12", "backlog of 7", "lag now 4". */
const NAMED = new RegExp(
  `\\b((?:(?:queue|consumer|replication|partition) )?(?:lag|backlog|queue (?:depth|size|length)))(?: (?:is|of|at|now|reached))?(?: now)? ${NUMBER}`,
  'di',
);
/** "12 jobs pending", "7 messages still in the queue"; a bare number only where no word stands before it, as before an id. */
const COUNTED = new RegExp(
  `(?:(?<![\\w.#:/-])${NUMBER} [a-z]{2,20}s|(?<=^|[:(,="\\]] ?)${NUMBER}) (?:are |still |now )?(pending|queued|enqueued|waiting|unprocessed|outstanding|(?:left )?in (?:the )?(?:queue|backlog))\\b`,
  'di',
);

/** Words by which programs say that a piece of work is done; what is about to be, or could not be, is left out. */
const DONE = anyOf(
  [
    /\b(?:processed|completed?|finished|done|handled|consumed|acked|acknowledged|succeeded|successful(?:ly)?)\b/,
    /\b(?:delivered|sent|imported|exported|indexed|rendered|uploaded|generated|synced|committed|published)\b/,
    /\b(?:forwarded|archived|executed|performed|posted|stored|saved|written|converted|resized|encoded)\b/,
  ],
  'i',
);
const NOT_DONE =
  /\b(?:not|never|nothing|no|cannot|can't|couldn't|unable|failed|failing|will be|to be|until|before|waiting for)\b/i;
/** "processed 0 messages", "done=0", "0 events sent". */
const AMOUNT = new RegExp(
  [
    /\b(?:processed|completed|finished|done|handled|consumed|acked|delivered|sent|indexed|written)\b["']?(?:\s?[=:]\s?| )["']?(\d{1,15})(?![\w.:/-])/,
    /(?<![\w.#:/-])(\d{1,15}) [a-z]{2,20}s (?:were |was )?(?:processed|completed|finished|done|handled|consumed|acked|delivered|sent|indexed|written)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'di',
);
/** Characters of a line that are looked at. */
const MAX_LOOK = 1000;

/** What a line says of work, from `from` on in its text; undefined where it says nothing of it. */
export function workLineOf(text: string, from: number): WorkLine | undefined {
  const part = text.slice(from, from + MAX_LOOK);
  const waiting = MAY_WAIT.test(part) ? waitingIn(part) : undefined;
  const isDone = DONE.test(part) && !NOT_DONE.test(part);
  if (waiting === undefined && !isDone) return undefined;
  const amount = isDone ? amountIn(part) : undefined;
  const moved = (reading: Reading): Reading => ({
    ...reading,
    start: reading.start + from,
    end: reading.end + from,
  });
  return { isDone, amount: amount && moved(amount), waiting: waiting && moved(waiting) };
}

function waitingIn(text: string): Reading | undefined {
  for (const found of text.matchAll(KEYED))
    if (isOfQueue(wordsOf(found[1] ?? ''))) return readingAt(found[1] ?? '', found.indices?.[2]);
  const named = NAMED.exec(text);
  if (named) return readingAt(named[1] ?? '', named.indices?.[2]);
  const counted = COUNTED.exec(text);
  return counted ? readingAt(counted[3] ?? '', counted.indices?.[1] ?? counted.indices?.[2]) : undefined;
}

function amountIn(text: string): Reading | undefined {
  const indices = AMOUNT.exec(text)?.indices;
  return readingAt('', indices?.[1] ?? indices?.[2]);
}

const readingAt = (name: string, at: readonly [number, number] | undefined): Reading | undefined =>
  at && { name, start: at[0], end: at[1] };

/** "queueDepth", "queue_depth" and "queue-depth" are two words. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

const isOfQueue = (words: readonly string[]): boolean =>
  !words.some((word) => OTHER_WORDS.has(word)) &&
  (words.some((word) => QUEUE_WORDS.has(word)) ||
    (words.includes('queue') && words.some((word) => COUNT_WORDS.has(word))));

/** A program with more of them counts its parts, and none is the one that tells. */
const MAX_GAUGES = 8;
/** Four days of minutes, as of other counts. */
const MAX_MINUTES = 5760;

/** Counts of what a log tells of work: by minute the lines of what was done, and the highest of what waited. */
export class Progress {
  private readonly done = new MinuteCounts();
  private readonly names: string[] = [];
  private readonly gauges: Map<number, number>[] = [];

  noteDone(time: number): void {
    if (!Number.isNaN(time)) this.done.add(0, Math.floor(time / 60_000));
  }

  /** The number of a measure by its name; -1 where there are too many. */
  gauge(name: string): number {
    const known = this.names.indexOf(name);
    if (known >= 0 || this.names.length >= MAX_GAUGES) return known;
    this.gauges.push(new Map());
    return this.names.push(name) - 1;
  }

  noteWaiting(gauge: number, time: number, value: number): void {
    const minutes = this.gauges[gauge];
    if (minutes === undefined || Number.isNaN(time) || !Number.isFinite(value)) return;
    const minute = Math.floor(time / 60_000);
    const known = minutes.get(minute);
    if (known === undefined && minutes.size >= MAX_MINUTES) return;
    minutes.set(minute, known === undefined ? value : Math.max(known, value));
  }

  /** Absent where the log tells nothing of it. */
  describe(): { work?: Readonly<Record<string, number>>; waiting?: readonly Gauge[] } {
    const work = this.done.of(0);
    const waiting = this.names.map((name, index) => ({
      name: redact(name),
      minutes: Object.fromEntries([...(this.gauges[index] ?? [])].sort(([a], [b]) => a - b)),
    }));
    return {
      ...(Object.keys(work).length === 0 ? {} : { work }),
      ...(waiting.length === 0 ? {} : { waiting: waiting.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }),
    };
  }
}
