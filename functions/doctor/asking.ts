import type { KubernetesPort } from '../clients/kubernetes/port.ts';
import type { Fixes } from './fixes.ts';

/** What a check of a cluster asks with, and what it says of a fault. */
export interface Asking {
  readonly kubernetes: KubernetesPort;
  readonly fixes: Fixes;
  readonly signal: AbortSignal;
}
