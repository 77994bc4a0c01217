import type { Pod } from '../../model/kubernetes/objects.ts';
import { timeOf } from '../../text/time.ts';
import type { ClusterView } from './view.ts';

/** Volumes are made and attached, networks set up and nodes found within a minute, as a rule, after a failed try or two. */
export const STARTING_MS = 60_000;

/** Whether a pod is so young that what keeps it waiting may be the ordinary way of starting. */
export const isStarting = (view: ClusterView, { metadata }: Pod): boolean =>
  view.now - (timeOf(metadata.creationTimestamp) ?? 0) < STARTING_MS;

/** What the kubelet says of containers for which network and volumes are not there yet (pkg/kubelet/kubelet_pods.go). */
const BEFORE_CONTAINERS = ['', 'ContainerCreating', 'PodInitializing'];

/** Whether network and volumes of a pod are there: the kubelet is at its containers, and waits for something else. */
export const isPastSetup = ({ status }: Pod): boolean =>
  [...status.containerStatuses, ...status.initContainerStatuses].some(
    ({ state }) =>
      state.running !== undefined ||
      state.terminated !== undefined ||
      !BEFORE_CONTAINERS.includes(state.waiting?.reason ?? ''),
  );

/** Whether a pod has its node; descriptions of pods without one write a word in its place. */
export const isPlaced = ({ spec }: Pod): boolean => spec.nodeName !== '' && spec.nodeName !== 'unscheduled';
