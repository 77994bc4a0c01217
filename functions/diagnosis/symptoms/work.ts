import { backlogOf, stoppedIn } from '../../logs/figures/progress.ts';
import { compare } from '../../model/canonical.ts';
import type { KnownOnset } from '../../model/diagnosis.ts';
import type { LogSummary } from '../../model/log-summary.ts';
import { refKey } from '../../model/object-ref.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { isoTime } from '../../text/time.ts';
import { type Rise, risesOf, worksOn } from '../differences/rises.ts';
import { isAskedAbout } from '../mechanisms/shared/asked-about.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import { isBatch, isDegraded } from '../mechanisms/shared/pods.ts';
import { currentLogs, currentSummary } from '../view/current-logs.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

/** Requests that show that something serves. */
const MIN_SERVED = 10;
/** Pods that say so, of those that were read: a single one of many may have an accident of its own. */
const MOST = 0.5;

/**
 * Workers and consumers whose log turned to errors. No request fails by it and no pod stops being ready, so nothing
 * else shows that they do no work. One that does as much as before, with few errors to it, is well.
 */
const failingWork = (view: ClusterView): readonly Rise[] =>
  risesOf(view).filter(
    (rise) =>
      rise.of === 'lines' &&
      servesNobody(view, rise.workload) &&
      sayingPods(rise) >= readPods(view, rise) * MOST &&
      worksOn(summaryOf(view, rise.workload), rise) !== 'well',
  );

const summaryOf = (view: ClusterView, workload: Workload): LogSummary => currentSummary(view, workload);

/** Neither its own log has requests, nor is anybody known to call it: errors of a server may be its callers' own. */
const servesNobody = (view: ClusterView, workload: Workload): boolean =>
  summaryOf(view, workload).requests < MIN_SERVED && view.calls.callersOf(workload.ref).length === 0;

const sayingPods = ({ lines }: Rise): number => new Set(lines.flatMap(({ pods }) => pods)).size;

const readPods = (view: ClusterView, { workload }: Rise): number =>
  new Set(currentLogs(view, workload).map(({ pod }) => pod)).size;

/** Of one workload; [] where its log did not turn to errors, nothing piles up for it, and it works. */
export function workSymptoms(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  const failing = failingWork(view)
    .filter((rise) => rise.workload === workload)
    .map((rise): SeenSymptom => ({ object: workload.ref, statement: errorsOf(view, rise), fails: true }));
  return [...failing, ...idleness(view, workload)];
}

const errorsOf = (view: ClusterView, rise: Rise): SeenSymptom['statement'] => ({
  says: 'work-turned-to-errors',
  lines: rise.lines.reduce((sum, { pattern }) => sum + pattern.count, 0),
  pods: { some: sayingPods(rise), all: readPods(view, rise) },
  since: rise.since,
  before: rise.before,
  said: quote(rise.lines[0]?.pattern.example ?? ''),
});

/**
 * What piles up for a workload, else that it does nothing. That it has nothing to do is as good a reason for that: only
 * of what was asked about it is a failure.
 */
function idleness(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  if (isBatch(workload) || !servesNobody(view, workload)) return [];
  const { ref: object } = workload;
  const summary = summaryOf(view, workload);
  const backlog = backlogOf(summary);
  if (backlog) return [{ object, statement: { says: 'backlog-grows', backlog }, fails: true }];
  const stopped = isDegraded(workload) ? undefined : stoppedIn(summary, view.now);
  if (!stopped) return [];
  return [{ object, statement: { says: 'work-stopped', ...stopped }, fails: isAskedAbout(view, workload) }];
}

/** When the first of them began, of what was asked about; null where none did. */
export function onsetOfWork(view: ClusterView): KnownOnset | null {
  const { workload } = view.target;
  const [first] = [...failingWork(view), ...risesOf(view).filter(({ of }) => of === 'work')]
    .filter((rise) => !workload || refKey(rise.workload.ref) === refKey(workload))
    .toSorted((a, b) => a.since - b.since || compare(refKey(a.workload.ref), refKey(b.workload.ref)));
  if (!first) return null;
  const { since, uncertaintyMs, before, after, backlog } = first;
  return {
    at: isoTime(since),
    uncertaintyMs,
    by: backlog
      ? { says: 'backlog-grew', name: backlog.name, from: backlog.from, to: backlog.to }
      : { says: 'work-failed', before, since: after },
  };
}
