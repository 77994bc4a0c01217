import type { KubeEvent } from '../../core/kubernetes/objects.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';
import { eventsOf, livePods } from './pods.ts';

export type ProbeKind = 'Liveness' | 'Readiness' | 'Startup';

/** "Liveness probe failed: ..." and "... errored: ..." of live pods, oldest first (kubelet's prober). */
export function probeFailures(view: ClusterView, workload: Workload, kind: ProbeKind): readonly KubeEvent[] {
  const live = new Set(livePods(workload).map(({ metadata }) => metadata.name));
  return eventsOf(view, workload).filter(
    ({ reason, message, involvedObject }) =>
      reason === 'Unhealthy' && message.startsWith(`${kind} probe`) && live.has(involvedObject.name),
  );
}

/** How often the kubelet killed a container of a live pod because a probe had failed. */
export function livenessKills(view: ClusterView, workload: Workload): number {
  const live = new Set(livePods(workload).map(({ metadata }) => metadata.name));
  return eventsOf(view, workload)
    .filter(
      ({ reason, message, involvedObject }) =>
        reason === 'Killing' &&
        /failed (?:liveness|startup) probe/i.test(message) &&
        live.has(involvedObject.name),
    )
    .reduce((sum, { count }) => sum + Math.max(1, count), 0);
}

export const eventCount = (events: readonly KubeEvent[]): number =>
  events.reduce((sum, { count }) => sum + Math.max(1, count), 0);
