import { describe } from '@jest/globals';
import { autoscalers } from './load/autoscalers.ts';
import { processors } from './load/cpu.ts';
import { latencies } from './load/latencies.ts';
import { exhausted } from './load/resources.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of load', () => {
  holdsWhole(new URL('./load.txt', import.meta.url), {
    ...processors,
    ...autoscalers,
    ...latencies,
    ...exhausted,
  });
});
