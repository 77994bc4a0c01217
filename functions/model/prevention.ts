import type { ObjectRef } from './object-ref.ts';

/** What makes a workload weak, whatever happened to it. */
export const WEAKNESSES = [
  'single-replica',
  'no-disruption-budget',
  'no-autoscaler',
  'no-readiness-probe',
  'same-probes',
  'no-memory-limit',
  'no-requests',
  'latest-tag',
] as const;

/** A weakness, and the workloads that have it. */
export interface Prevention {
  readonly weakness: (typeof WEAKNESSES)[number];
  readonly workloads: readonly ObjectRef[];
}
