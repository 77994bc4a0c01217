import type * as k from '../../../model/kubernetes/objects.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { failuresOf } from '../shared/failures.ts';
import { portsListened } from '../shared/listening.ts';
import { probePort } from '../shared/ports.ts';

/**
 * The ports on which pods that declare none are known to listen, by their probes and logs; undefined while no caller
 * that names the Service was refused, since a program may listen on more ports than it tells of.
 */
export function undeclaredPorts(
  view: ClusterView,
  entry: ServiceView,
  workload: Workload,
  { spec }: k.Pod,
): readonly number[] | undefined {
  const declares = spec.containers.some(({ ports }) => ports.length > 0);
  const refused = failuresOf(view).some(({ kind, peer }) => kind === 'refused' && peer?.service === entry);
  if (declares || !refused) return undefined;
  const known = spec.containers.flatMap((container) => [
    ...portsListened(view, workload, container.name),
    ...[container.readinessProbe, container.livenessProbe]
      .map((probe) => probePort(probe, container))
      .filter((port) => typeof port === 'number'),
  ]);
  return [...new Set(known)].sort((a, b) => a - b);
}
