import { isReady } from '../../model/kubernetes/ready.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { EvidenceAccess } from './evidence-access.ts';
import type { LogIndex } from './logs.ts';
import { isLive, isMadeGood, type Workload } from './workloads.ts';

/** Something that is visibly wrong with a workload now, whatever its cause. */
export interface Symptom {
  readonly ref: ObjectRef;
  readonly kind: 'unavailable' | 'restarting' | 'errors' | 'failed-requests';
  /** 1 for pods that do not serve, less for what may be noise. */
  readonly weight: number;
}

/** Weights: a pod that does not serve is sure; an error line may be ordinary. */
const WEIGHT = { unavailable: 1, restarting: 0.8, 'failed-requests': 0.6, errors: 0.3 } as const;

/** What the causes together have to explain. */
export function readSymptoms(
  evidence: EvidenceAccess,
  workloads: readonly Workload[],
  logs: LogIndex,
): readonly Symptom[] {
  const found: Symptom[] = [];
  for (const workload of workloads) {
    const kind = symptomOf(workload, logs);
    if (kind) found.push({ ref: workload.ref, kind, weight: WEIGHT[kind] });
  }
  for (const node of evidence.all('nodes'))
    if (node.status.conditions.some(({ type, status }) => type === 'Ready' && status !== 'True'))
      found.push({
        ref: { kind: 'Node', namespace: '', name: node.metadata.name },
        kind: 'unavailable',
        weight: 1,
      });
  return found;
}

function symptomOf(workload: Workload, logs: LogIndex): Symptom['kind'] | undefined {
  const live = workload.pods.filter(isLive);
  const batch = workload.ref.kind === 'Job' || workload.ref.kind === 'CronJob';
  if (
    !batch &&
    (live.some((pod) => !isReady(pod)) || (workload.desired !== null && workload.ready < workload.desired))
  )
    return 'unavailable';
  if (
    batch &&
    workload.pods.some(
      (pod) =>
        pod.status.phase === 'Pending' || (pod.status.phase === 'Failed' && !isMadeGood(pod, workload)),
    )
  )
    return 'unavailable';
  const waits = live.some(({ status }) =>
    [...status.containerStatuses, ...status.initContainerStatuses].some(
      ({ state }) => state.waiting?.reason === 'CrashLoopBackOff',
    ),
  );
  if (waits) return 'restarting';
  const read = logs.of(workload);
  if (read.some(({ summary }) => summary.endpoints.some(({ errors5xx }) => errors5xx > 0)))
    return 'failed-requests';
  const errors = read.some(({ summary }) =>
    summary.patterns.some(({ level }) => level === 'error' || level === 'fatal'),
  );
  return errors ? 'errors' : undefined;
}

/** The share of the symptoms' weight that stands on these objects, 0 to 1; 0 when there are no symptoms. */
export function coverageBy(symptoms: readonly Symptom[], refs: readonly ObjectRef[]): number {
  const keys = new Set(refs.map(refKey));
  const total = symptoms.reduce((sum, { weight }) => sum + weight, 0);
  const covered = symptoms.reduce((sum, { ref, weight }) => sum + (keys.has(refKey(ref)) ? weight : 0), 0);
  return total === 0 ? 0 : covered / total;
}
