import type { Minute } from '../../model/log-summary.ts';
import { timeOf } from '../../text/time.ts';

/** Whole minutes before a rise that make a baseline. */
const MIN_BEFORE = 5;

/** How many times the median of the minutes before the busiest recent minutes are; undefined without a baseline. */
export function baselineRatio(
  minutes: readonly Minute[],
): { readonly ratio: number; readonly since: number } | undefined {
  // The first and the last minute are cut off.
  const whole = [...minutes].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(1, -1);
  const recent = whole.slice(-MIN_BEFORE);
  const before = whole.slice(0, -MIN_BEFORE);
  if (before.length < MIN_BEFORE) return undefined;
  const base = median(before.map(({ requests }) => requests));
  const now = median(recent.map(({ requests }) => requests));
  const risen = [...before, ...recent].find(
    ({ requests }) => requests >= (base + now) / 2 && requests > base,
  );
  const since = timeOf(risen?.at);
  return base > 0 && since !== undefined ? { ratio: now / base, since } : undefined;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
