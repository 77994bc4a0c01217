import { describe, expect, it } from '@jest/globals';
import { baselineRatio } from '../../../../functions/diagnosis/changes/baseline.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 25, 13, minute)).toISOString();
const minutesOf = (requests: readonly number[]) =>
  requests.map((count, minute) => ({
    at: at(minute),
    requests: count,
    errors5xx: 0,
    errors4xx: 0,
    byMethod: {},
  }));
const ratioOf = (requests: readonly number[]) => baselineRatio(minutesOf(requests));

describe('how much busier the last minutes are than those before', () => {
  it('is told by their medians, without the first and the last minute, which are cut off', () => {
    expect(ratioOf([9, 10, 11, 10, 9, 10, 30, 31, 29, 30, 32, 1])).toEqual({
      ratio: 3,
      since: Date.parse(at(6)),
    });
  });

  it('does not depend on the order of the minutes', () => {
    const minutes = minutesOf([1, 10, 10, 10, 10, 10, 30, 30, 30, 30, 30, 1]);
    expect(baselineRatio(minutes.toReversed())).toEqual(baselineRatio(minutes));
  });

  it('needs five whole minutes before the last five', () => {
    expect(ratioOf([1, 10, 10, 10, 10, 10, 30, 30, 30, 30, 30, 1])?.ratio).toBe(3);
    expect(ratioOf([1, 10, 10, 10, 10, 30, 30, 30, 30, 30, 1])).toBeUndefined();
  });

  it('begins with the first minute that is half of the way up', () => {
    expect(ratioOf([1, 10, 10, 10, 10, 10, 19, 20, 30, 30, 30, 1])?.since).toBe(Date.parse(at(7)));
    expect(ratioOf([1, 10, 10, 10, 10, 10, 10, 10, 30, 30, 30, 1])?.since).toBe(Date.parse(at(8)));
    expect(ratioOf([1, 10, 20, 10, 10, 10, 30, 30, 30, 30, 30, 1])?.since).toBe(Date.parse(at(2)));
  });

  it('is not known where nothing came before, or nothing has risen', () => {
    expect(ratioOf([1, 0, 0, 0, 0, 0, 30, 30, 30, 30, 30, 1])).toBeUndefined();
    expect(ratioOf([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10])).toBeUndefined();
  });
});
