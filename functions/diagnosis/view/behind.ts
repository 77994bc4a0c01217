import { isDegraded, liveContainers } from './live.ts';
import type { ServiceView } from './services.ts';
import type { Workload } from './workloads.ts';

/** True when pods of it visibly fail: fewer ready than asked for, a container not ready, or in back-off. */
export const isBroken = (workload: Workload): boolean =>
  isDegraded(workload) ||
  liveContainers(workload).some(
    ({ status, init }) =>
      status !== undefined && !init && (!status.ready || status.state.waiting !== undefined),
  );

/**
 * Whom of the workloads behind a Service a failure of its callers is of: the one that shows it itself, else the first whose
 * pods visibly fail, else the first.
 */
export function behind(
  service: ServiceView | undefined,
  shows: (workload: Workload) => boolean = isBroken,
): Workload | undefined {
  const workloads = service?.workloads ?? [];
  return workloads.find(shows) ?? workloads.find(isBroken) ?? workloads[0];
}
