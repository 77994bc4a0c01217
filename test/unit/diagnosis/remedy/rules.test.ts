import { describe } from '@jest/globals';
import { holdsTexts } from '../whole/texts.ts';
import { asked, errors, outside, unreached } from './rules/dependencies.ts';
import { back, clusters, crashes, every, exhausted, held, probed, scaled } from './rules/workloads.ts';

describe('all that is offered', () => {
  holdsTexts(new URL('./rules.txt', import.meta.url), {
    ...every,
    ...crashes,
    ...exhausted,
    ...held,
    ...probed,
    ...clusters,
    ...scaled,
    ...back,
    ...errors,
    ...unreached,
    ...outside,
    ...asked,
  });
});
