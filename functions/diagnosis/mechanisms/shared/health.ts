import { isWellSince } from '../../../logs/figures/control.ts';
import type { LogLevel } from '../../../model/log-summary.ts';
import { timeOf } from '../../../text/time.ts';
import { behind, isBroken } from '../../view/behind.ts';
import { currentSummary } from '../../view/current-logs.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import type { Saying } from './patterns.ts';

export { behind, isBroken };

/** Error lines that are no accident, where the pods themselves look well. */
export const MANY_LINES = 20;

/** Fewer error lines than this, from pods that are well, are ordinary. */
export const FEW_LINES = 3;

/** Share of requests that fail before a single error line counts as a failure. */
const FAILING_SHARE = 0.1;

interface Served {
  readonly requests: number;
  readonly failed: number;
}

function servedBy(view: ClusterView, workload: Workload): Served {
  const endpoints = view.logs
    .of(workload)
    .filter(({ previous }) => !previous)
    .flatMap(({ summary }) => summary.endpoints);
  const requests = endpoints.reduce((sum, endpoint) => sum + endpoint.requests, 0);
  const failed = endpoints.reduce((sum, { errors5xx }) => sum + errors5xx, 0);
  return { requests, failed };
}

/** True when a workload answers a good part of its requests with 5xx. */
export function failsRequests(view: ClusterView, workload: Workload): boolean {
  const { requests, failed } = servedBy(view, workload);
  return failed > 0 && failed >= requests * FAILING_SHARE;
}

/** Levels of what a program takes for no error. */
const NO_ERROR: readonly LogLevel[] = ['debug', 'info', 'warn'];

/** Requests that show that a program serves. */
const MIN_SERVED = 10;

/**
 * Whether a program copes with what it tells of: it calls it no error, its pods are well, and its requests succeed.
 */
export const copesWith = (view: ClusterView, workload: Workload, { level }: Pick<Saying, 'level'>): boolean =>
  NO_ERROR.includes(level) && servesWell(view, workload);

/** Whether requests to a workload were seen and succeed, and its pods are well. */
function servesWell(view: ClusterView, workload: Workload): boolean {
  const { requests, failed } = servedBy(view, workload);
  return !isBroken(workload) && requests >= MIN_SERVED && failed < requests * FAILING_SHARE;
}

/** Whether another workload shows, by its own requests, that what fails for one since a line's first time is not what both call. */
export function isControl(view: ClusterView, other: Workload, { first }: Pick<Saying, 'first'>): boolean {
  const since = timeOf(first);
  return (
    !isBroken(other) &&
    isWellSince(currentSummary(view, other), since === undefined ? undefined : { since, uncertaintyMs: 0 })
  );
}

/** Whether error lines of a workload are worth a cause: its pods or its requests fail, or the lines are not few. */
export const matters = (view: ClusterView, workload: Workload, count: number): boolean =>
  count >= FEW_LINES || isBroken(workload) || failsRequests(view, workload);
