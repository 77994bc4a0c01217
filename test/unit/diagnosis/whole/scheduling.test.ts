import { describe } from '@jest/globals';
import { held } from './scheduling/held.ts';
import { refused } from './scheduling/refused.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of scheduling', () => {
  holdsWhole(new URL('./scheduling.txt', import.meta.url), { ...refused, ...held });
});
