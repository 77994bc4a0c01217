import { deployment, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const locator = (path: string) =>
  deployment(
    'locator',
    listening(
      'locator',
      'beacons locator',
      8610,
      {},
      { livenessProbe: { httpGet: { path, port: 8610 }, periodSeconds: 4, failureThreshold: 2 } },
    ),
  );

/** A release has the kubelet ask a path that the program does not know, and kill it for that. */
export const beacons: System = {
  namespace: 'infirmary',
  servers: [
    service('locator', 8610),
    locator('/livez'),
    service('ward', 8610),
    deployment('ward', listening('ward', 'beacons ward', 8610)),
  ],
  clients: [visitors(600, 'http://ward:8610/beacon/chair-7', 'http://ward:8610/beacon/chair-9')],
  fault: ({ apply }) => apply(locator('/health/alive')),
  wellSeconds: 60,
  brokenSeconds: 100,
};
