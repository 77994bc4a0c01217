import type * as k from '../../../model/kubernetes/objects.ts';
import { lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { creationEventsOf, isDegraded, lacksPods } from './pods.ts';
import { isRecent } from './recent.ts';

/**
 * What the API refused and still refuses, oldest first. A workload that lacks pods is refused by whatever its events
 * say; one that has them all may still have a new ReplicaSet that gets none, while the old one serves on. A set that
 * has its pods by now, or is scaled down on purpose, is of the past.
 */
export function refusalsOf(view: ClusterView, workload: Workload): readonly string[] {
  const events = creationEventsOf(view, workload);
  const sets = view.evidence
    .all('replicasets')
    .filter(
      ({ metadata }) =>
        view.owners.ofOwner('ReplicaSet', metadata.namespace, metadata.name)?.ref === workload.ref,
    );
  if (workload.desired === null && sets.length === 0) return ofRuns(view, workload, events);
  if (lacks(view, workload))
    return [
      ...sets.flatMap(failures),
      ...events.filter((event) => isTriedLately(view, lastSeen(event))).map(({ message }) => message),
    ];
  return sets
    .filter(({ spec, status }) => (spec.replicas ?? 0) > status.replicas && status.conditions.length > 0)
    .flatMap((set) => [
      ...failures(set),
      ...events
        .filter((event) => event.involvedObject.name === set.metadata.name && isRecent(view, lastSeen(event)))
        .map(({ message }) => message),
    ]);
}

/** What runs now and then wants no number of pods: a Job of it that got none was refused, whatever the runs before it got. */
function ofRuns(view: ClusterView, { pods }: Workload, events: readonly k.KubeEvent[]): readonly string[] {
  const isOf = ({ metadata }: k.Pod, job: string): boolean =>
    metadata.ownerReferences.some(({ name }) => name === job);
  const gotPods = (job: string): boolean =>
    pods.some((pod) => isOf(pod, job)) ||
    view.evidence
      .all('jobs')
      .some(({ metadata, status }) => metadata.name === job && status.succeeded + status.failed > 0);
  return events
    .filter((event) => isTriedLately(view, lastSeen(event)) && !gotPods(event.involvedObject.name))
    .map(({ message }) => message);
}

/** Where pods could not be read, the controller's count of ready ones tells. */
function lacks(view: ClusterView, workload: Workload): boolean {
  if (workload.desired === null) return false;
  return view.evidence.complete('pods') ? lacksPods(workload) : isDegraded(workload);
}

/** Controllers try again after 1,000 s at the latest (maxDelay of client-go's rate limiter), ms, and some to spare. */
const RETRY_MS = 20 * 60_000;

const isTriedLately = (view: ClusterView, at: number | undefined): boolean =>
  at === undefined || view.now - at < RETRY_MS;

const failures = ({ status }: k.ReplicaSet): readonly string[] =>
  status.conditions
    .filter(({ type, status: state }) => type === 'ReplicaFailure' && state === 'True')
    .map(({ message }) => message);
