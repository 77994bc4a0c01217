import { mergeSummaries } from '../../logs/figures/merge.ts';
import { compare } from '../../model/canonical.ts';
import type { KnownOnset } from '../../model/diagnosis.ts';
import { refKey } from '../../model/object-ref.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { isoTime } from '../../text/time.ts';
import { currentLogs, type Rise, risesOf } from '../differences/rises.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

/** Requests that show that something serves. */
const MIN_SERVED = 10;
/** Pods that say so, of those that were read: a single one of many may have an accident of its own. */
const MOST = 0.5;

/**
 * Workers and consumers whose log turned to errors. No request fails by it and no pod stops being ready, so nothing
 * else shows that they do no work.
 */
const failingWork = (view: ClusterView): readonly Rise[] =>
  risesOf(view).filter(
    (rise) =>
      rise.of === 'lines' &&
      servesNobody(view, rise.workload) &&
      sayingPods(rise) >= readPods(view, rise) * MOST,
  );

/** Neither its own log has requests, nor is anybody known to call it: errors of a server may be its callers' own. */
function servesNobody(view: ClusterView, workload: Workload): boolean {
  const { requests } = mergeSummaries(currentLogs(view, workload).map(({ summary }) => summary));
  return requests < MIN_SERVED && view.calls.callersOf(workload.ref).length === 0;
}

const sayingPods = ({ lines }: Rise): number => new Set(lines.flatMap(({ pods }) => pods)).size;

const readPods = (view: ClusterView, { workload }: Rise): number =>
  new Set(currentLogs(view, workload).map(({ pod }) => pod)).size;

/** Of one workload; [] where its log did not turn to errors. */
export const workSymptoms = (view: ClusterView, workload: Workload): readonly SeenSymptom[] =>
  failingWork(view)
    .filter((rise) => rise.workload === workload)
    .map((rise) => ({
      object: workload.ref,
      statement: {
        says: 'work-turned-to-errors',
        lines: rise.lines.reduce((sum, { pattern }) => sum + pattern.count, 0),
        pods: { some: sayingPods(rise), all: readPods(view, rise) },
        since: rise.since,
        before: rise.before,
        said: quote(rise.lines[0]?.pattern.example ?? ''),
      },
      fails: true,
    }));

/** When the first of them began, of what was asked about; null where none did. */
export function onsetOfWork(view: ClusterView): KnownOnset | null {
  const { workload } = view.target;
  const [first] = failingWork(view)
    .filter((rise) => !workload || refKey(rise.workload.ref) === refKey(workload))
    .toSorted((a, b) => a.since - b.since || compare(refKey(a.workload.ref), refKey(b.workload.ref)));
  if (!first) return null;
  const { since, uncertaintyMs, before, after } = first;
  return { at: isoTime(since), uncertaintyMs, by: { says: 'work-failed', before, since: after } };
}
