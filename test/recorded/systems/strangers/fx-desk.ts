import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening, outside, outsideServer, reaching } from './parts.ts';

const HOST = 'api.rate-feed.example';

/** A feed outside answers 429: the month's share of questions is used up. */
export const fxDesk: System = {
  namespace: 'exchange',
  outside: outside(80),
  servers: [
    service('desk', 8070),
    deployment('desk', listening('desk', 'fx-desk desk', 8070, { FEED_URL: `http://${HOST}` }), {
      replicas: 2,
      pod: reaching(HOST),
    }),
    ...edge({ '/': 'http://desk:8070' }),
  ],
  clients: [visitors(500, 'http://edge/convert/eur', 'http://edge/convert/sek')],
  fault: async ({ outside: hands }) =>
    hands?.apply(outsideServer(80, { STATUS: '429', BODY: 'your plan has had its share' })),
};
