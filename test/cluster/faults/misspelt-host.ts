import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** One workload's own configuration names a host that does not exist: DNS itself is well. */
export const misspeltHost: Fault = {
  name: 'misspelt-host',
  inject: async (system) => {
    const host = `dojopool-reddis.${system.namespace}.svc.cluster.local`;
    await system.change('ConfigMap/dojopool-api-config', { data: { REDIS_URL: `redis://${host}:6379` } });
    await system.kubectl('rollout', 'restart', 'deployment/dojopool-api');
  },
  shows: async (system) => {
    await apiErrors(system, 'ENOTFOUND', 3);
    await system.kubectl('rollout', 'status', 'deployment/dojopool-api', '--timeout=60s');
  },
  expected: {
    causes: ['dns-resolution'],
    objects: [object('Deployment', 'dojopool-api'), object('ConfigMap', 'dojopool-api-config')],
  },
  revert: (system) => system.restore('ConfigMap/dojopool-api-config', 'Deployment/dojopool-api'),
  lastsMs: 5000,
};
