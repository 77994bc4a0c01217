import { deployment, nodeContainer, service } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const lateArbiter = deployment(
  'arbiter',
  listening(
    'arbiter',
    'chess arbiter',
    8920,
    {},
    { readinessProbe: { httpGet: { path: '/up', port: 8920 }, initialDelaySeconds: 30, periodSeconds: 5 } },
  ),
);

/** Nothing is wrong: tables crashed at the start while their arbiter was late, and more tables were set since. */
export const chess: System = {
  namespace: 'chess-hall',
  servers: [
    service('arbiter', 8920),
    lateArbiter,
    deployment('table', nodeContainer('table', 'chess table'), { replicas: 2 }),
  ],
  fault: async ({ kubectl }) => void (await kubectl('scale', 'deployment/table', '--replicas=3')),
  wellSeconds: 200,
  brokenSeconds: 60,
};
