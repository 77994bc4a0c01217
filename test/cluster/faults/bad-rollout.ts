import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** The new release starts and is ready, and fails for one of its routes. */
export const badRollout: Fault = {
  name: 'bad-rollout',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', { env: [{ name: 'RELEASE', value: '1.42.0' }] }),
  shows: async (system) => {
    await apiErrors(system, '"statusCode":500');
    await system.kubectl('rollout', 'status', 'deployment/dojopool-api', '--timeout=60s');
  },
  expected: {
    causes: ['bad-rollout'],
    objects: [object('Deployment', 'dojopool-api')],
    words: /revision|rollout/,
  },
  revert: (system) => system.restore('Deployment/dojopool-api'),
  lastsMs: 8000,
};
