import { setTimeout as sleep } from 'node:timers/promises';
import { deployment, nodeContainer, service } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

/** Nothing is wrong any more: what everybody calls was away for half a minute, five minutes ago, and came back. */
export const ferry: System = {
  namespace: 'ferry',
  servers: [
    service('lighthouse', 8890),
    deployment('lighthouse', listening('lighthouse', 'ferry lighthouse', 8890)),
  ],
  clients: [deployment('ferry', nodeContainer('ferry', 'ferry ferry'), { replicas: 2 })],
  fault: async ({ kubectl }) => {
    await kubectl('scale', 'deployment/lighthouse', '--replicas=0');
    await sleep(30_000);
    await kubectl('scale', 'deployment/lighthouse', '--replicas=1');
  },
  wellSeconds: 60,
  brokenSeconds: 300,
};
