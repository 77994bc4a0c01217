import { deployment, nodeContainer, redis, service } from './parts.ts';
import type { System } from './system.ts';

const labels = (host: string) =>
  deployment(
    'label-printer',
    nodeContainer('label-printer', 'jobs work', { REDIS_HOST: host, QUEUE: 'labels' }),
    {
      replicas: 2,
    },
  );

/** A queue and its worker; a release of the worker names a host that is not there. */
export const workerLostHost: System = {
  namespace: 'parcels',
  servers: [service('label-queue', 6379), redis('label-queue')],
  clients: [
    labels('label-queue'),
    deployment(
      'orders',
      nodeContainer('orders', 'jobs push', { REDIS_HOST: 'label-queue', QUEUE: 'labels' }),
    ),
  ],
  fault: ({ apply }) => apply(labels('labels-redis')),
};
