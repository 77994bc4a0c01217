import { describe, expect, it } from '@jest/globals';
import { node } from '../../../../functions/diagnosis/mechanisms/cluster/node.ts';
import { ago, app, event, findingsOf, join, node as nodeOf, podName, short, viewOf } from './cluster.ts';

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

/** What the mechanism states, before it is written. */
const stated = (parts: Parameters<typeof viewOf>[0]) => node.analyze(viewOf(parts))[0];
const conditions = (...entries: readonly object[]) => ({
  nodes: [nodeOf('node-1', { conditions: [{ type: 'Ready', status: 'True' }, ...entries] })],
});

describe("a node's conditions", () => {
  it.each(['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'])(
    'are bad where they hold: %s',
    (type) => {
      const down = app('api', { ready: false });
      expect(stated(join(down, conditions({ type, status: 'True' })))?.title).toEqual({
        says: 'node-under-pressure',
        condition: type,
      });
      expect(findingsOf(node, join(down, conditions({ type, status: 'False' })))).toEqual([]);
    },
  );

  it.each([
    ['Unknown', true],
    ['False', false],
  ])('are bad where it is not ready: %s', (status, silent) => {
    const ready = { type: 'Ready', status, lastTransitionTime: ago(60) };
    const nodes = [nodeOf('node-1', { conditions: [ready, { type: 'DiskPressure', status: 'True' }] })];
    expect(stated(join(app('api', { ready: false }), { nodes }))).toMatchObject({
      title: { says: 'node-not-ready', silent, said: null, reason: null },
      evidence: [
        { condition: 'Ready', status, reason: null, said: null, since: Date.parse(ago(60)) },
        { says: 'pods-of-node-not-ready', pods: { some: 1, all: 1 }, workloads: ['api'] },
      ],
    });
  });

  it('are told with the reason, the words and what the kubelet says of its runtime', () => {
    const ready = {
      type: 'Ready',
      status: 'False',
      reason: 'KubeletNotReady',
      message: 'PLEG is not healthy',
    };
    const parts = join(app('api', { ready: false }), {
      nodes: [nodeOf('node-1', { conditions: [ready] })],
      events: [event('Node', 'node-1', 'ContainerGCFailed', 'container runtime is down')],
    });
    expect(stated(parts)).toMatchObject({
      title: { said: 'PLEG is not healthy', reason: 'KubeletNotReady' },
      evidence: [
        { reason: 'KubeletNotReady', said: 'PLEG is not healthy' },
        { says: 'kubelet-of-runtime', said: 'container runtime is down' },
        {},
      ],
    });
  });

  it.each(['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'])(
    'keep a pod waiting that has no node: %s',
    (taint) => {
      const waits = (message: string, name: string) =>
        app('web', {
          ready: false,
          phase: 'Pending',
          node: name,
          conditions: [{ type: 'PodScheduled', status: 'False', message }],
        });
      const nodes = { nodes: [nodeOf('node-2', down)] };
      const tainted = `0/2 nodes are available: 1 node(s) had untolerated taint {${taint}: }`;
      expect(stated(join(waits(tainted, ''), nodes))).toMatchObject({
        strength: 'proof',
        evidence: [{}, { pods: { some: 0, all: 0 } }, { says: 'node-waited-for', workloads: ['web'] }],
      });
      expect(stated(join(waits('Insufficient cpu', ''), nodes))?.strength).toBe('hint');
      expect(stated(join(waits(tainted, 'node-3'), nodes))?.strength).toBe('hint');
    },
  );
});

describe('a runtime that does not answer', () => {
  const says = (message: string, more: object = {}) =>
    join(app('api', { ready: false, phase: 'Pending' }), {
      nodes: [nodeOf('node-1')],
      events: [event('Node', 'node-1', 'Warning', message, { ...more })],
    });

  it.each([
    'dial unix /run/containerd/containerd.sock: connect: no such file or directory',
    'dial unix /var/run/crio/crio.sock: connect: connection refused',
    'dial unix /run/cri-dockerd.sock: connect: connection refused',
    'dial unix /var/run/dockershim.sock: connect: no such file or directory',
    'dial unix /var/run/docker.sock: connect: connection refused',
    'container runtime is down',
    'PLEG is not healthy: pleg was last seen active 3m ago',
  ])('is told by the kubelet: %s', (message) => {
    expect(short(findingsOf(node, says(message)))).toEqual(['node-infrastructure Node/node-1 proof']);
  });

  it.each([
    'dial unix /run/app.sock: connect: no such file or directory',
    'dial unix /run/containerd/containerd.sock: i/o timeout',
    'no such file or directory',
    'PLEG is healthy',
  ])('is none that others do not answer: %s', (message) => {
    expect(findingsOf(node, says(message))).toEqual([]);
  });

  it('is of the past after ten minutes, and where every pod of the node is well', () => {
    const message = 'container runtime is down';
    const last = (seconds: number) => ({ lastTimestamp: ago(seconds), firstTimestamp: ago(3_000) });
    expect(findingsOf(node, says(message, last(599)))).toHaveLength(1);
    expect(findingsOf(node, says(message, last(600)))).toEqual([]);
    const well = join(app('api'), {
      nodes: [nodeOf('node-1')],
      events: [event('Node', 'node-1', 'Warning', message)],
    });
    expect(findingsOf(node, well)).toEqual([]);
  });

  it('is told in its last words', () => {
    const parts = says('container runtime is down');
    const later = { lastTimestamp: ago(10) };
    const more = { events: [event('Node', 'node-1', 'Later', 'PLEG is not healthy', later)] };
    expect(stated(join(parts, more))?.evidence).toMatchObject([{ said: 'PLEG is not healthy' }, {}]);
  });
});
