import type { LogPattern, LogSummary, Minute } from '../../model/log-summary.ts';

/** When errors left their baseline. */
export interface Onset {
  /** RFC 3339 UTC. */
  readonly at: string;
  /** ± ms. */
  readonly uncertaintyMs: number;
  /** Errors a minute before and after, and how many minutes each was read from. */
  readonly before: number;
  readonly after: number;
  readonly minutesBefore: number;
  readonly minutesAfter: number;
}

const MINUTE_MS = 60_000;
/** Twice the log-likelihood ratio from which a change is no chance: chi-squared, one degree of freedom, p = 0.0001. */
const MIN_EVIDENCE = 15.1;
/** After the change there are at least so many times the errors before it, and so many in all. */
const MIN_RATIO = 2;
const MIN_ERRORS = 5;

/**
 * Finds the minute from which on a count of errors is higher than before: the split of the minutes into two Poisson
 * rates that makes the counts most likely (Hinkley, "Inference about the change-point", 1970), if the rise is no
 * chance. `counts` is by minute (epoch seconds / 60); minutes between `from` and `to` that it lacks had none. undefined
 * when nothing rose, or when it was high from the start (then nothing is known of its beginning).
 */
export function onsetIn(
  counts: Readonly<Record<string, number>>,
  from: number,
  to: number,
): Onset | undefined {
  const n = to - from + 1;
  if (!(n >= 2) || n > MAX_MINUTES) return undefined;
  const values = Array.from({ length: n }, (_, i) => counts[from + i] ?? 0);
  const total = values.reduce((sum, v) => sum + v, 0);
  if (total < MIN_ERRORS) return undefined;
  const scores = splitScores(values, total);
  const best = scores.reduce((top, score, i) => (score > (scores[top] ?? 0) ? i : top), 0);
  const evidence = 2 * ((scores[best] ?? 0) - logLikelihood(total, n));
  const split = best + 1;
  const head = values.slice(0, split).reduce((sum, v) => sum + v, 0);
  const before = head / split;
  const after = (total - head) / (n - split);
  if (evidence < MIN_EVIDENCE || after < before * MIN_RATIO) return undefined;
  // Splits that are nearly as likely tell how sure the place is: a drop of 2 is about two standard errors.
  const likely = scores.flatMap((score, i) => (score >= (scores[best] ?? 0) - 2 ? [i + 1] : []));
  const spread = Math.max(...likely.map((s) => Math.abs(s - split)));
  return {
    at: new Date((from + split) * MINUTE_MS).toISOString().replace('.000Z', 'Z'),
    uncertaintyMs: Math.max(1, spread) * MINUTE_MS,
    before,
    after,
    minutesBefore: split,
    minutesAfter: n - split,
  };
}
/** A week of minutes: more is no incident's window. */
const MAX_MINUTES = 10_080;

/** The log-likelihood of each split behind minute i, of a rising rate; falling ones cannot win. */
function splitScores(values: readonly number[], total: number): number[] {
  let head = 0;
  return values.slice(0, -1).map((value, i) => {
    head += value;
    const n1 = i + 1;
    const n2 = values.length - n1;
    if ((total - head) / n2 <= head / n1) return Number.NEGATIVE_INFINITY;
    return logLikelihood(head, n1) + logLikelihood(total - head, n2);
  });
}

/** Of Poisson counts with their own mean, without the terms that all splits share. */
const logLikelihood = (sum: number, n: number): number => (sum === 0 ? 0 : sum * Math.log(sum / n));

/**
 * The onset of a log: read off its 5xx where it has requests, else off its error patterns, and made more exact by the
 * first error behind the change where that is known to the second.
 */
export function onsetOfSummary(summary: LogSummary): Onset | undefined {
  if (summary.first === '' || summary.last === '') return undefined;
  const from = Math.floor(Date.parse(summary.first) / MINUTE_MS);
  const to = Math.floor(Date.parse(summary.last) / MINUTE_MS);
  const counts = errorsByMinute(summary);
  const found = onsetIn(counts, from, to);
  if (found === undefined || isMoreTraffic(summary, found)) return undefined;
  const minute = Date.parse(found.at);
  const firsts = summary.patterns
    .filter((p) => isError(p.level) && p.first !== '' && (found.before === 0 || isNewFrom(p, found)))
    .map((p) => Date.parse(p.first))
    .filter((time) => time >= minute - found.uncertaintyMs && time < minute + MINUTE_MS);
  if (firsts.length === 0) return found;
  return {
    ...found,
    at: new Date(Math.min(...firsts)).toISOString().replace('.000Z', 'Z'),
    uncertaintyMs: 1000,
  };
}

/** Lines that began at once come at this share of their later pace in the rest of their first minute. */
const STEADY_SHARE = 0.5;
/** A chain of callers counts one failure in each of its logs: lines for this share of them tell of most. */
const TOLD_SHARE = 0.25;

/**
 * Whether lines that came up with the rise tell of it: they are a good part of what failed since, and come from their
 * first one on as they do later. What fails now and then before a rise begins with a trickle.
 */
function isNewFrom({ first, minutes }: LogPattern, { after, minutesAfter }: Onset): boolean {
  const start = Date.parse(first);
  const startMinute = Math.floor(start / MINUTE_MS);
  const lines = Object.entries(minutes).map(([minute, n]) => [Number(minute), n] as const);
  const all = lines.reduce((sum, [, n]) => sum + n, 0);
  const inFirst = lines.reduce((sum, [minute, n]) => sum + (minute <= startMinute ? n : 0), 0);
  const restMinutes = Math.max(...lines.map(([minute]) => minute)) - startMinute;
  const left = (startMinute + 1) * MINUTE_MS - start;
  const usual = restMinutes > 0 ? (all - inFirst) / (restMinutes * MINUTE_MS) : 0;
  return all >= after * minutesAfter * TOLD_SHARE && inFirst / left >= usual * STEADY_SHARE;
}

/** Whether more failed because more was asked: the share of failed requests did not rise as their number did. */
function isMoreTraffic({ minutes }: LogSummary, { at }: Onset): boolean {
  const share = (part: readonly Minute[]): number =>
    part.reduce((sum, m) => sum + m.errors5xx, 0) / part.reduce((sum, m) => sum + m.requests, 0);
  const start = Date.parse(at);
  const before = share(minutes.filter((m) => Date.parse(m.at) < start));
  const after = share(minutes.filter((m) => Date.parse(m.at) >= start));
  return before > 0 && after < before * MIN_RATIO;
}

const isError = (level: string): boolean => level === 'error' || level === 'fatal';

function errorsByMinute(summary: LogSummary): Record<string, number> {
  const sum: Record<string, number> = {};
  const add = (minute: string | number, n: number): void => {
    sum[minute] = (sum[minute] ?? 0) + n;
  };
  const failed = summary.minutes.reduce((total, m) => total + m.errors5xx, 0);
  if (failed >= MIN_ERRORS)
    for (const m of summary.minutes) add(Math.floor(Date.parse(m.at) / MINUTE_MS), m.errors5xx);
  else
    for (const p of summary.patterns)
      if (isError(p.level)) for (const [minute, n] of Object.entries(p.minutes)) add(minute, n);
  return sum;
}
