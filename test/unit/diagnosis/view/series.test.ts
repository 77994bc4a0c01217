import { describe, expect, it } from '@jest/globals';
import { seriesOf, shiftOf } from '../../../../functions/diagnosis/view/series.ts';
import type { SignalSeries } from '../../../../functions/model/evidence.ts';
import { app, podName, viewOf } from '../mechanisms/cluster.ts';

const START = Date.parse('2026-11-25T13:00:00Z');
/** A point each so many seconds. */
const series = (values: readonly number[], seconds = 15): SignalSeries => ({
  signal: 'latencyP50',
  namespace: 'shop',
  workload: 'api',
  points: values.map((value, at) => [START + at * seconds * 1_000, value]),
});
const shift = (values: readonly number[], zeroIsNone = false, seconds = 15) => {
  const found = shiftOf(series(values, seconds), zeroIsNone);
  return found && { baseline: found.baseline, peak: found.peak, after: (found.since - START) / 1_000 };
};

describe('the rise of a series', () => {
  it('is from its usual level to the highest that lasts, from where it is half of the way up', () => {
    expect(shift([1, 1, 1, 1, 1, 1, 9, 9, 9, 9])).toEqual({ baseline: 1, peak: 9, after: 75 });
    expect(shift([1, 1, 1, 1, 1, 5, 5, 5, 9, 9, 9])).toEqual({ baseline: 1, peak: 9, after: 60 });
  });

  it('needs eight points, four of them before it', () => {
    expect(shift([1, 1, 1, 1, 1, 9, 9, 9])).toBeDefined();
    expect(shift([1, 1, 1, 1, 9, 9, 9])).toBeUndefined();
    expect(shift([1, 1, 1, 1, 9, 9, 9, 9, 9])?.after).toBeUndefined();
    expect(shift([9, 9, 9, 9, 9, 9, 9, 9])).toBeUndefined();
    expect(shiftOf(undefined, false)).toBeUndefined();
  });

  it('is none of a single peak', () => {
    expect(shift([1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1])).toBeUndefined();
    expect(shift([1, 1, 1, 1, 1, 1, 9, 9, 1, 1, 1, 1])).toMatchObject({ peak: 9 });
  });

  it('is by levels of half a minute', () => {
    expect(shift([1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1], false, 31)).toBeUndefined();
    expect(shift([1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9], false, 31)).toBeUndefined();
    expect(shift([1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9], false, 30)).toMatchObject({ peak: 9 });
    expect(shift([1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9], false, 7)).toMatchObject({ peak: 9 });
  });

  it('leaves out zeros where they mean that nothing was asked', () => {
    expect(shift([0, 1, 1, 0, 1, 1, 1, 9, 9, 9, 9], true)).toMatchObject({ baseline: 1, peak: 9 });
    expect(shift([0, 0, 0, 0, 0, 9, 9, 9], true)).toBeUndefined();
    expect(shift([0, 0, 0, 0, 0, 9, 9, 9], false)).toMatchObject({ baseline: 0, peak: 9 });
    expect(shift([Number.NaN, 1, 1, 1, 1, 9, 9, 9])).toBeUndefined();
  });
});

describe('the series of a workload', () => {
  const found = (more: Partial<SignalSeries>) => {
    const view = viewOf({ ...app('api'), signals: [{ ...series([1]), ...more }] });
    const workload = view.workloads[0];
    return workload && seriesOf(view, workload, 'latencyP50') !== undefined;
  };
  it.each<[string, Partial<SignalSeries>, boolean]>([
    ['its name', {}, true],
    ['the name of its pod', { workload: podName('api') }, true],
    ['another name', { workload: 'web' }, false],
    ['no namespace', { namespace: '' }, true],
    ['another namespace', { namespace: 'till' }, false],
    ['another signal', { signal: 'success' }, false],
  ])('is one of %s: %p', (_, more, is) => {
    expect(found(more)).toBe(is);
  });
});
