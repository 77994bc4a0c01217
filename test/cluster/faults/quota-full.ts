import { ANY, type Fault, object } from '../harness/fault.ts';
import { kubectlJson } from '../harness/kubectl.ts';
import { eventSays } from './shows.ts';

/** The namespace's quota has no room for one more pod when the API is scaled up. */
export const quotaFull: Fault = {
  name: 'quota-full',
  inject: async (system) => {
    const { namespace } = system;
    const { items } = await kubectlJson<{ items: unknown[] }>(['-n', namespace, 'get', 'pods']);
    await system.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'team-quota', namespace },
      spec: { hard: { pods: String(items.length) } },
    });
    await system.scale('deployment/dojopool-api', 4);
  },
  shows: async (system) => {
    await eventSays(system, 'exceeded quota');
  },
  expected: {
    causes: ['quota-exceeded'],
    objects: [
      object('Namespace', ANY),
      object('ResourceQuota', 'team-quota'),
      object('Deployment', 'dojopool-api'),
    ],
  },
  revert: async (system) => {
    await system.remove('resourcequota/team-quota');
    await system.restore('Deployment/dojopool-api');
  },
};
