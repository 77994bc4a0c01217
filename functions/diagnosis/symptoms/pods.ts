import type { Deployment, Pod } from '../../model/kubernetes/objects.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { timeOf } from '../../text/time.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import { creationEventsOf, livePods } from '../mechanisms/shared/pods.ts';
import { isRecent } from '../mechanisms/shared/recent.ts';
import { lastSeen } from '../view/events.ts';
import { isPlaced } from '../view/starting.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { isOnItsWay, isSettling } from './young.ts';

/** Pods of a workload that do not serve, or do not exist, beyond what is usual for young ones. */
export const podSymptoms = (view: ClusterView, workload: Workload): readonly SeenSymptom[] => [
  ...notReady(view, workload),
  ...missing(view, workload),
  ...pastDeadline(view, workload),
];

interface Waiting {
  readonly reason: string;
  readonly said: string | null;
}

/** One symptom for each reason that its pods wait for. */
function notReady(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  const all = livePods(workload);
  const groups = new Map<string, { readonly waiting: Waiting; readonly pods: Pod[] }>();
  for (const pod of all) {
    if (isReady(pod) || isOnItsWay(view, pod)) continue;
    const waiting = waitsFor(pod);
    const group = groups.get(waiting.reason) ?? { waiting, pods: [] };
    group.pods.push(pod);
    groups.set(waiting.reason, group);
  }
  return [...groups.values()].map(({ waiting, pods }) => ({
    object: workload.ref,
    statement: {
      says: 'pods-not-ready',
      pods: { some: pods.length, all: all.length },
      ...waiting,
      since: Math.min(...pods.map((pod) => notReadySince(pod) ?? view.now)),
    },
    fails: true,
  }));
}

/** What every container waits for until network and volumes are there (kubernetes/pkg/kubelet/kubelet_pods.go). */
const BEFORE_CONTAINERS = ['', 'ContainerCreating', 'PodInitializing'];

/** By the API's own words: why a container waits, else why the pod has no node, else how far it is. */
function waitsFor({ spec, status }: Pod): Waiting {
  const statuses = [...status.initContainerStatuses, ...status.containerStatuses];
  const waits = statuses.find(({ state }) => !BEFORE_CONTAINERS.includes(state.waiting?.reason ?? ''));
  if (waits?.state.waiting) return waiting(waits.state.waiting.reason, waits.state.waiting.message);
  const unscheduled = status.conditions.find(
    ({ type, status: state }) => type === 'PodScheduled' && state !== 'True',
  );
  if (unscheduled && !isPlaced({ spec } as Pod))
    return waiting(unscheduled.reason || 'Pending', unscheduled.message);
  const ended = statuses.find(({ state }) => (state.terminated?.exitCode ?? 0) !== 0);
  if (ended?.state.terminated) return waiting(ended.state.terminated.reason, ended.state.terminated.message);
  const creating = statuses.find(({ state }) => state.waiting !== undefined)?.state.waiting;
  if (creating) return waiting(creating.reason, creating.message);
  return waiting(status.reason || status.phase || 'Pending', status.message);
}

const waiting = (reason: string, message: string): Waiting => ({
  reason: reason === '' ? 'Pending' : reason,
  said: message === '' ? null : quote(message),
});

/** When it was last ready, as the kubelet has it, or made, ms. */
const notReadySince = ({ metadata, status }: Pod): number | undefined =>
  timeOf(status.conditions.find(({ type }) => type === 'Ready')?.lastTransitionTime) ??
  timeOf(metadata.creationTimestamp);

/** Fewer pods than wanted; where pods were not read, the controller's own count of the ready ones. */
function missing(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  const { ref, desired, ready } = workload;
  if (desired === null) return [];
  const areCounted = view.evidence.complete('pods') ? 'existing' : 'ready';
  const exist = areCounted === 'existing' ? livePods(workload).length : ready;
  if (exist >= desired || isSettling(view, workload)) return [];
  return [
    {
      object: ref,
      statement: {
        says: 'pods-missing',
        exist,
        wanted: desired,
        areCounted,
        said: whyMissing(view, workload),
      },
      fails: true,
    },
  ];
}

/** What the controller that makes the pods was last told, by an event or a condition. */
function whyMissing(view: ClusterView, workload: Workload): string | null {
  const event = creationEventsOf(view, workload).findLast((one) => isRecent(view, lastSeen(one)));
  const failure = deploymentOf(view, workload)?.status.conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  const message = event?.message ?? failure?.message ?? '';
  return message === '' ? null : quote(message);
}

/** Condition Progressing is False with ProgressDeadlineExceeded (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment). */
function pastDeadline(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  const condition = deploymentOf(view, workload)?.status.conditions.find(
    ({ type, status, reason }) =>
      type === 'Progressing' && status === 'False' && reason === 'ProgressDeadlineExceeded',
  );
  if (!condition) return [];
  const since = timeOf(condition.lastTransitionTime) ?? null;
  return [
    {
      object: workload.ref,
      statement: { says: 'rollout-past-deadline', said: quote(condition.message), since },
      fails: true,
    },
  ];
}

const deploymentOf = (view: ClusterView, { ref }: Workload): Deployment | undefined =>
  ref.kind === 'Deployment'
    ? view.evidence
        .all('deployments')
        .find(({ metadata }) => metadata.name === ref.name && metadata.namespace === ref.namespace)
    : undefined;
