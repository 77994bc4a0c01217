import { deployment, nodeContainer, service } from '../parts.ts';
import type { System } from '../system.ts';
import { connected, listening, reaching } from './parts.ts';

const HOST = 'smtp.bulk-letters.example';

const smarthost = (reply: string) =>
  deployment('outside', connected('outside', 'mail-relay outside', 2525, { REPLY: reply }));

/** The host outside that takes the letters answers that it will not for now. */
export const mailRelay: System = {
  namespace: 'postroom',
  outside: [service('outside', 2525), smarthost('250 taken')],
  servers: [
    service('relay', 8025),
    deployment('relay', listening('relay', 'mail-relay relay', 8025, { SMARTHOST: `${HOST}:2525` }), {
      replicas: 2,
      pod: reaching(HOST),
    }),
  ],
  clients: [deployment('desk', nodeContainer('desk', 'mail-relay desk'))],
  fault: async ({ outside }) => outside?.apply(smarthost('451 4.3.0 not today')),
};
