import type * as k from '../../model/kubernetes/objects.ts';
import { timeOf } from '../../text/time.ts';
import { firstSeen } from '../view/events.ts';
import { conditionsThen, turnedAfter } from './conditions.ts';
import { metadataThen } from './metadata.ts';
import type { Moment } from './moment.ts';

type Ended = NonNullable<k.ContainerStatus['state']['terminated']>;

/** The longest that a pod may take to go where it does not say: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
const GRACE_SECONDS = 30;

/** Conditions that are true only while every container is ready. */
const OF_CONTAINERS: ReadonlySet<string> = new Set(['Ready', 'ContainersReady']);

const NOTHING = { waiting: undefined, running: undefined, terminated: undefined } as const;

/** A run that began by the moment and ended after it was on. */
const running = ({ startedAt }: Pick<Ended, 'startedAt'>) => ({ ...NOTHING, running: { startedAt } });

/** What a container's state shows of after the moment: it started, or ended, then. */
const stampedAfter = ({ state, lastState }: k.ContainerStatus, { isBefore }: Moment): boolean =>
  [
    state.running?.startedAt,
    state.terminated?.finishedAt,
    lastState.running?.startedAt,
    lastState.terminated?.finishedAt,
  ].some(isBefore);

/**
 * A container's state at the moment. Kubernetes keeps the last two runs: where one of them spans the moment, it was on;
 * where the last run of then had ended, it was between two; else it is not known, and counts as on. Restarts are known
 * only where no later one was counted with them.
 */
function containerThen(status: k.ContainerStatus, moment: Moment): k.ContainerStatus {
  if (!stampedAfter(status, moment)) return status;
  const { isBefore } = moment;
  const { state, lastState } = status;
  const spanning = [state.terminated, lastState.terminated].find(
    (run) => run !== undefined && isBefore(run.finishedAt) && !isBefore(run.startedAt),
  );
  if (spanning !== undefined) {
    const earlier =
      spanning === state.terminated && !isBefore(lastState.terminated?.finishedAt) ? lastState : NOTHING;
    const restartCount = earlier === lastState ? status.restartCount : 0;
    return { ...status, ready: true, restartCount, state: running(spanning), lastState: earlier };
  }
  const ended = lastState.terminated;
  if (ended !== undefined && !isBefore(ended.finishedAt))
    return {
      ...status,
      ready: false,
      restartCount: Math.max(0, status.restartCount - 1),
      state: { ...NOTHING, terminated: ended },
      lastState: NOTHING,
    };
  return { ...status, ready: true, restartCount: 0, state: running({ startedAt: '' }), lastState: NOTHING };
}

const statusesOf = ({ status }: k.Pod): readonly k.ContainerStatus[] => [
  ...status.containerStatuses,
  ...status.initContainerStatuses,
];

/** Whether what a pod shows is of after the moment, in part. */
export const movedAfter = (pod: k.Pod, moment: Moment): boolean =>
  turnedAfter(pod.status.conditions, moment) || statusesOf(pod).some((one) => stampedAfter(one, moment));

function podThen(pod: k.Pod, moment: Moment): k.Pod {
  const grace = (pod.spec.terminationGracePeriodSeconds ?? GRACE_SECONDS) * 1000;
  const metadata = metadataThen(pod.metadata, moment, grace);
  if (!movedAfter(pod, moment)) return { ...pod, metadata };
  const { status } = pod;
  const containerStatuses = status.containerStatuses.map((one) => containerThen(one, moment));
  const conditions = conditionsThen(status.conditions, moment);
  const isDown = containerStatuses.some(({ state }) => state.terminated !== undefined);
  return {
    ...pod,
    metadata,
    status: {
      ...status,
      phase: 'Running',
      reason: '',
      message: '',
      conditions: isDown ? conditions.filter(({ type }) => !OF_CONTAINERS.has(type)) : conditions,
      containerStatuses,
      // An init container that ended since was on then; which one held the others up is not known.
      initContainerStatuses: status.initContainerStatuses.filter((one) => !stampedAfter(one, moment)),
    },
  };
}

/** The pods that were there at the moment, as far as their last stamps tell how they were. */
export const podsThen = (
  pods: readonly k.Pod[],
  moment: Moment,
  events: readonly k.KubeEvent[],
): readonly k.Pod[] => {
  const isOfAnotherClock = contradictedBy(events);
  return pods.flatMap((pod) => {
    if (isOfAnotherClock(pod)) return [pod];
    return moment.isBefore(pod.metadata.creationTimestamp) ? [] : [podThen(pod, moment)];
  });
};

/**
 * A name that a Deployment's ReplicaSet gave, with the template's hash and a random part
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template-hash-label): nobody gets it again. Any
 * other may be given again, and an event without an id may then be of the pod before.
 */
const GENERATED = /-(?=[a-z]*\d)[a-z0-9]{6,10}-[a-z0-9]{5}$/;

/** ms; clocks of one cluster differ by less. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/**
 * Whether events tell of a pod long before it was made, as where a recording was put together of parts: its stamps and
 * those of the events are of two clocks, and it cannot be held against a moment of the other.
 */
export function contradictedBy(events: readonly k.KubeEvent[]): (pod: k.Pod) => boolean {
  const first = new Map<string, number>();
  for (const event of events) {
    const { kind, namespace, name, uid } = event.involvedObject;
    const at = firstSeen(event);
    const key = `${namespace || event.metadata.namespace}/${name}/${uid}`;
    if (kind === 'Pod' && at !== undefined && at < (first.get(key) ?? Number.POSITIVE_INFINITY))
      first.set(key, at);
  }
  return ({ metadata: { namespace, name, uid, creationTimestamp } }) => {
    const byId = uid === '' ? undefined : first.get(`${namespace}/${name}/${uid}`);
    const told = byId ?? (GENERATED.test(name) ? first.get(`${namespace}/${name}/`) : undefined);
    const made = timeOf(creationTimestamp);
    return told !== undefined && made !== undefined && told < made - CLOCKS_DIFFER_MS;
  };
}
