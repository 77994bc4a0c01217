import { type Fault, object } from '../harness/fault.ts';
import { podWaits } from './shows.ts';

/** A value in the ConfigMap that the program does not know ends it with an exception on its next start. */
export const crashOnStart: Fault = {
  name: 'crash-on-start',
  inject: async (system) => {
    await system.change('ConfigMap/dojopool-api-config', { data: { LOG_LEVEL: 'verbose' } });
    await system.kubectl('rollout', 'restart', 'deployment/dojopool-api');
  },
  shows: async (system) => {
    await podWaits(system, 'dojopool-api', 'CrashLoopBackOff');
  },
  expected: { causes: ['crash-app-error'], objects: [object('Deployment', 'dojopool-api')] },
  revert: (system) => system.restore('ConfigMap/dojopool-api-config', 'Deployment/dojopool-api'),
};
