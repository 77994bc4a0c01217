import type { Minute } from '../log-summary.ts';
import { mergeSummaries } from '../logs/merge.ts';
import { refKey } from '../object-ref.ts';
import type { Report } from '../report.ts';
import { firstSeen } from '../view/events.ts';
import { perView } from '../view/memo.ts';
import { isoTime, timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, isReady, podRef, type Workload } from '../view/workloads.ts';

const MINUTE_MS = 60_000;
/** A minute with fewer failures than this is not the begin of anything. */
const MIN_FAILURES = 3;
/** Failures a minute leave their baseline when they are this many times it. */
const RISE = 3;

export type Onset = NonNullable<Report['onset']>;

/**
 * When the failure began: read off the failed requests of the target (of all workloads when there is none), else off
 * the first time that a pod which still fails did so. The alert's own time is minutes late by design and is not used.
 */
export const onsetOf = perView((view): Onset | null => {
  const target = view.target.workload;
  const workloads = target
    ? view.workloads.filter(({ ref }) => refKey(ref) === refKey(target))
    : view.workloads;
  return (
    fromRequests(view, workloads) ??
    fromPods(view, workloads) ??
    (target ? fromPods(view, view.workloads) : null)
  );
});

function fromRequests(view: ClusterView, workloads: readonly Workload[]): Onset | null {
  const logs = workloads.flatMap((workload) => view.logs.of(workload)).filter(({ previous }) => !previous);
  const { minutes } = mergeSummaries(logs.map(({ summary }) => summary));
  const start = changePoint(minutes);
  if (!start) return null;
  const from = timeOf(start.at);
  if (from === undefined) return null;
  // The first line of an error pattern within that minute is the better clock.
  const first = logs
    .flatMap(({ summary }) => summary.patterns)
    .filter(({ level }) => level === 'error' || level === 'fatal')
    .map((pattern) => timeOf(pattern.first))
    .filter((at): at is number => at !== undefined && at >= from && at < from + MINUTE_MS)
    .sort((a, b) => a - b)[0];
  return {
    at: isoTime(first ?? from),
    uncertaintyMs: first === undefined ? MINUTE_MS : 5_000,
    by: `failed requests a minute: ${start.before} before, ${start.errors5xx} then`,
  };
}

/** The first minute of the last run of minutes whose failures stand above the median of those before it. */
export function changePoint(minutes: readonly Minute[]): (Minute & { readonly before: number }) | undefined {
  const sorted = [...minutes].sort((a, b) => (a.at < b.at ? -1 : 1));
  let found: (Minute & { readonly before: number }) | undefined;
  const quiet: number[] = [];
  for (const minute of sorted) {
    const before = median(quiet);
    const bad = minute.errors5xx >= MIN_FAILURES && minute.errors5xx > before * RISE;
    if (bad) found ??= { ...minute, before };
    else {
      quiet.push(minute.errors5xx);
      // One quiet minute does not end it; a minute without any failure does.
      if (minute.errors5xx === 0 && minute.requests > 0) found = undefined;
    }
  }
  return found;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function fromPods(view: ClusterView, workloads: readonly Workload[]): Onset | null {
  const times: { at: number; by: string }[] = [];
  for (const workload of workloads)
    for (const pod of workload.pods) {
      if (isReady(pod) || isFinished(pod) || pod.metadata.deletionTimestamp !== undefined) continue;
      const { name } = pod.metadata;
      const ends = [...pod.status.containerStatuses, ...pod.status.initContainerStatuses].flatMap(
        ({ lastState, state }) => [timeOf((state.terminated ?? lastState.terminated)?.finishedAt)],
      );
      const events = view.events
        .of(podRef(pod))
        .filter(({ type }) => type === 'Warning')
        .map(firstSeen);
      const lost = pod.status.conditions
        .filter(({ type, status }) => type === 'Ready' && status !== 'True')
        .map(({ lastTransitionTime }) => timeOf(lastTransitionTime));
      for (const [by, list] of [
        ['end', ends],
        ['warning event', events],
        ['loss of readiness', lost],
      ] as const)
        for (const at of list)
          if (at !== undefined && at <= view.now) times.push({ at, by: `first ${by} of pod ${name}` });
    }
  const first = times.sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1))[0];
  return first ? { at: isoTime(first.at), uncertaintyMs: 1_000, by: first.by } : null;
}
