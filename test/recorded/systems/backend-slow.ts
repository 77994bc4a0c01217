import { deployment, edge, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const routes = (env: Readonly<Record<string, string>> = {}) =>
  deployment('routes', webContainer('routes', env), { replicas: 2 });

/** A release of a service answers after six seconds; nginx and the service in between give up after three. */
export const backendSlow: System = {
  namespace: 'maps',
  servers: [
    service('routes', 8080),
    routes(),
    service('trips', 8080),
    deployment('trips', webContainer('trips', { CALLS: 'http://routes:8080/fastest' })),
    ...edge({ '/trips': 'http://trips:8080', '/': 'http://routes:8080' }),
  ],
  clients: [visitors(400, 'http://edge/trips', 'http://edge/route/1')],
  fault: ({ apply }) => apply(routes({ DELAY_MS: '6000' })),
};
