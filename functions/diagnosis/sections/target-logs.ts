import { earliest, latest, mergeSummaries } from '../../logs/figures/merge.ts';
import type { KnownOnset } from '../../model/diagnosis.ts';
import { partsQuantile } from '../../model/latency.ts';
import type { ContainerLog, Endpoint } from '../../model/log-summary.ts';
import { refKey } from '../../model/object-ref.ts';
import type { ReportPattern, Traffic } from '../../model/report.ts';
import { timeOf } from '../../text/time.ts';
import { baselineRatio } from '../changes/baseline.ts';
import { currentLogs } from '../view/current-logs.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, type Workload } from '../view/workloads.ts';

/** The workloads that the report is about: the target, or all of the namespace. */
export function targets(view: ClusterView): readonly Workload[] {
  const { workload } = view.target;
  return workload ? view.workloads.filter(({ ref }) => refKey(ref) === refKey(workload)) : view.workloads;
}

const targetLogs = (view: ClusterView): readonly ContainerLog[] =>
  targets(view).flatMap((workload) => currentLogs(view, workload));

const MAX_ENDPOINTS = 50;
const MAX_PATTERNS = 50;

/** Requests before the onset that make a 95th percentile. */
const MIN_BEFORE = 20;

/** Endpoints over all pods of the target that were read, the ones that fail most first, with their latency before the onset. */
export function endpointsOf(view: ClusterView, onset: KnownOnset | null): readonly Endpoint[] {
  const at = timeOf(onset?.at);
  const until = at === undefined ? undefined : (at - (onset?.uncertaintyMs ?? 0)) / 60_000;
  return mergeSummaries(targetLogs(view).map(({ summary }) => summary))
    .endpoints.slice(0, MAX_ENDPOINTS)
    .map(({ latencyParts = [], ...endpoint }) => {
      const before = latencyParts.filter(
        ({ from, minutes }) => until !== undefined && from + minutes <= until,
      );
      const p95Before = partsQuantile(before, 0.95, MIN_BEFORE);
      return p95Before === null ? endpoint : { ...endpoint, p95Before };
    });
}

/** Requests, clients and abuse over all pods of the target; null when no log was read. */
export function trafficOf(view: ClusterView): Traffic | null {
  const logs = targetLogs(view);
  if (logs.length === 0) return null;
  const merged = mergeSummaries(logs.map(({ summary }) => summary));
  const from = earliest(logs.map(({ seen }) => seen?.from ?? ''));
  const to = latest(logs.map(({ seen }) => seen?.to ?? ''));
  const read = new Set(logs.map(({ pod }) => pod));
  // A finished pod counts where its log was read: of it, some requests are.
  const pods = targets(view)
    .flatMap((workload) => workload.pods)
    .filter((pod) => !isFinished(pod) || read.has(pod.metadata.name));
  return {
    ...(from !== '' && to !== '' ? { window: { from, to } } : {}),
    podsRead: read.size,
    podsTotal: pods.length,
    requests: merged.requests,
    errors5xx: Object.entries(merged.byStatus)
      .filter(([status]) => /^5\d\d$/.test(status))
      .reduce((sum, [, count]) => sum + count, 0),
    byStatus: merged.byStatus,
    byMethod: merged.byMethod,
    minutes: merged.minutes,
    clients: merged.clients,
    abuse: merged.abuse,
    ratioToBaseline: baselineRatio(merged.minutes)?.ratio ?? null,
  };
}

/** The time before the onset that must have been read before a pattern may be called new, ms. */
const READ_BEFORE_MS = 2 * 60_000;
/** Lines that precede the onset by less than this belong to it: minutes are its finest buckets. */
const SLACK_MS = 60_000;

/** Patterns by workload over its pods, most frequent first. */
export function patternsOf(view: ClusterView, onset: KnownOnset | null): readonly ReportPattern[] {
  const at = timeOf(onset?.at);
  return targets(view)
    .flatMap((workload) => {
      const logs = currentLogs(view, workload);
      const began = Math.min(...logs.map(({ seen }) => timeOf(seen?.from) ?? Number.POSITIVE_INFINITY));
      return mergeSummaries(logs.map(({ summary }) => summary)).patterns.map((pattern) => ({
        ...pattern,
        pods: new Set(
          logs
            .filter(({ summary }) => summary.patterns.some(({ template }) => template === pattern.template))
            .map(({ pod }) => pod),
        ).size,
        workload: workload.ref.name,
        isNew: isNew(timeOf(pattern.first), at, began),
      }));
    })
    .sort((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1))
    .slice(0, MAX_PATTERNS);
}

function isNew(first: number | undefined, onset: number | undefined, began: number): boolean | null {
  if (first === undefined || onset === undefined || began > onset - READ_BEFORE_MS) return null;
  return first >= onset - SLACK_MS;
}
