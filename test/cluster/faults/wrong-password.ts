import { databaseSecret } from '../dojopool/manifests/index.ts';
import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** The Secret with the database's URL was changed, and reached the API with its next restart. */
export const wrongPassword: Fault = {
  name: 'wrong-password',
  inject: async (system) => {
    await system.apply(databaseSecret(system.namespace, 'rotated-too-early'));
    await system.kubectl('rollout', 'restart', 'deployment/dojopool-api');
  },
  shows: async (system) => {
    await apiErrors(system, 'password authentication failed');
    await system.kubectl('rollout', 'status', 'deployment/dojopool-api', '--timeout=60s');
  },
  expected: {
    causes: ['dependency-error'],
    objects: [
      object('Deployment', 'dojopool-api'),
      object('Secret', 'dojopool-api-database'),
      object('StatefulSet', 'dojopool-postgresql'),
    ],
  },
  revert: async (system) => {
    await system.restore('Secret/dojopool-api-database', 'Deployment/dojopool-api');
    await system.renewPods('postgresql');
  },
  lastsMs: 5000,
};
