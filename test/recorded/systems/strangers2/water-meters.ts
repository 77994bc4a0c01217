import { deployment, nodeContainer, redis, service } from '../parts.ts';
import type { System } from '../system.ts';

const collector = (frame: string) =>
  deployment('collector', nodeContainer('collector', 'water-meters collector', { FRAME: frame }));

/** A release of the one that writes into a queue frames what it writes in a way that its reader does not know. */
export const waterMeters: System = {
  namespace: 'waterworks',
  servers: [service('readings', 6379), redis('readings')],
  clients: [collector('01'), deployment('biller', nodeContainer('biller', 'water-meters biller'))],
  fault: ({ apply }) => apply(collector('02')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
