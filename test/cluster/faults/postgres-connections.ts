import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** The worker is scaled from 2 to 12 pods, each of which keeps 4 connections: the API gets none any more. */
export const postgresConnections: Fault = {
  name: 'postgres-connections',
  inject: (system) => system.scale('deployment/score-worker', 12),
  shows: async (system) => {
    await apiErrors(system, 'too many clients');
  },
  expected: {
    causes: ['dependency-error'],
    objects: [object('StatefulSet', 'dojopool-postgresql')],
    words: /too many clients/,
  },
  revert: async (system) => {
    await system.scale('deployment/score-worker', 0);
    await system.renewPods('postgresql');
    await system.restore('Deployment/score-worker');
  },
  lastsMs: 10_000,
};
