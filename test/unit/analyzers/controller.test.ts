import { describe, expect, it } from '@jest/globals';
import { controller } from '../../../functions/analyzers/controller.ts';
import { ago, deployment, event, findingsOf, node, pod, short } from './cluster.ts';

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
