import { type Fault, object } from '../harness/fault.ts';
import { until } from '../harness/until.ts';
import { restarts } from './shows.ts';

/** The liveness probe gives up before the API has warmed up. */
export const tightLiveness: Fault = {
  name: 'tight-liveness',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', {
      livenessProbe: { initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 1 },
    }),
  shows: async (system) => {
    // The second kill waits for the kubelet's back-off, and a busy machine starts containers slowly.
    const isKilled = async () => (await restarts(system, 'dojopool-api')) >= 2;
    await until('the probe has killed the API', isKilled, 180_000);
  },
  expected: { causes: ['liveness-probe'], objects: [object('Deployment', 'dojopool-api')] },
  revert: (system) => system.restore('Deployment/dojopool-api'),
};
