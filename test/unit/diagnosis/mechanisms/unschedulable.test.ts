import { describe, expect, it } from '@jest/globals';
import { unschedulable } from '../../../../functions/diagnosis/mechanisms/scheduling/unschedulable.ts';
import {
  schedulerSays,
  schedulingClauses,
} from '../../../../functions/diagnosis/mechanisms/shared/scheduling.ts';
import { ago, app, event, findingsOf, join, pod, podName, short, viewOf } from './cluster.ts';

const pending = (message: string, more = {}) =>
  app('api', {
    ready: false,
    phase: 'Pending',
    node: '',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, ...more }],
  });

describe('unschedulable', () => {
  it("splits the scheduler's message and drops what it says of preemption", () => {
    const found = findingsOf(
      unschedulable,
      pending(
        '0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found.',
      ),
    );
    expect(short(found)).toEqual(['unschedulable Deployment/api proof']);
    expect(found[0]?.title).toBe(
      'no node can take its pod: 1 node(s) were unschedulable, 2 Insufficient cpu',
    );
  });

  it('drops what the scheduler of Kubernetes 1.34 says of resource claims, too', () => {
    const [found] = findingsOf(
      unschedulable,
      pending(
        '0/1 nodes are available: 1 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
      ),
    );
    expect(found?.title).toBe('no node can take its pod: 1 Insufficient nvidia.com/gpu');
    expect(found?.evidence[0]).toBe(
      '1 of 1 pod Pending, the scheduler says: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu',
    );
  });

  it('leaves a pod that waits for its volume to the volume', () => {
    expect(
      findingsOf(
        unschedulable,
        pending('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.'),
      ),
    ).toEqual([]);
  });

  it('is less sure where a node that is down is part of it', () => {
    const found = findingsOf(
      unschedulable,
      pending(
        '0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.',
      ),
    );
    expect(short(found)).toEqual(['unschedulable Deployment/api strong']);
  });

  it('leaves out a pod that is gated: it waits by design', () => {
    expect(
      findingsOf(
        unschedulable,
        pending('Scheduling is blocked due to non-empty scheduling gates', { reason: 'SchedulingGated' }),
      ),
    ).toEqual([]);
  });

  it('leaves out a pod that has been scheduled since', () => {
    expect(findingsOf(unschedulable, app('api'))).toEqual([]);
  });
});

describe('a reason of the scheduler', () => {
  it.each([
    ['volume', 'pod has unbound immediate PersistentVolumeClaims'],
    ['volume', 'persistentvolumeclaim "data" not found'],
    ['volume', '1 node(s) had volume node affinity conflict'],
    ['volume', "1 node(s) didn't find available persistent volumes to bind"],
    ['volume', '1 node(s) did not have enough free storage to bind'],
    ['volume', '1 node(s) had no CSI driver'],
    ['volume', '1 node(s) exceed max volume count'],
    ...[
      ...['unreachable', 'not-ready', 'memory-pressure', 'disk-pressure', 'pid-pressure'],
      ...['network-unavailable', 'out-of-service'],
    ].map((taint) => ['node-down', `1 node(s) had untolerated taint {node.kubernetes.io/${taint}: }`]),
    ['cordoned', '1 node(s) were unschedulable'],
    ['cordoned', '1 node(s) had untolerated taint {node.kubernetes.io/unschedulable: }'],
    ['taint', '1 node(s) had untolerated taint {team: blue}'],
    ['resources', '1 Insufficient cpu'],
    ['resources', '1 Too many pods'],
    ['resources', "1 node(s) didn't have free ports for the requested pod ports"],
    ['affinity', "1 node(s) didn't match Pod's node affinity/selector"],
    ['affinity', "1 node(s) didn't match pod topology spread constraints"],
    ['affinity', '1 node(s) had topology spread conflicts'],
    ['affinity', "1 node(s) didn't match the requested node name"],
    ['affinity', '1 node(s) did not satisfy the node selector'],
    ['other', '1 node(s) are out of luck'],
  ])('is of the kind %s: %s', (kind, text) => {
    const message = `0/3 nodes are available: ${text}, 2 node(s) are out of luck. preemption: 0/3 x, 3 y.`;
    expect(schedulingClauses(message)).toEqual([
      { kind, text },
      { kind: 'other', text: '2 node(s) are out of luck' },
    ]);
  });

  it.each([
    '0/1 nodes are available: 1 x. preemption: 0/1 y, 1 z',
    '0/1 nodes are available: 1 x. no new claims to deallocate, preemption: y',
    '0/1 nodes are available: 1 x. still not schedulable, preemption: y',
    '0/1 nodes are available: 1 x. deallocation of ResourceClaim completed, preemption: y',
    '0/1 nodes are available: 1 x. plugin disabled',
    '0/1 nodes are available: 1 x.',
  ])('stands without the tail of the message: %s', (message) => {
    expect(schedulerSays(message)).toBe('0/1 nodes are available: 1 x');
  });
});

