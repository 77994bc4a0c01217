import type { LogSummary } from '../../model/log-summary.ts';
import type { Backlog, Pace } from '../../model/statements/progress.ts';

const MINUTE_MS = 60_000;
/** Minutes on either side that make a pace, and lines before that make one to compare with. */
const MIN_BEFORE = 5;
const MIN_AFTER = 3;
const MIN_LINES = 20;

/** Lines of work done a minute before a moment (ms) and since, of whole minutes; undefined where it did too little to say. */
export function paceAround(summary: LogSummary, moment: number): Pace | undefined {
  if (summary.work === undefined || summary.first === '' || summary.last === '') return undefined;
  const [first, last] = [Date.parse(summary.first), Date.parse(summary.last)];
  const turn = Math.floor(moment / MINUTE_MS);
  const whole = { from: Math.floor(first / MINUTE_MS) + 1, to: Math.floor(last / MINUTE_MS) - 1 };
  const [minutesBefore, minutesAfter] = [turn - whole.from, whole.to - turn + 1];
  if (minutesBefore < MIN_BEFORE || minutesAfter < MIN_AFTER) return undefined;
  const counts = Object.entries(summary.work).map(([minute, lines]) => ({ minute: Number(minute), lines }));
  const linesIn = (from: number, to: number): number =>
    counts.reduce((sum, { minute, lines }) => sum + (minute >= from && minute < to ? lines : 0), 0);
  const [before, after] = [linesIn(whole.from, turn), linesIn(turn, whole.to + 1)];
  if (before < MIN_LINES) return undefined;
  return {
    before: { rate: before / minutesBefore, minutes: minutesBefore },
    after: { rate: after / minutesAfter, minutes: minutesAfter },
  };
}

/** A pace of this part of the one before is as good as none; of this part, and by more than chance, it is lower. */
const STOPPED_PART = 0.1;
const SLOWER_PART = 0.8;
/** Standard deviations of a Poisson count that are no chance. */
const SURE = 3;

/** Whether a program does about as much since a moment as it did before. */
export const isAsBefore = ({ before, after }: Pace): boolean =>
  after.rate >= before.rate * SLOWER_PART ||
  (before.rate - after.rate) * after.minutes < SURE * Math.sqrt(before.rate * after.minutes);

/** What is read of a queue before it grows, and since; fewer values show no growth. */
const MIN_VALUES = { before: 5, since: 3 } as const;
/** The newest value is at least so many times the highest before, and more than that by so much. */
const GROWN = { times: 3, by: 20 } as const;
/** Share of the steps since then that go up: a queue that sways does so in half of them. */
const UPWARD = 0.8;
/** What fell from its highest by more than this is on its way down. */
const STILL_HIGH = 0.9;

/**
 * A queue that grows up to the end of a log: of the numbers by which a program calls what waits, the one that grew most.
 * Every value since it began is above all before. undefined where none does.
 */
export function backlogOf(summary: LogSummary): Backlog | undefined {
  const end = Date.parse(summary.last);
  const [grown] = (summary.waiting ?? [])
    .flatMap(({ name, minutes }) => {
      const growth = growthIn(
        Object.entries(minutes).map(([minute, value]) => ({ at: Number(minute) * MINUTE_MS, value })),
      );
      return growth && end - growth.newest <= RECENT_MS ? [{ name, ...growth }] : [];
    })
    .toSorted((a, b) => b.to / Math.max(b.from, 1) - a.to / Math.max(a.from, 1));
  if (!grown) return undefined;
  const { name, from, to, since } = grown;
  const pace = paceAround(summary, since) ?? null;
  return { name, from, to, since, pace, why: whyOf(pace) };
}

/** What was last read longer before the end of the log is not known any more, ms. */
const RECENT_MS = 5 * MINUTE_MS;

function whyOf(pace: Pace | null): Backlog['why'] {
  if (pace === null) return 'not-known';
  if (pace.after.rate <= pace.before.rate * STOPPED_PART) return 'stopped';
  return isAsBefore(pace) ? 'more-comes' : 'slower';
}

interface Value {
  readonly at: number;
  readonly value: number;
}

function growthIn(unsorted: readonly Value[]) {
  const values = unsorted.toSorted((a, b) => a.at - b.at);
  const last = values.at(-1);
  for (let start = MIN_VALUES.before; start <= values.length - MIN_VALUES.since; start++) {
    const from = Math.max(...values.slice(0, start).map(({ value }) => value));
    const since = values.slice(start);
    const [first] = since;
    if (!first || !last || since.some(({ value }) => value <= from)) continue;
    const highest = Math.max(...since.map(({ value }) => value));
    const steps = since.map(({ value }, at) => value - (at === 0 ? from : (since[at - 1]?.value ?? 0)));
    const upward = steps.filter((step) => step > 0).length;
    if (last.value < highest * STILL_HIGH || upward < steps.length * UPWARD) return undefined;
    if (last.value < from * GROWN.times || last.value < from + GROWN.by) return undefined;
    return { from, to: last.value, since: first.at, newest: last.at };
  }
  return undefined;
}

/** A pause is no chance from so many times the longest one before on, and from so many minutes. */
const PAUSES = 3;
const MIN_PAUSE = 3;
/** Minutes with work that make a habit. */
const MIN_BUSY = 5;

/** Since when (ms) a program that worked steadily does nothing, and its pace before; undefined where it works, or never did so steadily. */
export function stoppedIn(
  { work = {}, waiting = [] }: LogSummary,
  now: number,
): { readonly since: number; readonly rate: number } | undefined {
  const minutes = Object.keys(work)
    .map(Number)
    .toSorted((a, b) => a - b);
  const lines = Object.values(work).reduce((sum, n) => sum + n, 0);
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (first === undefined || last === undefined || minutes.length < MIN_BUSY || lines < MIN_LINES)
    return undefined;
  const longest = Math.max(...minutes.slice(1).map((minute, at) => minute - (minutes[at] ?? minute)));
  const pause = Math.floor(now / MINUTE_MS) - last - 1;
  if (pause < MIN_PAUSE || pause < longest * PAUSES || isEmpty(waiting)) return undefined;
  return { since: (last + 1) * MINUTE_MS, rate: lines / (last - first + 1) };
}

/** Whether nothing waits, as far as a program says: it has nothing to do. */
const isEmpty = (waiting: LogSummary['waiting'] & object): boolean =>
  waiting.length > 0 &&
  waiting.every(({ minutes }) => {
    const newest = Object.keys(minutes)
      .map(Number)
      .toSorted((a, b) => a - b)
      .at(-1);
    return newest !== undefined && minutes[newest] === 0;
  });
