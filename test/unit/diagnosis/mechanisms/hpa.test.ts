import { describe, expect, it } from '@jest/globals';
import { hpa } from '../../../../functions/diagnosis/mechanisms/load/hpa.ts';
import { app, findingsOf, join, short } from './cluster.ts';

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
