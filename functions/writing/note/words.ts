import { assertNever } from '../../model/assert-never.ts';
import type { CollectorName, EvidenceStatus } from '../../model/evidence.ts';

/** What a responder calls the evidence of each collector. */
export const COLLECTOR_WORDS: Readonly<Record<CollectorName, string>> = {
  pods: 'pods',
  events: 'events',
  deployments: 'deployments',
  replicasets: 'rollout history',
  statefulsets: 'stateful sets',
  daemonsets: 'daemon sets',
  controllerrevisions: 'stateful set history',
  jobs: 'jobs',
  cronjobs: 'cron jobs',
  services: 'services',
  endpointslices: 'service endpoints',
  ingresses: 'ingresses',
  ingressclasses: 'ingress classes',
  configmaps: 'config maps',
  secrets: 'secret names',
  serviceaccounts: 'service accounts',
  persistentvolumeclaims: 'volume claims',
  persistentvolumes: 'volumes',
  storageclasses: 'storage classes',
  resourcequotas: 'quotas',
  limitranges: 'limit ranges',
  horizontalpodautoscalers: 'autoscalers',
  poddisruptionbudgets: 'disruption budgets',
  networkpolicies: 'network policies',
  nodes: 'nodes',
  namespaces: 'namespaces',
  systempods: 'DNS and network pods',
  podmetrics: 'pod usage',
  nodemetrics: 'node usage',
  logs: 'logs',
  signals: 'metrics',
  probes: 'connections to dependencies',
  dependencystate: 'state inside dependencies',
  clusterhealth: 'cluster health',
  changeevents: 'PagerDuty change events',
};

/** How a status reads when not everything was seen; '' for the two that mean the whole list was read. */
export function statusWords(status: EvidenceStatus): string {
  switch (status) {
    case 'ok':
    case 'empty':
      return '';
    case 'truncated':
      return 'read in part';
    case 'forbidden':
      return 'forbidden';
    case 'timeout':
      return 'no answer in time';
    case 'failed':
      return 'failed';
    default:
      return assertNever(status);
  }
}
