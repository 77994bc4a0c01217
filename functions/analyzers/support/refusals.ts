import type * as k from '../../core/kubernetes/objects.ts';
import { lastSeen } from '../../core/view/events.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';
import { creationEventsOf, lacksPods } from './pods.ts';
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
  // Where the controller could not be read, its sets and pods tell whether it lacks any.
  const lacks =
    workload.desired === null ? sets.length === 0 && workload.pods.length === 0 : lacksPods(workload);
  if (lacks)
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

/** Controllers try again after 1,000 s at the latest (maxDelay of client-go's rate limiter), ms, and some to spare. */
const RETRY_MS = 20 * 60_000;

const isTriedLately = (view: ClusterView, at: number | undefined): boolean =>
  at === undefined || view.now - at < RETRY_MS;

const failures = ({ status }: k.ReplicaSet): readonly string[] =>
  status.conditions
    .filter(({ type, status: state }) => type === 'ReplicaFailure' && state === 'True')
    .map(({ message }) => message);
