import { describe, expect, it } from '@jest/globals';
import { mayPrecede, slackOf } from '../../../functions/model/near.ts';

const MINUTE = 60_000;
const onset = (uncertaintyMs: number) => ({ uncertaintyMs });

describe('a change may have come before an onset', () => {
  it.each([
    // An onset that is known to the second still leaves what clocks differ by.
    [-5_000, 1_000, true],
    [-5_001, 1_000, false],
    // One that is known to the minute leaves the minute.
    [-MINUTE, MINUTE, true],
    [-MINUTE - 1, MINUTE, false],
    // One that is hardly known leaves no more than a minute and a half.
    [-90_000, 4 * MINUTE, true],
    [-90_001, 4 * MINUTE, false],
    [15 * MINUTE, 1_000, true],
    [15 * MINUTE + 1, 1_000, false],
  ])('that lies %d ms before it, ± %d ms: %s', (lead, uncertaintyMs, may) => {
    expect(mayPrecede(lead, onset(uncertaintyMs), 15 * MINUTE)).toBe(may);
  });

  it('only where an onset is known', () => {
    expect(mayPrecede(null, null, MINUTE)).toBe(false);
    expect(slackOf(null)).toBe(5_000);
  });
});
