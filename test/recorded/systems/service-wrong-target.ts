import { deployment, edge, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

/** nginx before two services; the Service of one now leads to a port that its pods do not have. */
export const serviceWrongTarget: System = {
  namespace: 'tickets',
  servers: [
    service('seats', 8080, 8080),
    deployment('seats', webContainer('seats'), { replicas: 2 }),
    service('events', 8080, 8080),
    deployment('events', webContainer('events')),
    ...edge({ '/seats': 'http://seats:8080', '/': 'http://events:8080' }),
  ],
  clients: [visitors(300, 'http://edge/seats', 'http://edge/', 'http://edge/seats/12')],
  fault: ({ apply }) => apply(service('seats', 8080, 8888)),
};
