import type * as k from '../../../model/kubernetes/objects.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { probePort } from './ports.ts';

const SAYS_SO = /(?:listening|started|serving|running|server|bound|accept(?:ing)?)\b[^\n]{0,60}?/;
const BEFORE_PLACE = /(?:port\(?s?\)?:?\s*|on\s+|at\s+|:)/;
const PLACE = /(?:https?:\/\/)?(?:[\w.*[\]-]{0,40}:)?(\d{2,5})\b/;
const LISTENS = new RegExp(SAYS_SO.source + BEFORE_PLACE.source + PLACE.source, 'i');

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

/** The ports that a container's log says it listens on, where the one that is probed is none of them. */
export function listensElsewhere(
  view: ClusterView,
  workload: Workload,
  container: k.Container | undefined,
): Statement<'listens-elsewhere'> | undefined {
  const asked = container && probePort(container.readinessProbe, container);
  if (typeof asked !== 'number') return undefined;
  const ports = portsListened(view, workload, container?.name);
  if (ports.size === 0 || ports.has(asked)) return undefined;
  return { says: 'listens-elsewhere', asked, ports: [...ports].sort((a, b) => a - b) };
}
