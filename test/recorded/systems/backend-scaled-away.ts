import { deployment, edge, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

/** nginx before two services; somebody scaled one of them to none. */
export const backendScaledAway: System = {
  namespace: 'shop',
  servers: [
    service('catalog', 8080),
    deployment('catalog', webContainer('catalog')),
    service('cart', 8080),
    deployment('cart', webContainer('cart'), { replicas: 2 }),
    ...edge({ '/cart': 'http://cart:8080', '/': 'http://catalog:8080' }),
  ],
  clients: [visitors(300, 'http://edge/', 'http://edge/cart', 'http://edge/items/7')],
  fault: async ({ kubectl }) => void (await kubectl('scale', 'deployment/cart', '--replicas=0')),
};
