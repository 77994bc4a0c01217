import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, object } from '../harness/fault.ts';

export const wrongTargetPort: Fault = {
  name: 'wrong-target-port',
  inject: (system) =>
    system.change('Service/dojopool-api', {
      spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    }),
  shows: () => sleep(3000),
  expected: { causes: ['service-misrouting'], objects: [object('Service', 'dojopool-api')] },
  revert: (system) => system.restore('Service/dojopool-api'),
  lastsMs: 10_000,
};
