import { describe } from '@jest/globals';
import { claims } from './storage/claims.ts';
import { written } from './storage/mounts.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of storage', () => {
  holdsWhole(new URL('./storage.txt', import.meta.url), { ...claims, ...written });
});
