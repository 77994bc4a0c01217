import { describe } from '@jest/globals';
import { answered } from './dependencies/errors.ts';
import { others } from './dependencies/outside.ts';
import { unreached } from './dependencies/unreached.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of dependencies', () => {
  holdsWhole(new URL('./dependencies.txt', import.meta.url), { ...answered, ...unreached, ...others });
});
