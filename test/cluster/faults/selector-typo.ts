import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, object } from '../harness/fault.ts';

export const selectorTypo: Fault = {
  name: 'selector-typo',
  inject: (system) => system.change('Service/dojopool-api', { spec: { selector: { app: 'dojopool-apis' } } }),
  shows: () => sleep(3000),
  expected: { causes: ['service-misrouting'], objects: [object('Service', 'dojopool-api')] },
  revert: (system) => system.restore('Service/dojopool-api'),
  lastsMs: 10_000,
};
