import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

export const redisGone: Fault = {
  name: 'redis-gone',
  inject: (system) => system.scale('deployment/dojopool-redis', 0),
  shows: async (system) => {
    await apiErrors(system, 'MaxRetriesPerRequestError');
  },
  expected: {
    causes: ['scaled-to-zero', 'dependency-unreachable'],
    objects: [object('Deployment', 'dojopool-redis')],
    words: /0 replicas|refused|no endpoint/,
  },
  revert: (system) => system.restore('Deployment/dojopool-redis'),
  lastsMs: 8000,
};
