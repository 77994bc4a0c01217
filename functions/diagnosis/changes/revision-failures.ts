import { mergeSummaries } from '../../logs/figures/merge.ts';
import type { Endpoint, LogPattern, LogSummary } from '../../model/log-summary.ts';
import { timeOf } from '../../text/time.ts';
import type { ClusterView } from '../view/view.ts';
import type { Revision } from './rollouts.ts';

/** What the logs of a revision's pods say of their requests. */
export interface RevisionFailures {
  readonly requests: number;
  readonly failed: number;
  readonly endpoints: readonly Endpoint[];
  /** The errors that tell what failed; the lines of the failed requests only where nothing else is said. */
  readonly told: readonly LogPattern[];
}

const MINUTE_MS = 60_000;

/** Requests and failures of the pods of these revisions from `since` (ms) on; of the whole log where it has no times. */
export function failuresIn(
  view: ClusterView,
  revisions: readonly Revision[],
  since: number,
): RevisionFailures {
  const logs = revisions.flatMap(({ pods }) => pods).flatMap((pod) => view.logs.ofPod(pod));
  const merged = mergeSummaries(logs.map(({ summary }) => summary));
  const errors = merged.patterns.filter(({ level }) => level === 'error' || level === 'fatal');
  const reasons = errors.filter(({ kind }) => kind !== 'http-5xx');
  return {
    ...countsFrom(merged, Math.floor(since / MINUTE_MS) * MINUTE_MS),
    endpoints: merged.endpoints,
    told: reasons.length > 0 ? reasons : errors,
  };
}

function countsFrom(
  { minutes, requests, endpoints }: LogSummary,
  from: number,
): Pick<RevisionFailures, 'requests' | 'failed'> {
  if (minutes.length === 0)
    return { requests, failed: endpoints.reduce((sum, { errors5xx }) => sum + errors5xx, 0) };
  const after = minutes.filter(({ at }) => (timeOf(at) ?? 0) >= from);
  return {
    requests: after.reduce((sum, minute) => sum + minute.requests, 0),
    failed: after.reduce((sum, minute) => sum + minute.errors5xx, 0),
  };
}

/** Failures that the old pods would have had to show if they failed as the new ones do: fewer prove nothing. */
const MIN_EXPECTED = 5;

/**
 * Whether old pods can be compared with new ones: they took requests since the rollout, to what fails among others,
 * and so many that failures like the new pods' would show.
 */
export function isComparable(old: RevisionFailures, current: RevisionFailures): boolean {
  const keyOf = ({ method, path }: Endpoint): string => `${method} ${path}`;
  const failing = new Set(current.endpoints.filter(({ errors5xx }) => errors5xx > 0).map(keyOf));
  return (
    shareOf(current) * old.requests >= MIN_EXPECTED &&
    old.endpoints.some((endpoint) => failing.has(keyOf(endpoint)))
  );
}

export const shareOf = ({ requests, failed }: RevisionFailures): number =>
  requests > 0 ? failed / requests : 0;
