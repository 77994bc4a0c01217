import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** A rollout is half done when PostgreSQL goes away: old pods fail as well, so undoing the rollout helps nobody. */
export const innocentRollout: Fault = {
  name: 'innocent-rollout',
  inject: async (system) => {
    await system.changeContainer('Deployment/dojopool-api', { env: [{ name: 'RELEASE', value: '1.41.1' }] });
    await sleep(1000);
    await system.kubectl('rollout', 'pause', 'deployment/dojopool-api');
    await sleep(6000);
    await system.scale('statefulset/dojopool-postgresql', 0);
  },
  shows: async (system) => {
    await apiErrors(system, 'ECONNREFUSED');
  },
  expected: {
    causes: ['scaled-to-zero', 'dependency-unreachable'],
    objects: [object('StatefulSet', 'dojopool-postgresql')],
    notOffered: /rollout undo deployment\/dojopool-api/,
  },
  revert: (system) => system.restore('Deployment/dojopool-api', 'StatefulSet/dojopool-postgresql'),
  lastsMs: 8000,
};
