import { timeOf } from '../../../text/time.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { isBroken } from './health.ts';
import type { Saying } from './patterns.ts';

/** A silence shorter than this may be chance, ms. */
const MIN_SILENCE_MS = 5_000;
/** Silence of this share of the time over which the lines came is no pause between two of them ... */
const SILENT_SHARE = 0.2;
/** ... and neither is one of this many of their usual distances. */
const SILENT_DISTANCES = 4;

type Lines = Pick<Saying, 'first' | 'last' | 'count'>;

/**
 * Whether a failure has ended: its last line lies well before the newest line that was read of the same pods, which
 * are well. Programs that start fail until what they call is up; what has stopped is no cause any more.
 */
export const hasEnded = (view: ClusterView, workload: Workload, said: Lines): boolean =>
  !isBroken(workload) && isSilent(view, workload, said);

/** Whether lines have stopped while the log goes on; false where their times are not known. */
export function isSilent(view: ClusterView, workload: Workload, said: Lines): boolean {
  const first = timeOf(said.first);
  const last = timeOf(said.last);
  if (first === undefined || last === undefined) return false;
  const newest = Math.max(...view.logs.of(workload).map(({ summary }) => timeOf(summary.last) ?? 0), 0);
  const silence = Math.min(newest, view.now) - last;
  const distance = said.count > 1 ? (last - first) / (said.count - 1) : 0;
  return (
    silence >
    Math.max(MIN_SILENCE_MS, (Math.min(newest, view.now) - first) * SILENT_SHARE, distance * SILENT_DISTANCES)
  );
}
