import { deployment, redis, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

/** The cache was given a password that its two callers do not know. */
export const cacheWantsPassword: System = {
  namespace: 'weather',
  servers: [
    service('forecasts', 6379),
    redis('forecasts'),
    service('maps', 8080),
    deployment('maps', webContainer('maps', { REDIS: 'forecasts:6379' })),
    service('alerts', 8080),
    deployment('alerts', webContainer('alerts', { REDIS: 'forecasts:6379', JSON: '0' })),
  ],
  clients: [visitors(300, 'http://maps:8080/tile/1', 'http://alerts:8080/today', 'http://maps:8080/tile/2')],
  fault: ({ apply }) => apply(redis('forecasts', '--requirepass', crypto.randomUUID())),
};
