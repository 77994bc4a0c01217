import { describe, expect, it } from '@jest/globals';
import { node } from '../../../functions/analyzers/node.ts';
import { ago, app, event, findingsOf, join, node as nodeOf, podName, short } from './cluster.ts';

const down = {
  conditions: [
    {
      type: 'Ready',
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: ago(60),
    },
  ],
};

describe('node', () => {
  it('names a node whose kubelet does not report, and explains only the pods on it', () => {
    const parts = join(app('api', { ready: false, node: 'node-2' }), app('web'), {
      nodes: [nodeOf('node-1'), nodeOf('node-2', down)],
    });
    const found = findingsOf(node, parts);
    expect(short(found)).toEqual(['node-infrastructure Node/node-2 proof']);
    expect(found[0]?.explains.map(({ name }) => name)).toEqual(['node-2', 'api']);
  });

  it('names pressure, by the conditions that Kubernetes knows', () => {
    const parts = join(app('api', { ready: false }), {
      nodes: [
        nodeOf('node-1', {
          conditions: [
            { type: 'Ready', status: 'True' },
            { type: 'DiskPressure', status: 'True' },
          ],
        }),
      ],
    });
    expect(short(findingsOf(node, parts))).toEqual(['node-infrastructure Node/node-1 proof']);
  });

  it('only hints at a node whose pods here are well: nodes come and go', () => {
    const parts = join(app('api'), { nodes: [nodeOf('node-1'), nodeOf('node-2', down)] });
    expect(short(findingsOf(node, parts))).toEqual(['node-infrastructure Node/node-2 hint']);
  });

  it('leaves out conditions of other programs: only their author knows which value is well', () => {
    const parts = join(app('api'), {
      nodes: [
        nodeOf('node-1', {
          conditions: [
            { type: 'Ready', status: 'True' },
            { type: 'FrequentKubeletRestart', status: 'True' },
          ],
        }),
      ],
    });
    expect(findingsOf(node, parts)).toEqual([]);
  });

  it('sees a runtime that does not answer', () => {
    const parts = join(app('api', { ready: false, phase: 'Pending' }), {
      nodes: [nodeOf('node-1')],
      events: [
        event(
          'Pod',
          podName('api'),
          'FailedCreatePodSandBox',
          'dial unix /run/containerd/containerd.sock: connect: no such file or directory',
        ),
      ],
    });
    expect(short(findingsOf(node, parts))).toEqual(['node-infrastructure Node/node-1 proof']);
  });

  it('leaves out a node that came back', () => {
    const parts = join(app('api'), {
      nodes: [nodeOf('node-1')],
      events: [event('Node', 'node-1', 'NodeNotReady', 'Node node-1 status is now: NodeNotReady')],
    });
    expect(findingsOf(node, parts)).toEqual([]);
  });
});
