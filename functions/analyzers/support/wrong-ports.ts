import type { ServiceView } from '../../core/view/services.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';

export interface WrongPort {
  readonly service: ServiceView;
  readonly port: number;
  readonly title: string;
  readonly text: string;
  /** Where the port is set, when that is a ConfigMap. */
  readonly configMap?: string;
}

/** The ports that a workload is told, or seen, to call and that the Service of that name does not have. */
export function wrongPortCalls(view: ClusterView, workload: Workload): readonly WrongPort[] {
  return view.calls.from(workload).flatMap(({ service, port, via }) => {
    if (!service || port === undefined) return [];
    const ports = service.service.spec.ports;
    // A headless Service has no proxy: any port that the pods listen on works.
    if (service.service.spec.clusterIP === 'None' || ports.length === 0) return [];
    if (ports.some((entry) => entry.port === port)) return [];
    const configMap = /^ConfigMap ([^,\s]+), key /.exec(via)?.[1];
    const has = ports.map((entry) => entry.port).join(', ');
    return [
      {
        service,
        port,
        title: `it calls ${service.ref.name} on port ${port} (${via}), the Service has port ${has}`,
        text: `${via} of ${workload.ref.name} names ${service.ref.name}:${port}; Service ${service.ref.name} has port ${has}`,
        ...(configMap === undefined ? {} : { configMap }),
      },
    ];
  });
}
