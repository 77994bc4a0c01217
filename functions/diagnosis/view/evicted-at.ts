import type { Pod } from '../../model/kubernetes/objects.ts';
import { timeOf } from '../../text/time.ts';

/** When a pod that has failed did so, ms: its status has no such time, but its conditions change with it. */
export const evictedAt = ({ status }: Pick<Pod, 'status'>): number | undefined =>
  Math.max(...status.conditions.map(({ lastTransitionTime }) => timeOf(lastTransitionTime) ?? 0), 0) ||
  timeOf(status.startTime);
