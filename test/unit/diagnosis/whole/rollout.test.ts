import { describe } from '@jest/globals';
import { releases } from './rollout/releases.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of rollouts', () => {
  holdsWhole(new URL('./rollout.txt', import.meta.url), releases);
});
