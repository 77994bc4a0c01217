import type * as k from '../../../model/kubernetes/objects.ts';
import { refKey } from '../../../model/object-ref.ts';
import { isBatch, isDegraded, liveContainers, livePods } from '../../view/live.ts';
import { perView } from '../../view/memo.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef, type Workload } from '../../view/workloads.ts';

export { isBatch, isDegraded, liveContainers, livePods };

/** Events of a workload's pods, ReplicaSets and of itself, oldest first. */
export function eventsOf(view: ClusterView, workload: Workload): readonly k.KubeEvent[] {
  return [...view.events.of(workload.ref), ...workload.pods.flatMap((pod) => view.events.of(podRef(pod)))];
}

/** Events of the ReplicaSets, Jobs or StatefulSet that create a workload's pods. */
export function creationEventsOf(view: ClusterView, workload: Workload): readonly k.KubeEvent[] {
  return creationEvents(view).get(refKey(workload.ref)) ?? [];
}

const creationEvents = perView((view): ReadonlyMap<string, readonly k.KubeEvent[]> => {
  const found = new Map<string, k.KubeEvent[]>();
  for (const event of view.events.all) {
    const { kind, namespace, name } = event.involvedObject;
    if (event.reason !== 'FailedCreate') continue;
    const workload = view.owners.ofOwner(kind, namespace || event.metadata.namespace, name);
    if (workload) found.set(refKey(workload.ref), [...(found.get(refKey(workload.ref)) ?? []), event]);
  }
  return found;
});

/** True when fewer pods exist than are asked for: the creations that fail are not of the past. */
export const lacksPods = (workload: Workload): boolean =>
  workload.desired !== null && livePods(workload).length < workload.desired;
