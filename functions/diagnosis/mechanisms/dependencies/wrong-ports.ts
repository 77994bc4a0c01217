import type { NamedBy } from '../../../model/named-by.ts';
import type { ServiceView } from '../../view/services.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

export interface WrongPort {
  readonly service: ServiceView;
  readonly port: number;
  /** What names it. */
  readonly via: NamedBy;
  /** The ports that the Service has. */
  readonly has: readonly number[];
}

/** The ports that a workload is told, or seen, to call and that the Service of that name does not have. */
export function wrongPortCalls(view: ClusterView, workload: Workload): readonly WrongPort[] {
  return view.calls.from(workload).flatMap(({ service, port, via }) => {
    if (!service || port === undefined) return [];
    const ports = service.service.spec.ports;
    // A headless Service has no proxy: any port that the pods listen on works.
    if (service.service.spec.clusterIP === 'None' || ports.length === 0) return [];
    if (ports.some((entry) => entry.port === port)) return [];
    return [{ service, port, via, has: ports.map((entry) => entry.port) }];
  });
}
