import { deployment, nodeContainer, service } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const knock = { tcpSocket: { port: 8811 }, periodSeconds: 2 };

const pilot = (release: string) =>
  deployment(
    'pilot',
    listening('pilot', 'harbour pilot', 8810, { RELEASE: release }, { livenessProbe: knock }),
    {
      replicas: 2,
    },
  );

/** Nothing is wrong: probes that hang up are logged as errors, and a release went well. */
export const harbour: System = {
  namespace: 'harbour',
  servers: [service('pilot', 8810), pilot('31')],
  clients: [deployment('ship', nodeContainer('ship', 'harbour ship'), { replicas: 2 })],
  fault: ({ apply }) => apply(pilot('32')),
};
