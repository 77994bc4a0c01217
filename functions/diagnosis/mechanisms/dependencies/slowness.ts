import { addCounts, mergeSummaries } from '../../../logs/figures/merge.ts';
import { onsetIn } from '../../../logs/figures/rise.ts';
import { partsQuantile } from '../../../model/latency.ts';
import type { Endpoint } from '../../../model/log-summary.ts';
import { timeOf } from '../../../text/time.ts';
import { currentSummary } from '../../view/current-logs.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

const MINUTE_MS = 60_000;
/** A request of a person that takes this long at the 95th percentile is slow, ms. */
const SLOW_MS = 1_000;
/** Requests that make a percentile worth reading. */
const MIN_REQUESTS = 10;
/** More failures than this and it is an error, not slowness. */
const MAX_FAILED = 0.2;

/** Endpoints of a workload that answer, and slowly, the slowest first. */
export function slowEndpoints(view: ClusterView, workload: Workload): readonly Endpoint[] {
  return currentSummary(view, workload)
    .endpoints.filter(
      ({ p95, requests, errors5xx }) =>
        (p95 ?? 0) >= SLOW_MS && requests >= MIN_REQUESTS && errors5xx <= requests * MAX_FAILED,
    )
    .toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0));
}

/** Stretches of time that it takes to compare the first with all. */
const MIN_PARTS = 4;
/** As slow as this share of what it is over all, and it did not become slow. */
const AS_SLOW = 0.5;

/** Whether an endpoint was as slow when its log begins: one that waits by design (long polls, exports, streams) is. */
export function wasSlowBefore({ p95, latencyParts = [] }: Endpoint): boolean {
  if (p95 === null || latencyParts.length < MIN_PARTS) return false;
  const first = partsQuantile(
    latencyParts.slice(0, Math.floor(latencyParts.length / MIN_PARTS)),
    0.95,
    MIN_REQUESTS,
  );
  return first !== null && first >= p95 * AS_SLOW;
}

/** Whether lines of a workload became more at some time that was read: what comes as often all day is its everyday. */
export function becameMore(
  view: ClusterView,
  workload: Workload,
  expression: { readonly test: (text: string) => boolean },
): boolean {
  const { patterns, first, last } = mergeSummaries(view.logs.of(workload).map(({ summary }) => summary));
  const counts = addCounts(
    patterns.filter(({ example }) => expression.test(example)).map(({ minutes }) => minutes),
  );
  const from = timeOf(first);
  const to = timeOf(last);
  return (
    from !== undefined &&
    to !== undefined &&
    onsetIn(counts, Math.floor(from / MINUTE_MS), Math.floor(to / MINUTE_MS)) !== undefined
  );
}
