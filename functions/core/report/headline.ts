import { plural } from '../format.ts';
import { type ObjectRef, refKey, shortName } from '../object-ref.ts';
import type { Cause } from '../report.ts';
import type { Symptom } from '../view/symptoms.ts';
import { timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, isReady } from '../view/workloads.ts';
import { UNEXPLAINED } from './unexplained.ts';

/** Symptoms of this weight and more are sure: pods that do not serve, requests that fail. */
const SURE_WEIGHT = 0.6;
/** Pods as young as this, ms, are merely starting. */
const STARTING_MS = 60_000;

/** One line: what is broken and how sure that is; never more than the evidence carries. */
export function headlineOf(view: ClusterView, causes: readonly Cause[]): string {
  const first = causes[0];
  if (first) return `${shortName(first.object)}: ${first.title} (${first.confidence})`;
  const { pods } = { pods: view.evidence.status('pods') };
  if (pods === 'forbidden' || pods === 'failed' || pods === 'timeout' || pods === 'absent')
    return 'unknown: the pods could not be read';
  const broken = view.symptoms.filter(({ weight, ref }) => weight >= SURE_WEIGHT && !isStarting(view, ref));
  if (broken.length > 0)
    return `unknown: ${broken
      .slice(0, 3)
      .map((symptom) => symptomText(view, symptom))
      .join(', ')}, ${UNEXPLAINED}`;
  return 'no cause found: what was read is well';
}

function symptomText(view: ClusterView, { ref, kind }: Symptom): string {
  const name = shortName(ref);
  const workload = view.owners.byKey.get(refKey(ref));
  if (kind === 'failed-requests') return `${name} answers requests with 5xx`;
  if (kind === 'restarting') return `${name} restarts`;
  return workload?.desired
    ? `${name} has ${workload.ready} of ${plural(workload.desired, 'pod')} ready`
    : `${name} is not ready`;
}

/** Whether all that is wrong with a workload is that its new pods are not ready yet, and none of them has restarted. */
function isStarting(view: ClusterView, ref: ObjectRef): boolean {
  const unready = (view.owners.byKey.get(refKey(ref))?.pods ?? []).filter(
    (pod) => !isFinished(pod) && pod.metadata.deletionTimestamp === undefined && !isReady(pod),
  );
  return (
    unready.length > 0 &&
    unready.every(
      ({ metadata, status }) =>
        view.now - (timeOf(metadata.creationTimestamp) ?? 0) < STARTING_MS &&
        status.containerStatuses.every(({ restartCount }) => restartCount === 0),
    )
  );
}
