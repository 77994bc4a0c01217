import { type Fault, object } from '../harness/fault.ts';
import { eventSays } from './shows.ts';

export const wrongReadinessPort: Fault = {
  name: 'wrong-readiness-port',
  inject: (system) =>
    system.changeContainer('Deployment/dojopool-api', {
      readinessProbe: { httpGet: { path: '/readyz', port: 3001 }, periodSeconds: 2, failureThreshold: 2 },
    }),
  shows: async (system) => {
    await eventSays(system, 'Readiness probe failed: Get "http');
  },
  expected: { causes: ['readiness-probe'], objects: [object('Deployment', 'dojopool-api')] },
  revert: (system) => system.restore('Deployment/dojopool-api'),
  lastsMs: 8000,
};
