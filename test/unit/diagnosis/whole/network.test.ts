import { describe } from '@jest/globals';
import { resolved } from './network/names.ts';
import { barred } from './network/policies.ts';
import { led } from './network/routes.ts';
import { holdsWhole } from './whole.ts';

describe('all that is concluded of the network', () => {
  holdsWhole(new URL('./network.txt', import.meta.url), { ...resolved, ...led, ...barred });
});
