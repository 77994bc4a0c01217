import { namespaces, nodes } from './cluster.ts';
import type { CollectContext, Collector } from './collector.ts';
import { configmaps, secrets, serviceaccounts } from './configuration.ts';
import { events } from './events.ts';
import { logs } from './logs.ts';
import { nodemetrics, podmetrics } from './metrics.ts';
import { endpointslices, ingressclasses, ingresses, networkpolicies, services } from './network.ts';
import { pods, systempods } from './pods.ts';
import { horizontalpodautoscalers, limitranges, poddisruptionbudgets, resourcequotas } from './policies.ts';
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
] as const satisfies readonly Collector[];

/** The collectors that can do something with the ports at hand; the others are not run, and not reported as missing. */
export const usableCollectors = (ports: Pick<CollectContext, 'prometheus'>): readonly Collector[] =>
  (COLLECTORS as readonly Collector[]).filter(
    ({ name }) => name !== 'signals' || ports.prometheus !== undefined,
  );
