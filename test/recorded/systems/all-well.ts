import { deployment, edge, nodeContainer, redis, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const jobs = { REDIS_HOST: 'basket-queue', QUEUE: 'baskets' };

/** Nothing is wrong: nginx, two services, a queue with its worker; the last change is a release that works. */
export const allWell: System = {
  namespace: 'grocer',
  servers: [
    service('basket-queue', 6379),
    redis('basket-queue'),
    service('offers', 8080),
    deployment('offers', webContainer('offers', { RELEASE: '8' }), { replicas: 2 }),
    service('baskets', 8080),
    deployment(
      'baskets',
      webContainer('baskets', { REDIS: 'basket-queue:6379', CALLS: 'http://offers:8080/today' }),
    ),
    ...edge({ '/baskets': 'http://baskets:8080', '/': 'http://offers:8080' }),
  ],
  clients: [
    deployment('packer', nodeContainer('packer', 'jobs work', jobs)),
    deployment('checkout', nodeContainer('checkout', 'jobs push', jobs)),
    visitors(300, 'http://edge/', 'http://edge/baskets', 'http://edge/baskets/3'),
  ],
  fault: ({ apply }) =>
    apply(deployment('offers', webContainer('offers', { RELEASE: '9' }), { replicas: 2 })),
};
