import { describe, expect, it } from '@jest/globals';
import { latency } from '../../../../functions/diagnosis/mechanisms/load/latency.ts';
import { app, findingsOf, join, NOW, service, short } from './cluster.ts';

const series = (signal: string, workload: string, values: readonly number[]) => ({
  signal,
  namespace: 'shop',
  workload,
  points: values.map((value, i) => [Date.parse(NOW) - (values.length - i) * 5000, value] as const),
});
const rise = (low: number, high: number) => [...Array(20).fill(low), ...Array(20).fill(high)] as number[];

describe('latency', () => {
  it('names the callee, whose latency its caller contains', () => {
    const parts = join(
      app('web', { container: { env: [{ name: 'API_ADDR', value: 'api:80' }] } }),
      app('api'),
      {
        services: [service('api')],
        signals: [series('latencyTail', 'web', rise(30, 300)), series('latencyTail', 'api', rise(5, 250))],
      },
    );
    expect(short(findingsOf(latency, parts))).toEqual(['latency-network Deployment/api strong']);
  });

  describe('of a callee', () => {
    const asking = (name: string) =>
      app(name, { container: { env: [{ name: 'API_ADDR', value: 'api:80' }] } });
    const slow = (web: readonly number[], api: readonly number[], other?: readonly number[]) =>
      join(asking('web'), app('api'), ...(other ? [asking('shop')] : []), {
        services: [service('api')],
        signals: [
          series('latencyTail', 'web', web),
          series('latencyTail', 'api', api),
          ...(other ? [series('latencyTail', 'shop', other)] : []),
        ],
      });
    const named = (...given: Parameters<typeof slow>) => short(findingsOf(latency, slow(...given)));

    it('explains its caller from half of what that lost on', () => {
      expect(named(rise(30, 430), rise(5, 205))).toEqual(['latency-network Deployment/api strong']);
      expect(named(rise(30, 430), rise(5, 204))).toEqual(['latency-network Deployment/web strong']);
    });

    it('is not blamed where another caller of it is not slow', () => {
      expect(named(rise(30, 300), rise(5, 250), rise(30, 30))).toEqual([
        'latency-network Deployment/web strong',
      ]);
      expect(named(rise(30, 300), rise(5, 250), rise(30, 300))).toEqual([
        'latency-network Deployment/api strong',
      ]);
    });
  });

  it('names the node when several become slow on it together', () => {
    const parts = join(
      ...['a', 'b', 'c'].map((name) => app(name, { node: 'n2' })),
      app('z', { node: 'n1' }),
      {
        signals: [
          ...['a', 'b', 'c'].map((name) => series('latencyTail', name, rise(5, 250))),
          series('latencyTail', 'z', rise(5, 5)),
        ],
      },
    );
    expect(short(findingsOf(latency, parts))).toEqual(['node-infrastructure Node/n2 strong']);
  });

  it('leaves what is throttled to the CPU', () => {
    const parts = join(app('api'), {
      signals: [series('latencyTail', 'api', rise(5, 250)), series('throttling', 'api', rise(0, 0.9))],
    });
    expect(findingsOf(latency, parts)).toEqual([]);
  });

  it('leaves out a rise that nobody feels', () => {
    expect(
      findingsOf(latency, join(app('api'), { signals: [series('latencyTail', 'api', rise(1, 8))] })),
    ).toEqual([]);
  });
});
