import { describe, expect, it } from '@jest/globals';
import { hpa } from '../../../../functions/diagnosis/mechanisms/load/hpa.ts';
import { ago, app, findingsOf, join, short } from './cluster.ts';

const autoscaler = (reason: string, current: number) => ({
  horizontalpodautoscalers: [
    {
      metadata: { name: 'api', namespace: 'shop' },
      spec: { minReplicas: 1, maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'api' } },
      status: { currentReplicas: current, conditions: [{ type: 'ScalingLimited', status: 'True', reason }] },
    },
  ],
});

describe('hpa', () => {
  it('names the workload that is held at its maximum', () => {
    expect(short(findingsOf(hpa, join(app('api'), autoscaler('TooManyReplicas', 3))))).toEqual([
      'hpa-maxed Deployment/api strong',
    ]);
  });

  it.each<[string, string, object, object, number, readonly string[]]>([
    [
      'of each pod',
      'External',
      { averageValue: '20' },
      { averageValue: '40' },
      3,
      ['metric waiting is 40 for each pod, to be held at 20'],
    ],
    ['less than twice as much', 'External', { averageValue: '20' }, { averageValue: '39' }, 3, []],
    [
      'as a whole',
      'Object',
      { value: '100' },
      { value: '48k' },
      3,
      ['metric waiting is 48000, to be held at 100'],
    ],
    [
      'as a whole, of three pods',
      'External',
      { averageValue: '20' },
      { value: '150' },
      3,
      ['metric waiting is 50 for each pod, to be held at 20'],
    ],
    ['not known', 'External', { averageValue: '20' }, { averageValue: '0' }, 3, []],
    ['the CPU', 'Resource', { averageValue: '20' }, { averageValue: '400' }, 3, []],
  ])('tells how far over its target its own metric is: %s', (_, type, target, current, replicas, told) => {
    const source = (side: object) => ({
      type,
      [type.toLowerCase()]: { metric: { name: 'waiting' }, ...side },
    });
    const [made] = autoscaler('TooManyReplicas', replicas).horizontalpodautoscalers;
    const parts = join(app('api'), {
      horizontalpodautoscalers: [
        {
          ...made,
          spec: { ...made?.spec, metrics: [source({ target })] },
          status: { ...made?.status, currentMetrics: [source({ current })] },
        },
      ],
    });
    expect(findingsOf(hpa, parts)[0]?.evidence.slice(1)).toEqual(told);
  });

  it('leaves out one at its minimum, which is limited too', () => {
    expect(findingsOf(hpa, join(app('api'), autoscaler('TooFewReplicas', 1)))).toEqual([]);
  });

  it('leaves out one that is still on its way up', () => {
    expect(findingsOf(hpa, join(app('api'), autoscaler('TooManyReplicas', 2)))).toEqual([]);
  });
});

describe('an autoscaler whose maximum was lowered', () => {
  const lowered = (seconds: number, was?: string, key = 'spec.maxReplicas') => {
    const [made] = autoscaler('TooManyReplicas', 3).horizontalpodautoscalers;
    const conditions = made?.status.conditions.map((one) => ({ ...one, lastTransitionTime: ago(300) }));
    return findingsOf(
      hpa,
      join(app('api'), {
        horizontalpodautoscalers: [
          {
            ...made,
            metadata: {
              ...made?.metadata,
              creationTimestamp: ago(86_400),
              ...(was === undefined ? {} : { lastApplied: { 'spec.maxReplicas': was } }),
              managedFields: [
                { manager: 'kubectl-patch', operation: 'Update', time: ago(seconds), keys: [key] },
              ],
            },
            status: { ...made?.status, conditions },
          },
        ],
      }),
    )[0];
  };

  it('says so, and to set it back', () => {
    const found = lowered(310, '8');
    expect(found?.since).toBe('2026-11-25T13:54:50Z');
    expect(found?.evidence[1]).toBe(
      'horizontalpodautoscaler/api was changed at 13:54:50Z (kubectl-patch): spec.maxReplicas 8 -> 3',
    );
    expect(found?.actions[0]?.text).toBe('set spec.maxReplicas back to 8');
  });

  it.each<[string, ReturnType<typeof lowered>, number]>([
    ['where the old one is not known', lowered(310), 2],
    ['as it was met', lowered(295), 2],
    ['after it was met', lowered(294), 1],
    ['long before', lowered(1201), 1],
    ['but raised', lowered(310, '2'), 1],
    ['in another field', lowered(310, undefined, 'spec.minReplicas'), 1],
  ])('counts %s', (_, found, lines) => {
    expect(found?.evidence).toHaveLength(lines);
  });
});
