import { deployment, redis, service, visitors, webContainer } from './parts.ts';
import type { Hands, System } from './system.ts';

const nodes = async ({ kubectl }: Hands): Promise<string[]> =>
  (await kubectl('get', 'nodes', '-o', 'name')).trim().split('\n');

/** Every node is cordoned, and a pod of a service is deleted: it finds no place. */
export const nodeCordoned: System = {
  namespace: 'ledgers',
  servers: [
    service('counters', 6379),
    redis('counters'),
    service('balance', 8080),
    deployment('balance', webContainer('balance', { REDIS: 'counters:6379' })),
  ],
  clients: [visitors(400, 'http://balance:8080/a', 'http://balance:8080/b')],
  fault: async (hands) => {
    await hands.kubectl('cordon', ...(await nodes(hands)));
    await hands.kubectl('delete', 'pod', '-l', 'app=counters', '--wait=false');
  },
  revert: async (hands) => void (await hands.kubectl('uncordon', ...(await nodes(hands)))),
  brokenSeconds: 25,
};
