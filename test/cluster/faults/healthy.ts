import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../harness/fault.ts';

/** Nothing is wrong: nothing may be named. */
export const healthy: Fault = {
  name: 'healthy',
  inject: async () => undefined,
  shows: () => sleep(5000),
  expected: { causes: [], objects: [] },
  revert: async () => undefined,
};
