import { describe, expect, it } from '@jest/globals';
import { cpu } from '../../../../functions/diagnosis/mechanisms/load/cpu.ts';
import { app, commandOf, findingsOf, join, NOW, pod, short, viewOf } from './cluster.ts';

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

describe('throttling', () => {
  const stated = (signals: readonly object[], container: object = {}) =>
    cpu.analyze(viewOf(join(app('api', { container: { ...container } }), { signals })))[0];
  const USED = series('cpu', rise(0.1, 0.4));

  it.each([
    [0, 0.25, 'strong'],
    [0, 0.24, undefined],
    [0.12, 0.3, 'strong'],
    [0.13, 0.3, 'hint'],
    [0.2, 0.61, 'strong'],
    [0.2, 0.6, 'hint'],
  ])('from %d to %d is %s', (low, high, strength) => {
    expect(stated([series('throttling', rise(low, high)), USED])?.strength).toBe(strength);
  });

  it.each([
    ['cpu', 0.1, 0.21, 'strong'],
    ['cpu', 0.1, 0.2, 'hint'],
    ['latencyTail', 0.1, 0.5, 'strong'],
    ['latencyTail', 0.4, 0.5, 'hint'],
  ])('counts where %s rose from %d to %d: %s', (signal, low, high, strength) => {
    expect(stated([series('throttling', rise(0, 0.8)), series(signal, rise(low, high))])?.strength).toBe(
      strength,
    );
  });

  it('is told with what rose, and against it what was so before', () => {
    const limits = { resources: { limits: { cpu: '200m' } } };
    const all = [series('throttling', rise(0, 0.8)), USED, series('latencyTail', rise(0.1, 0.9))];
    const found = stated(all, limits);
    expect(found).toMatchObject({
      title: { says: 'cpu-limit-stops', throttled: 0.8 },
      evidence: [
        { says: 'throttling-rose', before: 0, peak: 0.8 },
        { says: 'cpu-use', before: 0.1, peak: 0.4, limit: 0.2 },
        { says: 'latency-while-throttled', before: 0.1, peak: 0.9 },
      ],
      against: [],
    });
    expect(stated([series('throttling', rise(0.3, 0.5))])).toMatchObject({
      evidence: [{}],
      against: [{ says: 'throttled-before-too' }],
    });
    expect(stated(all)?.evidence[1]).toMatchObject({ limit: null });
  });

  it.each([
    ['200m', 1],
    ['500m', 1],
    ['600m', 2],
    ['2', 4],
  ])('of a limit of %s is raised to %i', (limit, raised) => {
    const found = stated([series('throttling', rise(0, 0.8)), USED], {
      resources: { limits: { cpu: limit } },
    });
    const change = found?.actions.find(({ kind }) => kind === 'change');
    expect(commandOf({ actions: change ? [change] : [] })).toBe(
      `kubectl -n shop set resources deployment/api --limits=cpu=${raised}`,
    );
  });

  it('of a pod alone is not raised: it cannot be', () => {
    const alone = pod('api');
    const metadata = { ...(alone.metadata as object), ownerReferences: [] };
    const { name } = metadata as unknown as { readonly name: string };
    const signals = [series('throttling', rise(0, 0.8), name), series('cpu', rise(0.1, 0.4), name)];
    const found = cpu.analyze(viewOf({ pods: [{ ...alone, metadata }], signals }));
    expect(found.map(({ actions }) => actions.map(({ kind }) => kind))).toEqual([['look']]);
  });
});
