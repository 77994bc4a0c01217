import { deployment, edge, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const auction = (patienceMs: string) =>
  deployment('auction', listening('auction', 'valuers auction', 8780, { PATIENCE_MS: patienceMs }), {
    replicas: 2,
  });

/** A release of a caller waits for less time than its callee has always taken. */
export const valuers: System = {
  namespace: 'auctions',
  servers: [
    service('valuer', 8780),
    deployment('valuer', listening('valuer', 'valuers valuer', 8780)),
    service('auction', 8780),
    auction('3000'),
    ...edge({ '/': 'http://auction:8780' }),
  ],
  clients: [visitors(600, 'http://edge/lot/12', 'http://edge/lot/40')],
  fault: ({ apply }) => apply(auction('300')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
