import { deployment, nodeContainer, redis, service } from '../parts.ts';
import type { System } from '../system.ts';

const settler = (hands: string) =>
  deployment('settler', nodeContainer('settler', 'payouts settler', { HANDS: hands }));

/** A release of a worker has no hands to take anything out of its queue, which grows. */
export const payouts: System = {
  namespace: 'payouts',
  servers: [service('purse', 6379), redis('purse')],
  clients: [deployment('intake', nodeContainer('intake', 'payouts intake')), settler('2')],
  fault: ({ apply }) => apply(settler('0')),
  wellSeconds: 60,
  brokenSeconds: 90,
};
