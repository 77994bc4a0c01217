import { plural } from '../format.ts';
import type { LogSummary, Minute } from '../log-summary.ts';
import { mergeSummaries } from '../logs/merge.ts';
import { onsetOfSummary } from '../logs/onset.ts';
import { refKey } from '../object-ref.ts';
import type { Report } from '../report.ts';
import { compare } from '../view/canonical.ts';
import { firstSeen } from '../view/events.ts';
import { perView } from '../view/memo.ts';
import { isoTime, timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, isReady, podRef, type Workload } from '../view/workloads.ts';

const MINUTE_MS = 60_000;
/** A minute with fewer failures than this is not the begin of anything. */
const MIN_FAILURES = 3;

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
  const merged = mergeSummaries(logs.map(({ summary }) => summary));
  if (!failsAtTheEnd(merged.minutes)) return null;
  const found = onsetOfSummary(merged);
  if (found)
    return {
      at: isoTime(timeOf(found.at) ?? view.now),
      uncertaintyMs: found.uncertaintyMs,
      by: `errors a minute: ${rate(found.before)} over ${plural(found.minutesBefore, 'minute')} before, ${rate(found.after)} over ${plural(found.minutesAfter, 'minute')} since`,
    };
  return merged.minutes.length <= SHORT_MINUTES ? fromShortLog(merged) : null;
}

const rate = (value: number): string =>
  value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));

/** A failure whose last minute lies further back than this has ended: it is not the one that is asked about. */
const ENDED_MS = 3 * MINUTE_MS;

function failsAtTheEnd(minutes: readonly Minute[]): boolean {
  const times = minutes.map(({ at }) => timeOf(at) ?? 0);
  const end = Math.max(...times, 0);
  return minutes.some(({ at, errors5xx }) => errors5xx > 0 && end - (timeOf(at) ?? 0) < ENDED_MS);
}

/** A log of so few minutes has no baseline to leave: the first failing minute after a quiet one is all there is. */
const SHORT_MINUTES = 5;

function fromShortLog({ minutes, patterns }: LogSummary): Onset | null {
  const sorted = [...minutes].sort((a, b) => compare(a.at, b.at));
  const start = sorted.find(({ errors5xx }) => errors5xx >= MIN_FAILURES);
  const from = timeOf(start?.at);
  if (!start || from === undefined) return null;
  const first = patterns
    .filter(({ level }) => level === 'error' || level === 'fatal')
    .flatMap((pattern) => timeOf(pattern.first) ?? [])
    .filter((at) => at >= from && at < from + MINUTE_MS)
    .sort((a, b) => a - b)[0];
  return {
    at: isoTime(first ?? from),
    uncertaintyMs: first === undefined ? MINUTE_MS : 5_000,
    by: `the first of ${plural(sorted.length, 'minute')} read with ${start.errors5xx} failed requests`,
  };
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
