import { deployment, nodeContainer, service } from '../parts.ts';
import type { System } from '../system.ts';
import { listening, outside, outsideServer, reaching } from './parts.ts';

const HOST = 'gate.text-carrier.example';

/** A carrier outside no longer knows the account: 401 to each text. */
export const textMessages: System = {
  namespace: 'reminders',
  outside: outside(80, { STATUS: '202' }),
  servers: [
    service('sender', 8055),
    deployment(
      'sender',
      listening('sender', 'text-messages sender', 8055, {
        CARRIER_URL: `http://${HOST}`,
        SENDER: 'clinic-4',
      }),
      { pod: reaching(HOST) },
    ),
  ],
  clients: [deployment('reminder', nodeContainer('reminder', 'text-messages reminder'), { replicas: 2 })],
  fault: async ({ outside: hands }) =>
    hands?.apply(outsideServer(80, { STATUS: '401', BODY: 'this sender is retired' })),
};
