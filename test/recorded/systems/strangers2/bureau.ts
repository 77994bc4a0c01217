import { deployment, edge, nodeContainer, redis, service, visitors } from '../parts.ts';
import { cronJob, listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

/** A CronJob was suspended, and what is made of its last run is refused for its age. */
export const bureau: System = {
  namespace: 'bureau',
  servers: [
    service('rates', 6379),
    redis('rates'),
    service('desk', 8770),
    deployment('desk', listening('desk', 'bureau desk', 8770), { replicas: 2 }),
    ...edge({ '/': 'http://desk:8770' }),
  ],
  clients: [
    cronJob('rates-fetch', '* * * * *', nodeContainer('fetch', 'bureau fetch')),
    visitors(600, 'http://edge/eur', 'http://edge/sek'),
  ],
  fault: async ({ kubectl }) =>
    void (await kubectl('patch', 'cronjob/rates-fetch', '-p', '{"spec":{"suspend":true}}')),
  wellSeconds: 110,
  brokenSeconds: 170,
};
