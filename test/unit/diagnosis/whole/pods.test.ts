import { describe } from '@jest/globals';
import { configuration } from './pods/configuration.ts';
import { crashes } from './pods/crashes.ts';
import { images } from './pods/images.ts';
import { initial } from './pods/init-waits.ts';
import { jobs } from './pods/jobs.ts';
import { memory } from './pods/memory.ts';
import { onNodes } from './pods/nodes.ts';
import { probes } from './pods/probes.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of pods', () => {
  holdsWhole(new URL('./pods.txt', import.meta.url), {
    ...configuration,
    ...crashes,
    ...images,
    ...initial,
    ...jobs,
    ...probes,
    ...memory,
    ...onNodes,
  });
});
