import { deployment, nodeContainer, redis, service } from '../parts.ts';
import type { System } from '../system.ts';

const pigeons = (env: Readonly<Record<string, string>>) =>
  deployment('pigeon', nodeContainer('pigeon', 'pigeons pigeon', env), { replicas: 2 });

/** A release of a worker lost the setting that says where to; letters are taken out of the basket and lost. */
export const pigeonPost: System = {
  namespace: 'pigeonpost',
  servers: [service('basket', 6379), redis('basket')],
  clients: [
    deployment('scribe', nodeContainer('scribe', 'pigeons scribe')),
    pigeons({ LOFTS: 'north,east,south' }),
  ],
  fault: ({ apply }) => apply(pigeons({})),
};
