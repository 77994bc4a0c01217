import { deployment, edge, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const checkout = (release: string, env: Readonly<Record<string, string>> = {}) =>
  deployment('checkout', webContainer('checkout', { RELEASE: release, ...env }), { replicas: 2 });

/** A release fails at one of its paths; nothing that it calls is at fault. */
export const releaseBreaksCheckout: System = {
  namespace: 'bikes',
  servers: [service('checkout', 8080), checkout('2.7.0'), ...edge({ '/': 'http://checkout:8080' })],
  clients: [visitors(250, 'http://edge/cart', 'http://edge/pay', 'http://edge/delivery')],
  fault: ({ apply }) => apply(checkout('2.8.0', { FAILS: '/pay' })),
};
