import { describe, expect, it } from '@jest/globals';
import { onsetIn } from '../../../../functions/logs/figures/rise.ts';

const at = (values: readonly number[]): Record<string, number> =>
  Object.fromEntries(values.map((value, i) => [String(100 + i), value]));
const find = (...values: number[]) => onsetIn(at(values), 100, 100 + values.length - 1);

describe('onsetIn', () => {
  it('finds the minute of a step', () => {
    const onset = find(1, 0, 2, 1, 0, 40, 38, 44);
    expect(onset).toMatchObject({ at: '1970-01-01T01:45:00Z', minutesBefore: 5, minutesAfter: 3 });
  });
  it('says how sure it is: a slow rise is less exact than a step', () => {
    const step = find(0, 0, 0, 0, 50, 50, 50, 50);
    const rise = find(0, 0, 1, 1, 2, 3, 4, 5, 6, 6);
    expect(step?.uncertaintyMs).toBe(60_000);
    expect(rise?.uncertaintyMs).toBeGreaterThan(60_000);
  });
  it('names no onset for steady errors, falling errors, noise, or a single error', () => {
    expect(find(10, 12, 9, 11, 10, 13)).toBeUndefined();
    expect(find(50, 40, 3, 2, 1)).toBeUndefined();
    expect(find(1, 0, 2, 1, 3, 1)).toBeUndefined();
    expect(find(0, 0, 0, 1)).toBeUndefined();
  });
  it('counts minutes without a line as minutes without an error', () => {
    expect(onsetIn({ '110': 30, '111': 31 }, 100, 111)?.at).toBe('1970-01-01T01:50:00Z');
  });
});
