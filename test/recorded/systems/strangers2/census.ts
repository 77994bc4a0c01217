import { configMap, deployment, nodeContainer, redis, service } from '../parts.ts';
import { cronJob } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const columns = (number: string) => configMap('columns', { NUMBER: number });

/** Nothing is wrong: a batch sets aside what it cannot read, as always; a ConfigMap was changed that nobody reads yet. */
export const census: System = {
  namespace: 'census',
  servers: [columns('7'), service('forms', 6379), redis('forms')],
  clients: [
    deployment('letterbox', nodeContainer('letterbox', 'census letterbox')),
    cronJob('count', '* * * * *', nodeContainer('count', 'census count')),
  ],
  fault: ({ apply }) => apply(columns('8')),
  wellSeconds: 125,
  brokenSeconds: 70,
};
