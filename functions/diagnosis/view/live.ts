import type * as k from '../../model/kubernetes/objects.ts';
import { type ContainerView, containersOf } from './containers.ts';
import { isLive, isMadeGood, type Workload } from './workloads.ts';

/** Pods that should be serving: not finished, not being deleted. */
export const livePods = (workload: Workload): readonly k.Pod[] => workload.pods.filter(isLive);

/**
 * Containers of live pods; of a Job also those of finished pods, whose failure is the Job's failure until a later one
 * succeeds.
 */
export const liveContainers = (workload: Workload): readonly ContainerView[] =>
  (isBatch(workload)
    ? workload.pods.filter((pod) => !isMadeGood(pod, workload))
    : livePods(workload)
  ).flatMap(containersOf);

export const isBatch = (workload: Workload): boolean =>
  workload.ref.kind === 'Job' || workload.ref.kind === 'CronJob';

/** True when the workload serves with fewer pods than it should, none of them merely finishing. */
export const isDegraded = (workload: Workload): boolean =>
  workload.desired !== null && workload.desired > 0 && workload.ready < workload.desired;
