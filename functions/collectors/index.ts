import type { CollectorName } from '../model/evidence.ts';
import { namespaces, nodes } from './cluster.ts';
import type { CollectContext, Collector } from './collector.ts';
import { configmaps, secrets, serviceaccounts } from './configuration.ts';
import { dependencystate } from './dependencystate.ts';
import { events } from './events.ts';
import { logs } from './logs.ts';
import { nodemetrics, podmetrics } from './metrics.ts';
import { endpointslices, ingressclasses, ingresses, networkpolicies, services } from './network.ts';
import { pods, systempods } from './pods.ts';
import { horizontalpodautoscalers, limitranges, poddisruptionbudgets, resourcequotas } from './policies.ts';
import { probes } from './probes.ts';
import { signals } from './signals.ts';
import { persistentvolumeclaims, persistentvolumes, storageclasses } from './storage.ts';
import {
  controllerrevisions,
  cronjobs,
  daemonsets,
  deployments,
  jobs,
  replicasets,
  statefulsets,
} from './workloads.ts';

/** Every collector; those asked first come first when connections are scarce. */
export const COLLECTORS = [
  pods,
  events,
  deployments,
  replicasets,
  statefulsets,
  services,
  endpointslices,
  nodes,
  daemonsets,
  jobs,
  cronjobs,
  configmaps,
  secrets,
  serviceaccounts,
  persistentvolumeclaims,
  persistentvolumes,
  storageclasses,
  resourcequotas,
  limitranges,
  horizontalpodautoscalers,
  poddisruptionbudgets,
  networkpolicies,
  ingresses,
  ingressclasses,
  controllerrevisions,
  namespaces,
  systempods,
  podmetrics,
  nodemetrics,
  signals,
  logs,
  probes,
  dependencystate,
] as const satisfies readonly Collector[];

/**
 * The collectors that can do something with the ports at hand and the playbook; the others are not run, and not
 * reported as missing.
 */
export function usableCollectors(
  context: Pick<CollectContext, 'prometheus' | 'exec' | 'reach' | 'pages' | 'playbook'>,
): readonly Collector[] {
  const { playbook, prometheus, exec, reach, pages } = context;
  const external = playbook.external.length > 0;
  const canExec = exec !== undefined && playbook.allow.exec && (external || playbook.dependencies.length > 0);
  const usable: Partial<Record<CollectorName, boolean>> = {
    signals: prometheus !== undefined,
    probes: canExec || (reach !== undefined && external),
    dependencystate: canExec || (pages !== undefined && playbook.allow.statusPages && external),
  };
  return COLLECTORS.filter(({ name }) => usable[name] !== false);
}
