import type { Workload } from '../../core/view/workloads.ts';
import { isDegraded, liveContainers } from './pods.ts';

/** True when pods of it visibly fail: fewer ready than asked for, a container not ready, or in back-off. */
export const isBroken = (workload: Workload): boolean =>
  isDegraded(workload) ||
  liveContainers(workload).some(
    ({ status, init }) =>
      status !== undefined && !init && (!status.ready || status.state.waiting !== undefined),
  );

/** Error lines that are no accident, where the pods themselves look well. */
export const MANY_LINES = 20;

/** Fewer error lines than this, from pods that are well, are ordinary. */
export const FEW_LINES = 3;
