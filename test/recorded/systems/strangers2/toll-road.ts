import { deployment, edge, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const tariff = (answers: string) =>
  deployment('tariff', listening('tariff', 'toll-road tariff', 8110, { ANSWERS: answers }), { replicas: 2 });

/** A release of what booths ask answers one of its two endpoints in another shape. */
export const tollRoad: System = {
  namespace: 'motorway',
  servers: [
    service('tariff', 8110),
    tariff('v2'),
    service('booth', 8110),
    deployment('booth', listening('booth', 'toll-road booth', 8110), { replicas: 2 }),
    ...edge({ '/': 'http://booth:8110' }),
  ],
  clients: [visitors(500, 'http://edge/axles/2', 'http://edge/roads', 'http://edge/axles/5')],
  fault: ({ apply }) => apply(tariff('v3')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
