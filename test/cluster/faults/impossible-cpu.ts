import { type Fault, object } from '../harness/fault.ts';
import { podUnscheduled } from './shows.ts';

export const impossibleCpu: Fault = {
  name: 'impossible-cpu',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', {
      resources: { requests: { cpu: '640' }, limits: { cpu: '640' } },
    }),
  shows: async (system) => {
    await podUnscheduled(system, 'dojopool-api');
  },
  expected: { causes: ['unschedulable'], objects: [object('Deployment', 'dojopool-api')] },
  revert: (system) => system.restore('Deployment/dojopool-api'),
};
