import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const points = (beads: string) =>
  deployment(
    'points',
    listening(
      'points',
      'loyalty points',
      8710,
      { BEADS: beads },
      {
        readinessProbe: { httpGet: { path: '/warm', port: 8710 }, periodSeconds: 3, failureThreshold: 2 },
      },
    ),
    { replicas: 2, spec: { strategy: { type: 'Recreate' } } },
  );

/** Pods of the new revision take a quarter of an hour to warm up, and the old ones are gone. */
export const loyalty: System = {
  namespace: 'loyalty',
  servers: [
    service('points', 8710),
    points('3'),
    service('till', 8710),
    deployment('till', listening('till', 'loyalty till', 8710), { replicas: 2 }),
    ...edge({ '/': 'http://till:8710' }),
  ],
  clients: [visitors(500, 'http://edge/bonus/1', 'http://edge/bonus/2')],
  fault: ({ apply }) => apply(points('900')),
};
