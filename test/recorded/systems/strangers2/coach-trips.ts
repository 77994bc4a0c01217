import { deployment, edge, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const SLOWLY = {
  minReadySeconds: 500,
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
};

const chart = (rows: string, spec = {}) =>
  deployment('chart', listening('chart', 'coach-trips chart', 8730, { ROWS: rows }), { replicas: 3, spec });

/** A release goes out to one pod first, which answers wrongly beside three that are of the old one. */
export const coachTrips: System = {
  namespace: 'coaches',
  servers: [
    service('chart', 8730),
    chart('14'),
    service('counter', 8730),
    deployment('counter', listening('counter', 'coach-trips counter', 8730)),
    ...edge({ '/': 'http://counter:8730' }),
  ],
  clients: [visitors(450, 'http://edge/seat/3', 'http://edge/seat/11', 'http://edge/seat/14')],
  fault: ({ apply }) => apply(chart('4', SLOWLY)),
  wellSeconds: 60,
  brokenSeconds: 80,
};
