import { traffic } from '../dojopool/manifests/services.ts';
import { type Fault, object } from '../harness/fault.ts';
import { until } from '../harness/until.ts';
import { restarts } from './shows.ts';

/** A crawler asks for avatars, which the API keeps in memory until the kernel kills it, again and again. */
export const memoryLeak: Fault = {
  name: 'memory-leak',
  inject: (system) => system.apply(traffic(system.settings, 'avatar-crawler', 25, 'avatars:1')),
  shows: async (system) => {
    await until('the API was OOM-killed', async () => (await restarts(system, 'dojopool-api')) >= 2);
  },
  expected: { causes: ['oom-killed'], objects: [object('Deployment', 'dojopool-api')], words: /OOMKilled/ },
  revert: (system) => system.remove('deployment/avatar-crawler'),
};
