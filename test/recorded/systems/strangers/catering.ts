import { setTimeout as sleep } from 'node:timers/promises';
import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const card = (season: string) =>
  deployment('menu-card', listening('menu-card', 'catering menu-card', 8500, { SEASON: season }));

/** The kitchen's Service leads to another port now; a release of the menu card just before it is well. */
export const catering: System = {
  namespace: 'catering',
  servers: [
    service('kitchen', 8500),
    deployment('kitchen', listening('kitchen', 'catering kitchen', 8500), { replicas: 2 }),
    service('menu-card', 8500),
    card('summer'),
    service('waiter', 8500),
    deployment('waiter', listening('waiter', 'catering waiter', 8500), { replicas: 2 }),
    ...edge({ '/': 'http://waiter:8500' }),
  ],
  clients: [visitors(400, 'http://edge/order/1', 'http://edge/card', 'http://edge/order/2')],
  fault: async ({ apply }) => {
    await apply(card('autumn'));
    await sleep(8000);
    await apply(service('kitchen', 8500, 8510));
  },
};
