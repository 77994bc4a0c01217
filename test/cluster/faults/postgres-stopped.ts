import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

export const postgresStopped: Fault = {
  name: 'postgres-stopped',
  inject: (system) => system.scale('statefulset/dojopool-postgresql', 0),
  shows: async (system) => {
    await apiErrors(system, 'ECONNREFUSED');
  },
  expected: {
    causes: ['scaled-to-zero', 'dependency-unreachable'],
    objects: [object('StatefulSet', 'dojopool-postgresql')],
    words: /0 replicas|refused|no endpoint/,
  },
  revert: (system) => system.restore('StatefulSet/dojopool-postgresql'),
  lastsMs: 8000,
};
