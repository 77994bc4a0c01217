import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

const POD = 'pod/dojopool-postgresql-0';
const hold = (finalizers: readonly string[] | null): string => JSON.stringify({ metadata: { finalizers } });

/** The database's pod is deleted, and a finalizer that nobody removes keeps its successor from being made. */
export const podHeld: Fault = {
  name: 'pod-held',
  inject: async (system) => {
    await system.kubectl('patch', POD, '-p', hold(['example.com/backup']));
    await system.kubectl('delete', POD, '--wait=false');
  },
  shows: async (system) => {
    await apiErrors(system, 'ECONNREFUSED');
  },
  expected: {
    causes: ['stuck-terminating'],
    objects: [object('StatefulSet', 'dojopool-postgresql')],
  },
  revert: async (system) => {
    await system.kubectl('patch', POD, '-p', hold(null));
  },
  lastsMs: 75_000,
};
