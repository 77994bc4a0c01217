import { describe, expect, it } from '@jest/globals';
import { controller } from '../../../../functions/diagnosis/mechanisms/cluster/controller.ts';
import { ago, deployment, event, findingsOf, node, pod, short, viewOf } from './cluster.ts';

const master = {
  ...node('m1'),
  metadata: { name: 'm1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
};
const ignored = (more: object = {}) => ({
  deployments: [
    {
      ...deployment('api', { replicas: 2, ready: 0, meta: { generation: 4, creationTimestamp: ago(300) } }),
      ...more,
    },
  ],
  pods: [pod('web')],
  events: [],
  nodes: [node('n1'), master],
});

describe('controller', () => {
  it('names the control-plane node when a change of a Deployment is not acted upon', () => {
    expect(short(findingsOf(controller, ignored()))).toEqual(['node-infrastructure Node/m1 strong']);
  });

  it('leaves out a Deployment whose pods are refused: its controller works', () => {
    const refused = {
      ...ignored(),
      events: [event('ReplicaSet', 'api-6d4cf56db6', 'FailedCreate', 'exceeded quota: q')],
    };
    expect(findingsOf(controller, refused)).toEqual([]);
  });

  it('leaves out one that its controller has seen, and one that is new', () => {
    const seen = deployment('api', {
      replicas: 2,
      ready: 0,
      meta: { generation: 4, creationTimestamp: ago(300) },
    });
    expect(
      findingsOf(controller, ignored({ status: { ...(seen.status as object), observedGeneration: 4 } })),
    ).toEqual([]);
    expect(
      findingsOf(
        controller,
        ignored({ metadata: { name: 'api', namespace: 'shop', generation: 1, creationTimestamp: ago(5) } }),
      ),
    ).toEqual([]);
  });
});

describe('a specification that no controller has seen', () => {
  const meta = (seconds: number, more: object = {}) => ({
    metadata: { name: 'api', namespace: 'shop', generation: 4, creationTimestamp: ago(seconds), ...more },
  });

  it('is one half a minute after the last change of it, to the second', () => {
    expect(findingsOf(controller, ignored(meta(29)))).toEqual([]);
    expect(findingsOf(controller, ignored(meta(30)))).toHaveLength(1);
    const changed = (seconds: number) => meta(300, { managedFields: [{ time: ago(seconds) }, { time: '' }] });
    expect(findingsOf(controller, ignored(changed(29)))).toEqual([]);
    expect(controller.analyze(viewOf(ignored(changed(31))))[0]?.evidence).toMatchObject([
      { workload: 'api', pods: 0, desired: 2, age: 31_000 },
    ]);
  });

  it('is none of a paused one, of one without a generation, or of one that has its pods', () => {
    const { spec } = deployment('api', { replicas: 2 });
    expect(findingsOf(controller, ignored({ spec: { ...(spec as object), paused: true } }))).toEqual([]);
    expect(findingsOf(controller, ignored(meta(300, { generation: 0 })))).toEqual([]);
    expect(findingsOf(controller, ignored({ status: { observedGeneration: 3, replicas: 0 } }))).toHaveLength(
      1,
    );
    expect(findingsOf(controller, ignored({ spec: { ...(spec as object), replicas: 0 } }))).toEqual([]);
  });
});
