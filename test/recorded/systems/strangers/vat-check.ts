import { deployment, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening, outside, outsideServer, reaching } from './parts.ts';

const HOST = 'register.vat-desk.example';

/** A register outside takes each question and does not answer. */
export const vatCheck: System = {
  namespace: 'sales',
  outside: outside(80),
  servers: [
    service('checker', 8010),
    deployment(
      'checker',
      listening('checker', 'vat-check checker', 8010, { REGISTER_URL: `http://${HOST}` }),
      {
        replicas: 2,
        pod: reaching(HOST),
      },
    ),
    service('sales', 8010),
    deployment('sales', listening('sales', 'vat-check sales', 8010)),
  ],
  clients: [visitors(600, 'http://sales:8010/sale', 'http://sales:8010/return')],
  fault: async ({ outside: hands }) => hands?.apply(outsideServer(80, { HANG_MS: '60000' })),
};
