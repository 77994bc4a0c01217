import type { Pod } from '../../model/kubernetes/objects.ts';
import { timeOf } from '../../text/time.ts';
import { eventsOf } from '../mechanisms/shared/pods.ts';
import { isWithinBudget } from '../mechanisms/shared/start-budget.ts';
import { lastSeen } from '../view/events.ts';
import { isStarting, STARTING_MS } from '../view/starting.ts';
import type { ClusterView } from '../view/view.ts';
import { podRef, type Workload } from '../view/workloads.ts';

/** A probe fails while a program starts: that is what it is for. */
const USUAL_WARNINGS = ['Unhealthy'];

/**
 * Whether a pod that is not ready is merely starting: within the time that its own probes give it, never restarted, and
 * not warned of by anything but a probe.
 */
export const isOnItsWay = (view: ClusterView, pod: Pod): boolean =>
  isWithinBudget(view, pod) &&
  pod.status.containerStatuses.every(({ restartCount }) => restartCount === 0) &&
  !view.events
    .of(podRef(pod))
    .some(({ type, reason }) => type === 'Warning' && !USUAL_WARNINGS.includes(reason));

/** Whether a workload has just been scaled or rolled out: its controller is making the pods that lack. */
export const isSettling = (view: ClusterView, workload: Workload): boolean =>
  workload.pods.some((pod) => isStarting(view, pod)) ||
  isFresh(view, timeOf(workload.metadata.creationTimestamp)) ||
  eventsOf(view, workload).some(
    (event) => MAKES_PODS.includes(event.reason) && isFresh(view, lastSeen(event)),
  );

/** What controllers say when they make pods (kubernetes/pkg/controller). */
const MAKES_PODS = ['ScalingReplicaSet', 'SuccessfulCreate'];

const isFresh = (view: ClusterView, at: number | undefined): boolean =>
  at !== undefined && at <= view.now && view.now - at < STARTING_MS;
