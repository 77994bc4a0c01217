import { describe, expect, it } from '@jest/globals';
import { calibrationTable } from './calibration.ts';
import type { Held } from './scores.ts';

const held = (first: Held['first'], now = first): Held => ({ first, now });
const RIGHT = { verdict: 'right', said: 'oom-killed of Deployment/cart (high)' } as const;
const LOW = { verdict: 'right at low', said: 'oom-killed of Deployment/cart (low)' } as const;
const WRONG = { verdict: 'wrong', said: 'bad-rollout of Deployment/cart (medium)' } as const;
const MISSED = { verdict: 'missed', said: 'no cause' } as const;
const HINT = { verdict: 'right', said: 'abuse of Deployment/edge (low)' } as const;
const QUIET = { verdict: 'right', said: 'no cause' } as const;

describe('the calibration table', () => {
  it('counts what was right by the confidence that it was said at, by set, at first and now', () => {
    const table = calibrationTable(
      new Map<string, readonly (readonly [string, Held])[]>([
        [
          '',
          [
            ['backend-slow', held(MISSED, LOW)],
            // Well systems: a hint that is no alarm is no right cause either.
            ['well-but-noisy', held(HINT)],
            ['all-well', held(QUIET)],
          ],
        ],
        ['guests', [['chain-of-callers', held(WRONG, RIGHT)]]],
      ]),
    );
    expect(table.split('\n')).toEqual([
      '| first cause said at | own, first | own, now | guests, first | guests, now | all, first | all, now |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| high: right | none said | none said | none said | 1 of 1 | none said | 1 of 1 |',
      '| medium: right | none said | none said | 0 of 1 | none said | 0 of 1 | none said |',
      '| low: right | 0 of 1 | 1 of 2 | none said | none said | 0 of 1 | 1 of 2 |',
      '| no cause: was well | 1 of 2 | 1 of 1 | none | none | 1 of 2 | 1 of 1 |',
    ]);
  });
});
