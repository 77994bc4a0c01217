import type * as k from '../../core/kubernetes/objects.ts';
import type { ClusterView } from '../../core/view/view.ts';
import type { Workload } from '../../core/view/workloads.ts';
import { probePort } from './ports.ts';

const LISTENS =
  /(?:listening|started|serving|running|server|bound|accept(?:ing)?)\b[^\n]{0,60}?(?:port\(?s?\)?:?\s*|on\s+|at\s+|:)(?:https?:\/\/)?(?:[\w.*[\]-]{0,40}:)?(\d{2,5})\b/i;

/** The ports that the last lines of a container's log say it listens on. */
export function portsListened(
  view: ClusterView,
  workload: Workload,
  container: string | undefined,
): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const log of view.logs.of(workload))
    if (log.container === container)
      for (const line of log.tail) {
        const listens = Number(LISTENS.exec(line)?.[1]);
        if (listens > 0) ports.add(listens);
      }
  return ports;
}

/** The port that a container's log says it listens on, where that differs from the one that is probed. */
export function bindFault(
  view: ClusterView,
  workload: Workload,
  container: k.Container | undefined,
): readonly string[] {
  const port = container && probePort(container.readinessProbe, container);
  if (typeof port !== 'number') return [];
  const ports = portsListened(view, workload, container?.name);
  if (ports.size === 0 || ports.has(port)) return [];
  return [
    `it asks port ${port}, the program says that it listens on ${[...ports].sort((a, b) => a - b).join(', ')}`,
  ];
}
