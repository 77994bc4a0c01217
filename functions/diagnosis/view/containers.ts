import type * as k from '../../model/kubernetes/objects.ts';

/** A container as specified, with what the kubelet says of it (undefined before it was ever created). */
export interface ContainerView {
  readonly pod: k.Pod;
  readonly name: string;
  readonly spec: k.Container | undefined;
  readonly status: k.ContainerStatus | undefined;
  readonly init: boolean;
}

/** A pod's containers, init containers first, as they start. */
export function containersOf(pod: k.Pod): readonly ContainerView[] {
  return [
    ...pairs(pod, pod.spec.initContainers, pod.status.initContainerStatuses, true),
    ...pairs(pod, pod.spec.containers, pod.status.containerStatuses, false),
  ];
}

function pairs(
  pod: k.Pod,
  specs: readonly k.Container[],
  statuses: readonly k.ContainerStatus[],
  init: boolean,
): readonly ContainerView[] {
  const names = [...new Set([...specs, ...statuses].map(({ name }) => name))];
  return names.map((name) => ({
    pod,
    name,
    spec: specs.find((spec) => spec.name === name),
    status: statuses.find((status) => status.name === name),
    init,
  }));
}

/** The last end of a container's run: the present state where it has ended, else the state before. */
export const lastTermination = (status: k.ContainerStatus | undefined) =>
  status?.state.terminated ?? status?.lastState.terminated;
