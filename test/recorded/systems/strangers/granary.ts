import { configMap, deployment, nodeContainer, service } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

/** Nothing is wrong: what fails at first is drawn again and comes, as it always did; a ConfigMap that nobody reads was changed. */
export const granary: System = {
  namespace: 'granary',
  servers: [
    configMap('almanac', { harvest: 'barley' }),
    service('store', 8870),
    deployment('store', listening('store', 'granary store', 8870)),
  ],
  clients: [deployment('mill', nodeContainer('mill', 'granary mill'), { replicas: 2 })],
  fault: ({ apply }) => apply(configMap('almanac', { harvest: 'oats' })),
};
