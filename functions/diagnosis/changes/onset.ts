import { mergeSummaries } from '../../logs/figures/merge.ts';
import { onsetOfSummary } from '../../logs/figures/rise.ts';
import { compare } from '../../model/canonical.ts';
import type { KnownOnset } from '../../model/diagnosis.ts';
import type { Pod } from '../../model/kubernetes/objects.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import type { LogSummary, Minute } from '../../model/log-summary.ts';
import { refKey } from '../../model/object-ref.ts';
import type { PodTrouble } from '../../model/statements/onset.ts';
import { isoTime, timeOf } from '../../text/time.ts';
import { firstSeen } from '../view/events.ts';
import { perView } from '../view/memo.ts';
import type { ClusterView } from '../view/view.ts';
import { isLive, podRef, type Workload } from '../view/workloads.ts';

const MINUTE_MS = 60_000;
/** A minute with fewer failures than this is not the begin of anything. */
const MIN_FAILURES = 3;

/**
 * When the failure began: read off the failed requests of the target (of all workloads when there is none), else off
 * the first time that a pod which still fails did so. The alert's own time is minutes late by design and is not used.
 */
export const onsetOf = perView((view): KnownOnset | null => {
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

function fromRequests(view: ClusterView, workloads: readonly Workload[]): KnownOnset | null {
  const logs = workloads.flatMap((workload) => view.logs.of(workload)).filter(({ previous }) => !previous);
  const merged = mergeSummaries(logs.map(({ summary }) => summary));
  if (!failsAtTheEnd(merged.minutes)) return null;
  const found = onsetOfSummary(merged);
  if (found)
    return {
      at: isoTime(timeOf(found.at) ?? view.now),
      uncertaintyMs: found.uncertaintyMs,
      by: {
        says: 'errors-rose',
        before: { rate: found.before, minutes: found.minutesBefore },
        since: { rate: found.after, minutes: found.minutesAfter },
      },
    };
  return merged.minutes.length <= SHORT_MINUTES ? fromShortLog(merged) : null;
}

/** A failure whose last minute lies further back than this has ended: it is not the one that is asked about. */
const ENDED_MS = 3 * MINUTE_MS;

function failsAtTheEnd(minutes: readonly Minute[]): boolean {
  const times = minutes.map(({ at }) => timeOf(at) ?? 0);
  const end = Math.max(...times, 0);
  return minutes.some(({ at, errors5xx }) => errors5xx > 0 && end - (timeOf(at) ?? 0) < ENDED_MS);
}

/** A log of so few minutes has no baseline to leave: the first failing minute after a quiet one is all there is. */
const SHORT_MINUTES = 5;

function fromShortLog({ minutes, patterns }: LogSummary): KnownOnset | null {
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
    by: { says: 'first-failing-minute', minutes: sorted.length, failed: start.errors5xx },
  };
}

function fromPods(view: ClusterView, workloads: readonly Workload[]): KnownOnset | null {
  const [first] = workloads
    .flatMap(({ pods }) => pods)
    .filter((pod) => isLive(pod) && !isReady(pod))
    .flatMap((pod) => troublesOf(view, pod))
    .sort((a, b) => a.at - b.at || compare(a.trouble, b.trouble) || compare(a.pod, b.pod));
  if (!first) return null;
  const { at, trouble, pod } = first;
  return { at: isoTime(at), uncertaintyMs: 1_000, by: { says: 'first-trouble', trouble, pod } };
}

interface Trouble {
  readonly at: number;
  readonly trouble: PodTrouble;
  readonly pod: string;
}

/** When a pod ended, was warned of and stopped being ready, as far as that is known and past. */
function troublesOf(view: ClusterView, pod: Pod): readonly Trouble[] {
  const { containerStatuses, initContainerStatuses, conditions } = pod.status;
  const ends = [...containerStatuses, ...initContainerStatuses].map(({ lastState, state }) =>
    timeOf((state.terminated ?? lastState.terminated)?.finishedAt),
  );
  const events = view.events
    .of(podRef(pod))
    .filter(({ type }) => type === 'Warning')
    .map(firstSeen);
  const lost = conditions
    .filter(({ type, status }) => type === 'Ready' && status !== 'True')
    .map(({ lastTransitionTime }) => timeOf(lastTransitionTime));
  const asTroubles = (trouble: PodTrouble, times: readonly (number | undefined)[]): readonly Trouble[] =>
    times.flatMap((at) =>
      at !== undefined && at <= view.now ? [{ at, trouble, pod: pod.metadata.name }] : [],
    );
  return [
    ...asTroubles('end', ends),
    ...asTroubles('warning-event', events),
    ...asTroubles('loss-of-readiness', lost),
  ];
}