describe('a pod that no node takes', () => {
  const stated = (...parts: readonly Parameters<typeof viewOf>[0][]) =>
    unschedulable.analyze(viewOf(join(...parts)))[0];
  const BUSY = '0/2 nodes are available: 2 Insufficient cpu.';
  const asking = (message: string, spec: object) =>
    app('api', {
      ...{ ready: false, phase: 'Pending', node: '', spec: { nodeName: '', ...spec } },
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
    });
  const of = (resources: object) => ({ name: 'main', resources });

  it('asks for what every container requests, or is limited to', () => {
    const containers = [of({ requests: { cpu: '2', memory: '1Gi' } }), of({ limits: { cpu: '1' } }), of({})];
    expect(stated(asking(BUSY, { containers }))?.evidence.slice(1)).toEqual([
      { says: 'pod-requests', resource: 'cpu', amounts: ['2', '1'] },
    ]);
    const memory = '0/2 nodes are available: 2 Insufficient memory.';
    expect(stated(asking(memory, { containers }))?.evidence.slice(1)).toEqual([
      { says: 'pod-requests', resource: 'memory', amounts: ['1Gi'] },
    ]);
    expect(
      stated(asking(BUSY, { containers: [of({}), of({ requests: { cpu: '0' } })] }))?.evidence.slice(1),
    ).toEqual([]);
  });

  it('asks for nodes by its selector, where that keeps it out', () => {
    const selects = { nodeSelector: { disk: 'ssd' }, containers: [of({})] };
    const unmatched = "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.";
    expect(stated(asking(unmatched, selects))?.evidence.slice(1)).toEqual([
      { says: 'pod-node-selector', labels: { disk: 'ssd' } },
    ]);
    expect(stated(asking(unmatched, { containers: [of({})] }))?.evidence.slice(1)).toEqual([]);
    expect(stated(asking(BUSY, selects))?.evidence.slice(1)).toEqual([]);
  });

  it.each<[string, boolean]>([
    ['0/2 nodes are available: 2 node(s) were unschedulable.', true],
    ['0/2 nodes are available: 1 node(s) were unschedulable, 1 Insufficient cpu.', false],
    [BUSY, false],
  ])('is kept out by cordons alone: %s: %p', (message, onlyCordoned) => {
    expect(stated(pending(message))?.facts).toEqual({ onlyCordoned });
  });

  it('is told by an event, where no condition says why; a gated or running one is not', () => {
    const silent = (more: object = {}) =>
      app('api', { ready: false, phase: 'Pending', node: '', conditions: [], ...more });
    const says = (reason: string) => ({ events: [event('Pod', podName('api'), reason, BUSY)] });
    expect(stated(silent(), says('FailedScheduling'))?.title).toMatchObject({ said: ['2 Insufficient cpu'] });
    expect(stated(silent(), says('Other'))).toBeUndefined();
    const gated = { spec: { nodeName: '', schedulingGates: [{ name: 'x' }], containers: [] } };
    expect(stated(silent(gated), says('FailedScheduling'))).toBeUndefined();
    expect(stated(silent({ phase: 'Running' }), says('FailedScheduling'))).toBeUndefined();
  });

  it.each(['TriggeredScaleUp', 'Nominated'])('is less sure while a node is on its way: %s', (reason) => {
    const coming = (seconds: number, why = reason) => ({
      events: [event('Pod', podName('api'), why, 'scaling up', { lastTimestamp: ago(seconds) })],
    });
    expect(stated(pending(BUSY), coming(599))).toMatchObject({
      strength: 'strong',
      against: [{ says: 'autoscaler-adds-node', said: 'scaling up' }],
    });
    expect(stated(pending(BUSY), coming(600))?.strength).toBe('proof');
    expect(stated(pending(BUSY), coming(5, 'NotTriggerScaleUp'))?.strength).toBe('proof');
  });

  it('is told of nodes that are down alone, where nothing else is said', () => {
    const down = '1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }';
    expect(stated(pending(`0/1 nodes are available: ${down}.`))).toMatchObject({
      title: { pods: 1, said: [down] },
      against: [{ says: 'node-down-among-reasons', said: down }],
    });
    expect(stated(pending('no words that anybody knows'))?.title).toMatchObject({
      said: ['no words that anybody knows'],
    });
    const two = { pods: [pod('api', { suffix: 'bbbbb', phase: 'Pending', node: '', ready: false })] };
    expect(stated(pending(BUSY), two)?.evidence[0]).toMatchObject({ pods: { some: 1, all: 2 } });
  });
});
