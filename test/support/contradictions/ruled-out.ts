import type { ClusterView } from '../../../functions/diagnosis/view/view.ts';
import type { Pod } from '../../../functions/model/kubernetes/objects.ts';
import { isReady } from '../../../functions/model/kubernetes/ready.ts';
import { refKey } from '../../../functions/model/object-ref.ts';
import type { Rules } from './rule.ts';
import { containersOf, podsOf, type Told, targetsOf } from './told.ts';

/** What the kubelet says of a container that it cannot make or start (pkg/kubelet/images/types.go, kuberuntime). */
const NOT_MADE = [
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
];

/** How runtimes say that they are out of memory: V8, the JVM, Python, Go and glibc, the kernel. */
const OUT_OF_MEMORY = [
  /JavaScript heap out of memory/,
  /java\.lang\.OutOfMemoryError/,
  /^MemoryError\b/,
  /runtime: out of memory/,
  /Cannot allocate memory/,
  /Out of memory: Killed process/,
];

const isWaiting = (pods: readonly Pod[], reasons: readonly string[]): boolean =>
  containersOf(pods).some(({ state }) => reasons.includes(state.waiting?.reason ?? ''));

const wasKilledForMemory = (pods: readonly Pod[]): boolean =>
  containersOf(pods).some(({ state, lastState }) =>
    [state.terminated, lastState.terminated].some((end) => end?.reason === 'OOMKilled'),
  );

/** Whether a program of the targets ended for want of memory, by its own last words. */
const ranOutOfMemory = (told: Told): boolean =>
  targetsOf(told)
    .flatMap((workload) => told.view.logs.of(workload))
    .filter(({ previous }) => previous)
    .flatMap(({ tail }) => tail)
    .some((line) => OUT_OF_MEMORY.some((said) => said.test(line)));

const conditionsOf = (view: ClusterView) =>
  view.evidence.all('horizontalpodautoscalers').flatMap(({ status }) => status.conditions);

const isAtItsMaximum = (view: ClusterView): boolean =>
  view.evidence
    .all('horizontalpodautoscalers')
    .some(
      ({ status, spec }) =>
        status.currentReplicas >= spec.maxReplicas && status.desiredReplicas > spec.maxReplicas,
    );

/** What would make the words of a topic untrue, by the evidence alone. */
const SEEN: Readonly<Record<string, (told: Told, pods: readonly Pod[]) => boolean>> = {
  pods: (told, pods) =>
    pods.some((pod) => !isReady(pod)) ||
    targetsOf(told).some(({ desired, ready }) => desired !== null && ready < desired),
  'images, configuration': (_told, pods) => isWaiting(pods, NOT_MADE),
  memory: (told, pods) => wasKilledForMemory(pods) || ranOutOfMemory(told),
  'scheduling, volumes': (_told, pods) =>
    pods.some(
      ({ spec, status }) =>
        status.phase === 'Pending' && spec.nodeName === '' && status.containerStatuses.length === 0,
    ),
  nodes: ({ view }) =>
    view.evidence
      .all('nodes')
      .some(({ status }) =>
        status.conditions.some(({ type, status: is }) => type === 'Ready' && is !== 'True'),
      ),
  autoscaling: ({ view }) =>
    isAtItsMaximum(view) ||
    conditionsOf(view).some(
      ({ type, status, reason }) =>
        status === 'False' && reason !== 'ScalingDisabled' && ['ScalingActive', 'AbleToScale'].includes(type),
    ),
};

/** The workloads behind what a dependency's name means. */
export function behind({ view }: Told, name: string): ReadonlySet<string> {
  const declared = view.playbook.dependencies.find((one) => one.name === name);
  const service = view.services.get(declared?.namespace ?? view.target.namespace, declared?.service ?? name);
  return new Set((service?.workloads ?? []).map(({ ref }) => refKey(ref)));
}

/** The lines of errors that its own programs log now. */
const ownErrors = ({ view }: Told, keys: ReadonlySet<string>): number =>
  view.logs.patterns
    .filter(({ workload, log }) => keys.has(refKey(workload.ref)) && !log.previous)
    .filter(({ pattern }) => pattern.level === 'error' || pattern.level === 'fatal')
    .reduce((sum, { pattern }) => sum + pattern.count, 0);

/** So many lines of errors are no accident. */
const MANY_ERRORS = 20;

const ruledOutDependencies = ({ report }: Told) =>
  report.ruledOut.filter(({ what }) => report.dependencies.some(({ name }) => name === what));

/** What is ruled out is neither named elsewhere nor seen. */
export const RULED_OUT = {
  'ruled-out-topic-is-no-cause': {
    holds: 'a topic that a cause is about is not ruled out',
    broken: ({ report: { causes, ruledOut, dependencies } }) =>
      ruledOut
        .filter(({ what }) => !dependencies.some(({ name }) => name === what))
        .flatMap(({ what, causes: ids }) =>
          causes
            .filter(({ cause }) => ids.includes(cause))
            .map(({ cause, object }) => `${what} is ruled out, ${cause} of ${refKey(object)} is a cause`),
        ),
  },
  'ruled-out-topic-is-not-seen': {
    holds: 'a topic whose fault the evidence shows is not ruled out',
    broken: (told) => {
      const pods = podsOf(told);
      return told.report.ruledOut
        .filter(({ what }) => SEEN[what]?.(told, pods))
        .map(({ what, by }) => `${what} is ruled out (${by}), and its fault is seen`);
    },
  },
  'ruled-out-dependency-is-no-object': {
    holds: 'a dependency that a cause lies in, however unsure, is not ruled out',
    broken: (told) =>
      ruledOutDependencies(told).flatMap(({ what }) => {
        const keys = behind(told, what);
        return told.diagnosis.causes
          .filter(({ cause, object }) => keys.has(refKey(object)) && cause !== 'bad-rollout')
          .map(({ cause }) => `${what} is ruled out, and ${cause} of it is a cause`);
      }),
  },
  'ruled-out-dependency-logs-no-errors': {
    holds: 'a dependency whose own log is full of errors is not ruled out',
    broken: (told) =>
      ruledOutDependencies(told).flatMap(({ what, by }) => {
        const lines = ownErrors(told, behind(told, what));
        return lines < MANY_ERRORS ? [] : [`${what} is ruled out (${by}), and logs ${lines} errors itself`];
      }),
  },
} as const satisfies Rules;
