import { type Fault, object } from '../harness/fault.ts';
import { podWaits } from './shows.ts';

export const missingConfigKey: Fault = {
  name: 'missing-config-key',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', {
      env: [
        {
          name: 'RATE_LIMIT',
          valueFrom: { configMapKeyRef: { name: 'dojopool-api-config', key: 'RATE_LIMIT_PER_MINUTE' } },
        },
      ],
    }),
  shows: async (system) => {
    await podWaits(system, 'dojopool-api', 'CreateContainerConfigError');
  },
  expected: {
    causes: ['config-missing'],
    objects: [object('Deployment', 'dojopool-api'), object('ConfigMap', 'dojopool-api-config')],
  },
  revert: (system) => system.restore('Deployment/dojopool-api'),
};
