import { deployment, nodeContainer, service } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const pilot = (name: string, atOnce: string) =>
  deployment(name, nodeContainer(name, `drones ${name}`, { FLIGHTS_AT_ONCE: atOnce }));

/** A release of one of two callers hands over more at once than the server takes. */
export const drones: System = {
  namespace: 'airfield',
  servers: [
    service('hangar', 8760),
    deployment('hangar', listening('hangar', 'drones hangar', 8760), { replicas: 2 }),
  ],
  clients: [pilot('survey', '10'), pilot('courier', '10')],
  fault: ({ apply }) => apply(pilot('survey', '40')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
