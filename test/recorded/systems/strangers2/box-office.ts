import { deployment, edge, redis, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const baskets = (policy: string) => redis('baskets', '--maxmemory', '2mb', '--maxmemory-policy', policy);

/** A release of a cache no longer lets old keys go, so that it is full after some baskets. */
export const boxOffice: System = {
  namespace: 'box-office',
  servers: [
    service('baskets', 6379),
    baskets('allkeys-lru'),
    service('stalls', 8710),
    deployment('stalls', listening('stalls', 'box-office stalls', 8710), { replicas: 2 }),
    ...edge({ '/': 'http://stalls:8710' }),
  ],
  clients: [visitors(130, 'http://edge/opera', 'http://edge/ballet')],
  fault: ({ apply }) => apply(baskets('noeviction')),
  wellSeconds: 60,
  brokenSeconds: 100,
};
