import type { KubeEvent } from '../../../model/kubernetes/objects.ts';
import type { Statement } from '../../../model/statement.ts';
import { lastSeen } from '../../view/events.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { quote } from '../shared/patterns.ts';
import { eventsOf, livePods } from '../shared/pods.ts';

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

/** How often a probe failed, and what the kubelet said of the last time. */
export const probeFailed = (failures: readonly KubeEvent[], last: KubeEvent): Statement<'probe-failed'> => ({
  says: 'probe-failed',
  times: failures.reduce((sum, { count }) => sum + Math.max(1, count), 0),
  at: lastSeen(last) ?? null,
  said: quote(last.message),
});
