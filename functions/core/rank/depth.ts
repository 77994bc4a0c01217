import type { CauseId } from '../cause.ts';

/**
 * How near to the root of a chain of effects a cause stands, 0 to 30. What keeps a pod from existing comes before what
 * keeps it from running, that before what keeps it from being reached, that before what its callers see; a plain
 * crash, a latency or a traffic figure is what others cause.
 */
export const DEPTH: Readonly<Record<CauseId, number>> = {
  'node-infrastructure': 28,
  'cluster-health': 27,
  'cni-ip-exhausted': 27,
  'quota-exceeded': 26,
  'admission-denied': 25,
  'volume-unbound': 25,
  unschedulable: 24,
  'image-pull': 24,
  'config-missing': 24,
  'scaled-to-zero': 24,
  paused: 24,
  'stuck-terminating': 23,
  'volume-mount': 23,
  'oom-killed': 22,
  'certificate-expired': 21,
  'cloud-access-denied': 20,
  'resource-exhausted': 20,
  'network-policy': 19,
  'liveness-probe': 18,
  'dependency-error': 18,
  'service-misrouting': 17,
  'dns-resolution': 16,
  'readiness-probe': 15,
  'rate-limited': 14,
  'dependency-unreachable': 14,
  'cpu-saturation': 12,
  'slow-dependency': 10,
  'latency-network': 8,
  'bad-rollout': 8,
  abuse: 6,
  'crash-app-error': 5,
  'hpa-maxed': 5,
  'traffic-spike': 3,
};

/**
 * Causes that a failing dependency brings about in its callers: they give way to a finding that explains them.
 * The others (a full quota, a missing image) cannot be another workload's doing.
 */
export const SYMPTOMATIC: ReadonlySet<CauseId> = new Set<CauseId>([
  'crash-app-error',
  'liveness-probe',
  'readiness-probe',
  'dependency-unreachable',
  'dependency-error',
  'dns-resolution',
  'slow-dependency',
  'cpu-saturation',
  'latency-network',
  'resource-exhausted',
  'bad-rollout',
  'hpa-maxed',
  'traffic-spike',
  'network-policy',
]);
