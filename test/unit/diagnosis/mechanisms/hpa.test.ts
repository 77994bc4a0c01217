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

  it('leaves out one at its minimum, which is limited too', () => {
    expect(findingsOf(hpa, join(app('api'), autoscaler('TooFewReplicas', 1)))).toEqual([]);
  });

  it('leaves out one that is still on its way up', () => {
    expect(findingsOf(hpa, join(app('api'), autoscaler('TooManyReplicas', 2)))).toEqual([]);
  });
});
