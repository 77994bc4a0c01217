import { describe, expect, it } from '@jest/globals';
import { saying } from '../../../../functions/diagnosis/mechanisms/shared/patterns.ts';
import { evictedAt } from '../../../../functions/diagnosis/view/evicted-at.ts';
import { isOutside } from '../../../../functions/diagnosis/view/outside.ts';
import { shiftOf } from '../../../../functions/diagnosis/view/series.ts';
import { ago, app, join, log, NOW, node, pod, podName, service, viewOf } from '../mechanisms/cluster.ts';

it.each([
  ['api.wayfinder.com', false, true],
  ['7up.example.com', false, true],
  ['a.shop.com', false, true],
  ['10.0.0.9', false, false],
  ['fe80::1.com', false, false],
  ['nowhere', false, false],
  ['api.shop', false, false],
  ['api.other', false, false],
  ['x.internal', false, false],
  ['x.internal.example.com', false, false],
  ['x.svc', false, false],
  ['x.y.localdomain', true, false],
  ['a.b.c', true, true],
  ['a.b.c', false, false],
])('a host outside the cluster: %s, set up %p: %p', (host, isSet, is) => {
  const other = { ...service('x'), metadata: { name: 'x', namespace: 'other' } };
  expect(isOutside(viewOf({ services: [other] }), host, isSet)).toBe(is);
});

it.each([
  [1, undefined],
  [2, 9],
])(
  'a level counts where it holds for half of what was measured over a quarter of a minute: %i points, 5 s apart',
  (points, peak) => {
    const values = [...Array<number>(12).fill(1), ...Array<number>(points).fill(9)];
    const series = {
      signal: 'cpu' as const,
      namespace: 'shop',
      workload: 'api',
      points: values.map((value, i) => [Date.parse(NOW) + i * 5000, value] as const),
    };
    expect(shiftOf(series, false)?.peak).toBe(peak);
  },
);

it('is a Node that is not ready, as an object', () => {
  const unready = { conditions: [{ type: 'Ready', status: 'Unknown' }] };
  expect(viewOf({ nodes: [node('a'), node('b', unready)] }).symptoms).toEqual([
    { ref: { kind: 'Node', namespace: '', name: 'b' }, kind: 'unavailable', weight: 1 },
  ]);
});

it.each([
  [[{}, { lastTransitionTime: ago(9) }, { lastTransitionTime: ago(20) }], 9],
  [[{}], 50],
  [[], 50],
])('a pod was evicted when the last of its conditions changed: %j', (conditions, seconds) => {
  const status = {
    startTime: ago(50),
    conditions: conditions.map((one) => ({ type: 'x', status: 'y', ...one })),
  };
  const read = viewOf({ pods: [pod('api', { status })] }).evidence.all('pods')[0];
  expect(read && evictedAt(read)).toBe(Date.parse(ago(seconds)));
});

describe('the last lines of a log', () => {
  it.each([
    ['boom', true],
    ['{"level":30,"msg":"boom"}', false],
    ['{"level":10,"msg":"boom"}', false],
    ['{"level": 20,"msg":"boom"}', false],
    ['{"level":300,"msg":"boom"}', true],
    ['{"level":"info","msg":"boom"}', false],
    ['{"severity":"notice","msg":"boom"}', false],
    ['{"lvl":"debug","msg":"boom"}', false],
    ['{"level":"error","msg":"boom"}', true],
    ['level=info boom', false],
    ['level=debug boom', false],
    ['level=trace boom', false],
    ['level=information boom', true],
    ['INFO boom', false],
    ['at 5 [DEBUG] boom', false],
    ['TRACE: boom', false],
    ['boom NOTICE', false],
    ['xINFO boom', true],
    ['INFOx boom', true],
    ['INFO boom ERROR', true],
    ['INFO boom FATAL', true],
  ])('say something unless their logger calls it information: %s, %p', (line, is) => {
    const view = viewOf(join(app('api'), { logs: [log({ pod: podName('api'), tail: [line] })] }));
    const [workload] = view.workloads;
    expect(workload && saying(view, workload, /boom/)).toHaveLength(is ? 1 : 0);
  });

  it('are counted from the first to the last of several logs', () => {
    const one = (name: string, first: string, last: string) => {
      const entry = log({ pod: name }, { boom: 2 });
      return {
        ...entry,
        summary: { ...entry.summary, patterns: entry.summary.patterns.map((p) => ({ ...p, first, last })) },
      };
    };
    const view = viewOf(
      join(app('api'), {
        pods: [pod('api', { suffix: 'bbbbb' })],
        logs: [one(podName('api'), ago(90), ago(10)), one(podName('api', 'bbbbb'), ago(99), ago(20))],
      }),
    );
    const [workload] = view.workloads;
    expect(workload && saying(view, workload, /boom/)).toMatchObject([
      { count: 4, pods: 2, first: ago(99), last: ago(10) },
    ]);
  });
});
