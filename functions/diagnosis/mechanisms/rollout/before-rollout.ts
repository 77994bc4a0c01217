import { mergeSummaries } from '../../../logs/figures/merge.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { Revision } from '../../changes/rollouts.ts';
import { seriesOf } from '../../view/series.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

/** Health before a rollout counts up to its very start: a hotfix is rolled out while requests fail already. */
const BEFORE_MS = 10 * 60_000;
/** A silence between the last request that was seen and the rollout which leaves no room for an outage, ms. */
const GAP_MS = 2 * 60_000;
const MINUTE_MS = 60_000;
/** Requests, and points of a series, that make a statement of the time before. */
const MIN_REQUESTS = 50;
const MIN_POINTS = 4;
/** Share of requests that failed before and after, as one would call a service well and ill. */
const WELL = 0.01;
const ILL = 0.05;

/**
 * That a workload was well up to its rollout and is ill since, by what outlives the old pods: the logs of
 * those that are on their way out, or the success ratio in Prometheus. undefined where neither says so: a rollout in
 * the midst of an outage looks the same from the new pods alone.
 */
export function wellBefore(
  view: ClusterView,
  workload: Workload,
  old: readonly Revision[],
  at: number,
): Statement | undefined {
  return byOldLogs(view, old, at) ?? bySeries(view, workload, at);
}

function byOldLogs(view: ClusterView, old: readonly Revision[], at: number): Statement | undefined {
  const logs = old.flatMap(({ pods }) => pods).flatMap((pod) => view.logs.ofPod(pod));
  const minutes = mergeSummaries(logs.map(({ summary }) => summary)).minutes.filter((minute) => {
    const from = timeOf(minute.at) ?? 0;
    return from >= at - BEFORE_MS && from + MINUTE_MS <= at && minute.requests > 0;
  });
  const last = Math.max(...minutes.map((minute) => (timeOf(minute.at) ?? 0) + MINUTE_MS), 0);
  const requests = minutes.reduce((sum, minute) => sum + minute.requests, 0);
  const failed = minutes.reduce((sum, { errors5xx }) => sum + errors5xx, 0);
  const recent = minutes.filter((minute) => (timeOf(minute.at) ?? 0) >= last - MINUTE_MS);
  const well = [...recent, { requests, errors5xx: failed }].every(
    (counted) => counted.errors5xx <= counted.requests * WELL,
  );
  return requests >= MIN_REQUESTS && at - last <= GAP_MS && well
    ? { says: 'well-before-by-logs', failed, requests }
    : undefined;
}

function bySeries(view: ClusterView, workload: Workload, at: number): Statement | undefined {
  const points = (seriesOf(view, workload, 'success')?.points ?? []).filter(([, value]) =>
    Number.isFinite(value),
  );
  const before = points.filter(([time]) => time >= at - BEFORE_MS && time <= at);
  const after = points.filter(([time]) => time > at).map(([, value]) => value);
  const lowest = Math.min(...before.map(([, value]) => value));
  const since = after.length > 0 ? Math.min(...after) : 1;
  const last = before.at(-1)?.[0] ?? 0;
  return before.length >= MIN_POINTS && at - last <= GAP_MS && lowest >= 1 - WELL && since <= 1 - ILL
    ? { says: 'well-before-by-series', lowest, points: before.length, lowestSince: since }
    : undefined;
}
