import { deployment, edge, nodeContainer, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const scanned = ['.git/config', 'phpinfo.php', 'actuator/env', 'cgi-bin/luci', 'xmlrpc.php'].map(
  (path) => `http://edge/${path}`,
);

/** Nothing is wrong: a scanner came by and is answered 404, which the log calls errors. */
export const museum: System = {
  namespace: 'museum',
  servers: [
    service('rooms', 8840),
    deployment('rooms', listening('rooms', 'museum', 8840), { replicas: 2 }),
    ...edge({ '/': 'http://rooms:8840' }),
  ],
  clients: [visitors(400, 'http://edge/room/1', 'http://edge/room/2', 'http://edge/room/3')],
  fault: ({ apply }) =>
    apply(
      deployment('stroller', nodeContainer('stroller', `load ${scanned.join(' ')}`, { EVERY_MS: '500' })),
    ),
};
