import { describe, expect, it } from '@jest/globals';
import { alteredOf } from './altered.ts';
import { GRAMMARS } from './ordinary.ts';

/** Things drawn of each grammar. */
const EACH = 25;

describe('ordinary lines, identifiers, variables, command lines and paths', () => {
  it('come through byte for byte', () => {
    const { drawn, altered } = alteredOf(Object.keys(GRAMMARS), EACH);
    expect(drawn).toBeGreaterThan(4_000);
    expect(altered.map(({ grammar, was, shown }) => `${grammar}: ${was} -> ${shown}`)).toEqual([]);
  });
});
