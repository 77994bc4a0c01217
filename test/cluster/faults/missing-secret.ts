import { type Fault, object } from '../harness/fault.ts';
import { podWaits } from './shows.ts';

export const missingSecret: Fault = {
  name: 'missing-secret',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', {
      env: [
        { name: 'MAPBOX_TOKEN', valueFrom: { secretKeyRef: { name: 'dojopool-api-mapbox', key: 'token' } } },
      ],
    }),
  shows: async (system) => {
    await podWaits(system, 'dojopool-api', 'CreateContainerConfigError');
  },
  expected: {
    causes: ['config-missing'],
    objects: [object('Deployment', 'dojopool-api'), object('Secret', 'dojopool-api-mapbox')],
  },
  revert: (system) => system.restore('Deployment/dojopool-api'),
};
