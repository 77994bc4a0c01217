import type { Fault } from '../harness/fault.ts';

/** A rollout has just finished and all is well: nothing may be named. */
export const harmlessRollout: Fault = {
  name: 'harmless-rollout',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', { env: [{ name: 'RELEASE', value: '1.41.1' }] }),
  shows: (system) => system.healthy(),
  expected: { causes: [], objects: [] },
  revert: (system) => system.restore('Deployment/dojopool-api'),
};
