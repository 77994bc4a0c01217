import type { Pod } from './objects.ts';

/** What the kubelet says of a pod (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions). */
export const hasReadyCondition = ({ status }: Pod): boolean =>
  status.conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True');

/** Whether a pod takes traffic: its Ready condition is true and it is not being deleted. */
export const isReady = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined && hasReadyCondition(pod);
