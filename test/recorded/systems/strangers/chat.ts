import { deployment, nodeContainer, secret, service } from '../parts.ts';
import type { System } from '../system.ts';
import { connected } from './parts.ts';

const password = (name: string) => [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name, key: 'word' } } }];

const doors = deployment('door', nodeContainer('door', 'chat door', {}, { env: password('door-roster') }), {
  replicas: 2,
});

/** A door's Secret was changed and the door restarted; the roster's own was not. */
export const chat: System = {
  namespace: 'parlour',
  servers: [
    secret('roster', { word: `mallow-${process.pid}` }),
    secret('door-roster', { word: `mallow-${process.pid}` }),
    service('roster', 7777),
    deployment('roster', connected('roster', 'chat roster', 7777, {}, { env: password('roster') })),
  ],
  clients: [doors],
  fault: async ({ apply, kubectl }) => {
    await apply(secret('door-roster', { word: `willow-${process.pid}` }));
    await kubectl('rollout', 'restart', 'deployment/door');
  },
};
