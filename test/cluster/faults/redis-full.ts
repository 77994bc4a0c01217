import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

/** Redis may use less memory than it starts with and evicts nothing: it answers reads, and refuses every write. */
export const redisFull: Fault = {
  name: 'redis-full',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-redis', {
      args: ['redis-server', '--save', '', '--maxmemory', '512kb', '--maxmemory-policy', 'noeviction'],
    }),
  shows: async (system) => {
    await apiErrors(system, 'OOM command not allowed');
  },
  expected: {
    causes: ['dependency-error'],
    objects: [object('Deployment', 'dojopool-redis')],
    words: /no room left/,
  },
  revert: (system) => system.restore('Deployment/dojopool-redis'),
  lastsMs: 8000,
};
