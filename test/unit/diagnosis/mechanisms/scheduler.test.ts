import { describe, expect, it } from '@jest/globals';
import { scheduler } from '../../../../functions/diagnosis/mechanisms/cluster/scheduler.ts';
import { ago, app, event, findingsOf, join, node, pod, podName, short, viewOf } from './cluster.ts';

const untried = app('api', { ready: false, phase: 'Pending', node: '', conditions: [], created: ago(90) });
const master = node('m1');

describe('scheduler', () => {
  it('names the control-plane node when pods are not even tried', () => {
    const parts = join(untried, {
      events: [],
      nodes: [
        node('n1'),
        { ...master, metadata: { name: 'm1', labels: { 'node-role.kubernetes.io/control-plane': '' } } },
      ],
    });
    expect(short(findingsOf(scheduler, parts))).toEqual(['node-infrastructure Node/m1 strong']);
  });

  it('names the workload that asks for a scheduler of its own', () => {
    const parts = join(
      app('api', {
        ready: false,
        phase: 'Pending',
        node: '',
        conditions: [],
        created: ago(90),
        spec: { nodeName: '', schedulerName: 'mine', containers: [] },
      }),
      { events: [] },
    );
    expect(short(findingsOf(scheduler, parts))).toEqual(['unschedulable Deployment/api strong']);
  });

  it('leaves out a pod that was tried, is new, or is gated', () => {
    const tried = join(untried, {
      events: [event('Pod', podName('api'), 'FailedScheduling', '0/1 nodes are available')],
    });
    const fresh = {
      pods: [pod('api', { ready: false, phase: 'Pending', node: '', conditions: [], created: ago(5) })],
      events: [event('Pod', 'x', 'Other', '')],
    };
    expect(findingsOf(scheduler, tried)).toEqual([]);
    expect(findingsOf(scheduler, fresh)).toEqual([]);
  });
});

const pendingPod = (more: Parameters<typeof pod>[1] = {}) =>
  join(untried, {
    events: [],
    ...{
      pods: [
        pod('api', { suffix: 'bbbbb', ready: false, phase: 'Pending', node: '', conditions: [], ...more }),
      ],
    },
  });
/** The workload of one pod, which is as given. */
const only = (more: Parameters<typeof pod>[1] = {}) => ({
  ...untried,
  events: [],
  pods: [pod('api', { ready: false, phase: 'Pending', node: '', conditions: [], created: ago(90), ...more })],
});

describe('a pod that no scheduler has tried', () => {
  it('is one half a minute after it was made, to the second', () => {
    expect(findingsOf(scheduler, only({ created: ago(29) }))).toEqual([]);
    expect(findingsOf(scheduler, only({ created: ago(30) }))).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof pod>[1]]>([
    ['has its node', { node: 'n1' }],
    ['has run', { phase: 'Running' }],
    ['is gated', { spec: { nodeName: '', schedulingGates: [{ name: 'x' }], containers: [] } }],
    ['was judged', { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] }],
    ['has containers', { state: { ready: false, state: { waiting: { reason: 'ContainerCreating' } } } }],
  ])('is none that %s', (_, more) => {
    expect(findingsOf(scheduler, only(more))).toEqual([]);
  });

  it.each<[string, object]>([
    ['a verdict without a reason', { type: 'PodScheduled', status: 'False' }],
    ['a verdict on something else', { type: 'Ready', status: 'False', reason: 'X' }],
  ])('has no verdict by %s', (_, condition) => {
    expect(findingsOf(scheduler, only({ conditions: [{ ...condition }] }))).toHaveLength(1);
  });

  it.each(['FailedScheduling', 'Scheduled'])('is none with an event of a scheduler: %s', (reason) => {
    const parts = { ...only(), events: [event('Pod', podName('api'), reason, '')] };
    expect(findingsOf(scheduler, parts)).toEqual([]);
    const other = { ...only(), events: [event('Pod', podName('api'), `Not${reason}`, '')] };
    expect(findingsOf(scheduler, other)).toHaveLength(1);
  });

  it('is known where events were read to the end', () => {
    const { events: _, ...without } = only();
    expect(findingsOf(scheduler, without)).toEqual([]);
  });

  it('is told with all that wait, the oldest and what runs of the scheduler', () => {
    const parts = {
      ...pendingPod({ created: ago(45) }),
      systempods: [
        { metadata: { name: 's1', labels: { component: 'kube-scheduler' } }, status: { phase: 'Failed' } },
        { metadata: { name: 'p1', labels: { component: 'kube-proxy' } }, status: { phase: 'Running' } },
      ],
    };
    const [found] = scheduler.analyze(viewOf(parts));
    expect(found).toMatchObject({
      object: { kind: 'Deployment', namespace: 'kube-system', name: 'kube-scheduler' },
      since: ago(90),
      evidence: [
        { says: 'pods-not-tried', pods: [podName('api'), podName('api', 'bbbbb')], oldest: 90_000 },
        { says: 'scheduler-pod', pod: 's1', phase: 'Failed' },
      ],
    });
  });

  it("is the scheduler's fault where one of those that wait names no other", () => {
    const spec = { nodeName: '', schedulerName: 'mine', containers: [] };
    expect(short(findingsOf(scheduler, pendingPod({ created: ago(45), spec })))).toEqual([
      'node-infrastructure Deployment/kube-scheduler strong',
    ]);
    expect(
      short(findingsOf(scheduler, only({ spec: { ...spec, schedulerName: 'default-scheduler' } }))),
    ).toEqual(['node-infrastructure Deployment/kube-scheduler strong']);
  });
});

describe('where the control plane is', () => {
  const at = (parts: object) => scheduler.analyze(viewOf({ ...only(), ...parts }))[0]?.object;
  const named = (name: string, labels: object) => ({ ...node(name), metadata: { name, labels } });

  it.each<[string, object]>([
    ['by the role', { 'node-role.kubernetes.io/control-plane': '' }],
    ['by the older role', { 'node-role.kubernetes.io/master': '' }],
    ['by the value of a role', { 'kubernetes.io/role': 'control-plane' }],
    ['by the older value', { 'kubernetes.io/role': 'master' }],
  ])('is told by its only node, %s', (_, labels) => {
    expect(at({ nodes: [node('n1'), named('m1', labels)] })).toMatchObject({ kind: 'Node', name: 'm1' });
    expect(at({ nodes: [named('m2', labels), named('m1', labels)] })).toMatchObject({ kind: 'Deployment' });
  });

  it('is no node of another role', () => {
    expect(at({ nodes: [named('m1', { 'kubernetes.io/role': 'node' })] })).toMatchObject({
      kind: 'Deployment',
      name: 'kube-scheduler',
    });
  });

  it('is where its pod is, by label or name', () => {
    const system = (name: string, labels: object, nodeName: string) => ({
      systempods: [{ metadata: { name, labels }, spec: { nodeName } }],
    });
    expect(at(system('x', { component: 'kube-scheduler' }, 'm7'))).toMatchObject({
      kind: 'Node',
      name: 'm7',
    });
    expect(at(system('kube-scheduler-m7', {}, 'm7'))).toMatchObject({ kind: 'Node', name: 'm7' });
    expect(at(system('x-kube-scheduler', {}, 'm7'))).toMatchObject({ kind: 'Deployment' });
    expect(at(system('x', { component: 'kube-scheduler' }, ''))).toMatchObject({ kind: 'Deployment' });
  });
});
