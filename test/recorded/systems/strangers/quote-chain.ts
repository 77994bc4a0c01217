import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { connected, listening } from './parts.ts';

const pricer = (wire: string) =>
  deployment('pricer', connected('pricer', 'quote-chain pricer', 9500, { WIRE: wire }), { replicas: 2 });

/** A release of the pricer speaks HTTP/1, and its caller greets it by HTTP/2 as before. */
export const quoteChain: System = {
  namespace: 'quotes',
  servers: [
    service('pricer', 9500),
    pricer('2'),
    service('counter', 8300),
    deployment('counter', listening('counter', 'quote-chain counter', 8300), { replicas: 2 }),
    ...edge({ '/': 'http://counter:8300' }),
  ],
  clients: [visitors(450, 'http://edge/quote/home', 'http://edge/quote/car')],
  fault: ({ apply }) => apply(pricer('1')),
};
