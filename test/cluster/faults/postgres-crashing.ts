import { type Fault, object } from '../harness/fault.ts';
import { apiErrors, podWaits } from './shows.ts';

/** PostgreSQL does not accept its new setting and ends at each start; the API, its caller, only shows the symptom. */
export const postgresCrashing: Fault = {
  name: 'postgres-crashing',
  inject: (system) =>
    system.changeContainer('StatefulSet/dojopool-postgresql', {
      args: ['postgres', '-c', 'max_connections=30', '-c', 'shared_buffers=16 megs'],
    }),
  shows: async (system) => {
    await podWaits(system, 'postgresql', 'CrashLoopBackOff');
    await apiErrors(system, '"level":50');
  },
  expected: { causes: ['crash-app-error'], objects: [object('StatefulSet', 'dojopool-postgresql')] },
  revert: async (system) => {
    await system.restore('StatefulSet/dojopool-postgresql');
    await system.renewPods('postgresql');
  },
};
