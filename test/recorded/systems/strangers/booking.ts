import { configMap, deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const settings = (steward: string) => configMap('house-settings', { STEWARD: steward, GREETING: 'welcome' });

/** A host name in a ConfigMap was mistyped, and the pods that read it were restarted. */
export const booking: System = {
  namespace: 'innkeepers',
  servers: [
    settings('steward'),
    service('steward', 8450),
    deployment('steward', listening('steward', 'booking steward', 8450)),
    service('booking', 8450),
    deployment(
      'booking',
      listening(
        'booking',
        'booking booking',
        8450,
        {},
        { envFrom: [{ configMapRef: { name: 'house-settings' } }] },
      ),
      { replicas: 2 },
    ),
    ...edge({ '/': 'http://booking:8450' }),
  ],
  clients: [visitors(500, 'http://edge/room/7', 'http://edge/room/8')],
  fault: async ({ apply, kubectl }) => {
    await apply(settings('stewart'));
    await kubectl('rollout', 'restart', 'deployment/booking');
  },
};
