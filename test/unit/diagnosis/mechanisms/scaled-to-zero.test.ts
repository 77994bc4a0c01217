import { describe, expect, it } from '@jest/globals';
import { scaledToZero } from '../../../../functions/diagnosis/mechanisms/scheduling/scaled-to-zero.ts';
import {
  ago,
  commandOf,
  deployment,
  event,
  findingsOf,
  join,
  log,
  pod,
  podName,
  replicaSet,
  service,
  short,
} from './cluster.ts';

const zero = {
  deployments: [deployment('api', { replicas: 0, ready: 0 })],
  pods: [pod('web')],
  services: [service('api')],
};
const caller = {
  deployments: [deployment('web', { container: { env: [{ name: 'API_URL', value: 'http://api' }] } })],
};

describe('scaled-to-zero', () => {
  it('leaves out a tool that was made with no replicas and that nobody calls', () => {
    const tool = (generation: number, more = {}) =>
      findingsOf(
        scaledToZero,
        join(
          { deployments: [deployment('adminer', { replicas: 0, meta: { generation, ...more } })] },
          { services: [service('adminer')] },
        ),
      );
    expect(tool(1)).toEqual([]);
    expect(tool(2)[0]).toMatchObject({
      title: 'it is scaled to 0 replicas, though a Service points to it',
      strength: 'strong',
    });
    const long = { managedFields: [{ manager: 'kubectl', time: ago(86_400), keys: ['spec.replicas'] }] };
    expect(tool(2, long)[0]?.strength).toBe('hint');
    const exposed = {
      ingresses: [
        {
          metadata: { name: 'edge', namespace: 'shop' },
          spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'adminer' } } }] } }] },
        },
      ],
    };
    const parts = join(
      { deployments: [deployment('adminer', { replicas: 0, meta: { generation: 1 } })] },
      { services: [service('adminer')], ...exposed },
    );
    expect(findingsOf(scaledToZero, parts)).toHaveLength(1);
  });

  it('names a workload that others call and that asks for no pod, with what ran before', () => {
    const parts = join(zero, caller, {
      events: [event('Deployment', 'api', 'ScalingReplicaSet', 'Scaled down replica set api-1 to 0 from 3')],
    });
    const found = findingsOf(scaledToZero, parts);
    expect(short(found)).toEqual(['scaled-to-zero Deployment/api proof']);
    expect(commandOf(found[0])).toContain('--replicas=3');
  });

  it('is less sure where nobody is seen to call it', () => {
    expect(short(findingsOf(scaledToZero, zero))).toEqual(['scaled-to-zero Deployment/api strong']);
  });

  it('only hints where those who are configured to call it are well and do not miss it', () => {
    const parts = join(zero, caller, {
      replicasets: [replicaSet('web')],
      logs: [log({ pod: podName('web') })],
    });
    expect(short(findingsOf(scaledToZero, parts))).toEqual(['scaled-to-zero Deployment/api hint']);
  });

  it('leaves out a workload that nothing leads to', () => {
    expect(findingsOf(scaledToZero, { deployments: [deployment('batch', { replicas: 0 })] })).toEqual([]);
  });

  it('doubts itself where an autoscaler may scale to zero', () => {
    const hpa = {
      metadata: { name: 'api', namespace: 'shop' },
      spec: { minReplicas: 0, maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'api' } },
    };
    const found = findingsOf(scaledToZero, join(zero, caller, { horizontalpodautoscalers: [hpa] }));
    expect(short(found)).toEqual(['scaled-to-zero Deployment/api strong']);
  });
});
