import { deployment, edge, redis, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

/** At the end of a chain of three a Redis ends at once: its new options are none. */
export const chainOfCallers: System = {
  namespace: 'taxi',
  servers: [
    service('positions', 6379),
    redis('positions', '--maxmemory', '32mb'),
    service('drivers', 8080),
    deployment('drivers', webContainer('drivers', { REDIS: 'positions:6379' }), { replicas: 2 }),
    service('rides', 8080),
    deployment('rides', webContainer('rides', { CALLS: 'http://drivers:8080/near' })),
    ...edge({ '/': 'http://rides:8080' }),
  ],
  clients: [visitors(300, 'http://edge/book', 'http://edge/rides/2')],
  fault: ({ apply }) => apply(redis('positions', '--maxmemory', '32 megabytes')),
};
