import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { autoscalerSymptoms } from './autoscalers.ts';
import { evictionSymptoms } from './evictions.ts';
import { jobSymptoms } from './jobs.ts';
import { overdueSymptoms } from './overdue.ts';
import { podSymptoms } from './pods.ts';
import { otherWarnings, warningsOf } from './warnings.ts';
import { workSymptoms } from './work.ts';

/** More of them is a list that nobody reads. */
const MAX_SYMPTOMS = 20;

/**
 * What Kubernetes itself shows of objects that no cause explains: what was asked about first, then what that calls, then
 * the others. `explained` is what the causes that are more than a guess account for.
 */
export function symptomsOf(view: ClusterView, explained: readonly ObjectRef[]): readonly SeenSymptom[] {
  const known = new Set(explained.map(refKey));
  const isExplained = (ref: ObjectRef): boolean => known.has(refKey(ref));
  // Once something accounts for what was asked about, faults of others that have nothing to do with it only distract.
  const nearest = byNearness(view).filter(isNear(view));
  const near = explained.length === 0 ? byNearness(view) : nearest;
  const failing = near
    .filter(({ ref }) => !isExplained(ref))
    .flatMap((workload) => ofWorkload(view, workload));
  const scalers = autoscalerSymptoms(view, isExplained);
  const silent = failing.length === 0 && explained.length === 0;
  return [...failing, ...scalers, ...(silent ? otherWarnings(view, nearest) : [])].slice(0, MAX_SYMPTOMS);
}

function ofWorkload(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  const shown = [
    ...podSymptoms(view, workload),
    ...evictionSymptoms(view, workload),
    ...jobSymptoms(view, workload),
    ...overdueSymptoms(view, workload),
  ];
  const warned = shown.length === 0 ? [] : warningsOf(view, workload);
  return [...shown, ...warned, ...workSymptoms(view, workload)];
}

function byNearness(view: ClusterView): readonly Workload[] {
  const distance = distanceIn(view);
  return view.workloads.toSorted((a, b) => distance(a) - distance(b));
}

const isNear = (view: ClusterView): ((workload: Workload) => boolean) => {
  const distance = distanceIn(view);
  return (workload) => distance(workload) <= 1;
};

/** 0 for what was asked about, 1 for what that calls, 2 for the rest; 0 for all where nothing was named. */
function distanceIn(view: ClusterView): (workload: Workload) => number {
  const { workload } = view.target;
  if (!workload) return () => 0;
  const target = refKey(workload);
  const called = new Set(view.calls.calleesOf(workload).map(refKey));
  return ({ ref }) => {
    if (refKey(ref) === target) return 0;
    return called.has(refKey(ref)) ? 1 : 2;
  };
}
