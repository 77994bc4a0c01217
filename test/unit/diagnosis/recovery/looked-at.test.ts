import { expect, it } from '@jest/globals';
import { lookedAt } from '../../../../functions/diagnosis/recovery/looked-at.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 25, 14) + seconds * 1_000).toISOString();

it.each([
  ['no', 0, 2],
  ['no', 120, 2],
  ['unknown', 120, 2],
  ['yes', 120, 1],
  ['no', -1, 1],
  ['no', Number.NaN, 1],
] as const)(
  'says of a recovery that is %s and was looked for %d s after the resolution that nobody looks again',
  (recovered, after, lines) => {
    const seen = Number.isNaN(after) ? 'soon' : at(after);
    const told = lookedAt({ recovered, facts: [{ says: 'too-few-requests' }] }, at(0), seen);
    expect(told.facts).toHaveLength(lines);
    expect(told.recovered).toBe(recovered);
  },
);
