import type { LogSummary, Minute } from '../../model/log-summary.ts';
import { isAsBefore, paceAround } from './progress.ts';
import { onsetOfSummary } from './rise.ts';

/** When what it is compared with began to fail: ms, ± ms. */
export interface Since {
  readonly since: number;
  readonly uncertaintyMs: number;
}

const MINUTE_MS = 60_000;
/** Requests on either side of the moment: a failure of every fourth one would have shown in five of them. */
const MIN_REQUESTS = 20;
/** Share of the requests since then that may fail in a program that is well. */
const WELL_SHARE = 0.01;

/**
 * Whether a program may stand for the others that are well: it answered enough requests in the same window, before the
 * moment and since, as its log reaches back that far; they succeeded; and its own errors did not rise. That it runs, or
 * logs anything, is none. Without a moment the whole log is the window. One that serves nobody stands for them where it
 * does as much work as before.
 */
export const isWellSince = (summary: LogSummary, moment: Since | undefined): boolean =>
  (servedSince(summary, moment) || (moment !== undefined && workedSince(summary, moment))) &&
  onsetOfSummary(summary) === undefined;

/** Pieces of work on either side, as of requests. */
function workedSince(summary: LogSummary, { since, uncertaintyMs }: Since): boolean {
  const pace = paceAround(summary, since - uncertaintyMs);
  return (
    summary.requests === 0 &&
    pace !== undefined &&
    pace.after.rate * pace.after.minutes >= MIN_REQUESTS &&
    isAsBefore(pace)
  );
}

function servedSince(summary: LogSummary, moment: Since | undefined): boolean {
  const from = moment === undefined ? 0 : minuteOf(moment.since - moment.uncertaintyMs);
  const after = summary.minutes.filter(({ at }) => Date.parse(at) >= from);
  const before = summary.minutes.filter(({ at }) => Date.parse(at) < from);
  const requests = sum(after, (minute) => minute.requests);
  const failed = sum(after, (minute) => minute.errors5xx);
  const reachesBack = Date.parse(summary.first) <= from - MINUTE_MS;
  return (
    requests >= MIN_REQUESTS &&
    failed <= requests * WELL_SHARE &&
    (!reachesBack || sum(before, (minute) => minute.requests) >= MIN_REQUESTS)
  );
}

const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS) * MINUTE_MS;

const sum = (minutes: readonly Minute[], of: (minute: Minute) => number): number =>
  minutes.reduce((total, minute) => total + of(minute), 0);
