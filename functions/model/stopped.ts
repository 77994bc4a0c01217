import { timeOf } from '../text/time.ts';
import type { Minute } from './log-summary.ts';

const MINUTE_MS = 60_000;
/** The minute after the last failure, whole, and one more that has begun: fewer may be chance. */
const QUIET_MINUTES = 2;

/**
 * When requests stopped failing, ms UTC: the end of the last minute with a 5xx, where requests went on for two minutes
 * without one. Undefined where they fail still, never failed, or came no more. `minutes` may be of several logs.
 */
export function stoppedFailing(minutes: readonly Pick<Minute, 'at' | 'errors5xx'>[]): number | undefined {
  const last = (of: typeof minutes): number => of.reduce((max, { at }) => Math.max(max, timeOf(at) ?? 0), 0);
  const failed = last(minutes.filter(({ errors5xx }) => errors5xx > 0));
  return failed > 0 && last(minutes) - failed >= QUIET_MINUTES * MINUTE_MS ? failed + MINUTE_MS : undefined;
}
