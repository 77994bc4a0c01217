import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const TILL = { TILL_URL: 'http://till:7070' };

const shop = (env: Readonly<Record<string, string>>) =>
  deployment('shop', listening('shop', 'ticket-shop shop', 7000, env), { replicas: 2 });

/** A release of the shop no longer has the address of the seat map, and asks its own pod. */
export const ticketShop: System = {
  namespace: 'boxoffice',
  servers: [
    service('seatmap', 7070),
    deployment('seatmap', listening('seatmap', 'ticket-shop seatmap', 7070), { replicas: 2 }),
    service('till', 7070),
    deployment('till', listening('till', 'ticket-shop till', 7070)),
    service('shop', 7000),
    shop({ ...TILL, SEATMAP_URL: 'http://seatmap:7070' }),
    ...edge({ '/': 'http://shop:7000' }),
  ],
  clients: [visitors(400, 'http://edge/hall/3', 'http://edge/fee', 'http://edge/hall/9')],
  fault: ({ apply }) => apply(shop(TILL)),
};
