import { describe } from '@jest/globals';
import { differing } from './differences/changes.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of what changed', () => {
  holdsWhole(new URL('./differences.txt', import.meta.url), differing);
});
