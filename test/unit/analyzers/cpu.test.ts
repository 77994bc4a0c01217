import { describe, expect, it } from '@jest/globals';
import { cpu } from '../../../functions/analyzers/cpu.ts';
import { app, findingsOf, join, NOW, short } from './cluster.ts';

const series = (signal: string, values: readonly number[], workload = 'api') => ({
  signal,
  namespace: 'shop',
  workload,
  points: values.map((value, i) => [Date.parse(NOW) - (values.length - i) * 5000, value] as const),
});
const rise = (low: number, high: number) => [...Array(20).fill(low), ...Array(20).fill(high)] as number[];

describe('cpu', () => {
  it('names a workload whose throttling rose with its use', () => {
    const parts = join(app('api', { container: { resources: { limits: { cpu: '200m' } } } }), {
      signals: [series('throttling', rise(0, 0.8)), series('cpu', rise(0.02, 0.2))],
    });
    expect(short(findingsOf(cpu, parts))).toEqual(['cpu-saturation Deployment/api strong']);
  });

  it('does not take use alone for throttling', () => {
    expect(findingsOf(cpu, join(app('api'), { signals: [series('cpu', rise(0.02, 0.2))] }))).toEqual([]);
  });

  it('leaves out what was throttled as much from the start: no change is known', () => {
    expect(
      findingsOf(cpu, join(app('api'), { signals: [series('throttling', Array(40).fill(0.5))] })),
    ).toEqual([]);
  });
});
