import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';
import { creationEventsOf, lacksPods } from './pods.ts';

/** What the API refused, while pods are lacking: the ReplicaSet's ReplicaFailure condition, then the events, oldest first. */
export function refusalsOf(view: ClusterView, workload: Workload): readonly string[] {
  if (!lacksPods(workload) && workload.desired !== null) return [];
  const conditions = view.evidence
    .all('replicasets')
    .filter(
      ({ metadata }) =>
        view.owners.ofOwner('ReplicaSet', metadata.namespace, metadata.name)?.ref === workload.ref,
    )
    .flatMap(({ status }) => status.conditions)
    .filter(({ type, status }) => type === 'ReplicaFailure' && status === 'True')
    .map(({ message }) => message);
  return [...conditions, ...creationEventsOf(view, workload).map(({ message }) => message)];
}
