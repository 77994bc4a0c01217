import { describe, expect, it } from '@jest/globals';
import { asOf } from '../../../../functions/diagnosis/as-of/as-of.ts';
import type { EvidenceSet } from '../../../../functions/model/evidence.ts';
import {
  ago,
  app,
  deployment,
  event,
  evidenceOf,
  join,
  NOW,
  node,
  pod,
  replicaSet,
  service,
  slice,
} from '../mechanisms/cluster.ts';

const later = (seconds: number): string => ago(-seconds);
const READ_AT = later(3600);
type Parts = Parameters<typeof evidenceOf>[0];
const then = (parts: Parts): EvidenceSet => asOf(evidenceOf(parts), NOW, READ_AT);

const state = (more: Record<string, unknown>) => ({ state: { ready: false, ...more } });
const ended = (startedAt: string, finishedAt: string) => ({
  terminated: { reason: 'OOMKilled', exitCode: 137, startedAt, finishedAt },
});
const onlyContainer = (parts: Parts) => then(parts).pods?.data?.[0]?.status.containerStatuses[0];
const managed = (key: string, time: string, more: Record<string, unknown> = {}) => ({
  managedFields: [{ manager: 'kubectl', operation: 'Update', time, subresource: '', keys: [key], ...more }],
});

describe('a container as of a moment', () => {
  it('was on while a run spans the moment, and the kill after it is not known', () => {
    const crash = state({
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: ended(ago(100), later(5)),
    });
    expect(onlyContainer({ pods: [pod('api', crash)] })).toMatchObject({
      ready: true,
      restartCount: 0,
      state: { running: { startedAt: ago(100) } },
      lastState: {},
    });
  });

  it('keeps the run before the one that spans the moment, and the restarts until then', () => {
    const crash = state({
      restartCount: 4,
      state: ended(ago(100), later(5)),
      lastState: ended(ago(300), ago(200)),
    });
    expect(onlyContainer({ pods: [pod('api', crash)] })).toMatchObject({
      restartCount: 4,
      state: { running: { startedAt: ago(100) } },
      lastState: { terminated: { finishedAt: ago(200) } },
    });
  });

  it('was down between a run that had ended and one that began later', () => {
    const back = state({
      restartCount: 4,
      ready: true,
      state: { running: { startedAt: later(5) } },
      lastState: ended(ago(300), ago(200)),
    });
    const [was] = then({ pods: [pod('api', back)] }).pods?.data ?? [];
    expect(was?.status.containerStatuses[0]).toMatchObject({
      ready: false,
      restartCount: 3,
      state: { terminated: { finishedAt: ago(200) } },
    });
    expect(was?.status.conditions).toEqual([]);
  });

  it('stays as it is where all of it is of then', () => {
    const crash = state({
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: ended(ago(100), ago(5)),
    });
    expect(onlyContainer({ pods: [pod('api', crash)] })).toMatchObject({
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
    });
  });
});

describe('conditions as of a moment', () => {
  it('read as well where they turned later', () => {
    const turned = {
      type: 'Ready',
      status: 'False',
      reason: 'ContainersNotReady',
      lastTransitionTime: later(1),
    };
    expect(
      then({ pods: [pod('api', { conditions: [turned] })] }).pods?.data?.[0]?.status.conditions,
    ).toMatchObject([{ type: 'Ready', status: 'True', reason: '' }]);
  });

  it('of a node: its pressure and taints of later are gone, and so is its cordon', () => {
    const pressed = {
      ...node('node-1', {
        conditions: [
          { type: 'Ready', status: 'Unknown', lastTransitionTime: later(9) },
          { type: 'MemoryPressure', status: 'True', lastTransitionTime: later(9) },
          { type: 'DiskPressure', status: 'True', lastTransitionTime: ago(9) },
        ],
      }),
      spec: {
        unschedulable: true,
        taints: [
          { key: 'node.kubernetes.io/unschedulable', timeAdded: later(9) },
          { key: 'team', timeAdded: ago(9) },
        ],
      },
    };
    const [was] = then({ nodes: [pressed] }).nodes?.data ?? [];
    expect(was?.spec).toMatchObject({ unschedulable: false, taints: [{ key: 'team' }] });
    expect(was?.status.conditions.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'Ready True',
      'DiskPressure True',
    ]);
  });
});

describe('events as of a moment', () => {
  it('count only the first of a series that went on', () => {
    const series = event('Pod', 'api', 'BackOff', 'x', {
      firstTimestamp: ago(60),
      lastTimestamp: later(60),
      count: 40,
    });
    expect(then({ events: [series] }).events?.data).toMatchObject([{ count: 1, lastTimestamp: ago(60) }]);
  });
});

describe('a workload as of a moment', () => {
  const scaled = (more: Record<string, unknown> = {}) =>
    deployment('api', { replicas: 0, meta: managed('spec.replicas', later(10)), ...more });

  it('has the pods that it had, where it was scaled later', () => {
    const left = then({ deployments: [scaled()], replicasets: [replicaSet('api')], pods: [pod('api')] });
    expect(left.deployments?.data?.[0]).toMatchObject({
      metadata: { managedFields: [] },
      spec: { replicas: 1 },
      status: { readyReplicas: 1, unavailableReplicas: 0 },
    });
  });

  it('is not known where it was scaled later and none of its pods is left', () => {
    expect(then({ deployments: [scaled()], pods: [] }).deployments).toMatchObject({
      status: 'truncated',
      data: [],
      detail: '1 of 1 changed since: how they were is not known',
    });
  });

  it('is not known where all its pods are new', () => {
    const left = then({
      ...app('api', { created: later(20) }),
      services: [service('api')],
      endpointslices: [],
    });
    expect(left.deployments).toMatchObject({ status: 'truncated', data: [] });
    expect(left.replicasets?.data).toHaveLength(1);
  });

  it('has the template that its pods of then were made of', () => {
    const changed = deployment('api', {
      container: { image: 'registry.example/app:2' },
      meta: managed('spec.template.spec.containers[name=main].image', later(10)),
    });
    const left = then({
      deployments: [changed],
      replicasets: [replicaSet('api'), replicaSet('api', { hash: 'later', created: later(10) })],
      pods: [pod('api'), pod('api', { hash: 'later', created: later(11), ready: false })],
    });
    expect(left.deployments?.data?.[0]?.spec.template.spec.containers[0]?.image).toBe(
      'registry.example/app:1',
    );
    expect(left.deployments?.data?.[0]).toMatchObject({
      spec: { replicas: 1 },
      status: { unavailableReplicas: 0 },
    });
    expect(left.replicasets?.data).toHaveLength(1);
  });

  it('shows what it lacked where nothing came of it later', () => {
    const short = deployment('api', { replicas: 3, ready: 1 });
    expect(
      then({ deployments: [short], replicasets: [replicaSet('api')], pods: [pod('api')] }).deployments
        ?.data?.[0],
    ).toMatchObject({
      spec: { replicas: 3 },
      status: { readyReplicas: 1 },
    });
  });
});

describe('a Service as of a moment', () => {
  it('is not known where its ports were set later', () => {
    const renumbered = {
      ...service('api'),
      metadata: { name: 'api', namespace: 'shop', ...managed('spec.ports', later(3)) },
    };
    expect(then({ services: [renumbered] }).services).toMatchObject({ status: 'truncated', data: [] });
  });

  it('is not known where all that it led to is new', () => {
    const led = {
      ...slice('api'),
      endpoints: [
        {
          addresses: ['10.0.0.1'],
          targetRef: { kind: 'Pod', name: 'api-6d4cf56db6-aaaaa', namespace: 'shop' },
        },
      ],
    };
    const left = then({
      ...app('api', { created: later(20) }),
      services: [service('api')],
      endpointslices: [led],
    });
    expect(left.services?.data).toEqual([]);
    expect(left.endpointslices?.data).toEqual([]);
  });

  it('leads to nobody where it did then', () => {
    expect(
      then({ services: [service('api')], endpointslices: [slice('api', 0)] }).services?.data,
    ).toHaveLength(1);
  });
});

describe('stamps that contradict each other', () => {
  it('are not held against the moment', () => {
    const odd = pod('api', { created: later(86_400) });
    const told = event('Pod', 'api-6d4cf56db6-aaaaa', 'Started', 'Started container main');
    expect(then(join({ pods: [odd] }, { events: [told] })).pods?.data).toHaveLength(1);
    expect(then({ pods: [odd] }).pods?.data).toEqual([]);
  });

  it('are none where clocks differ by seconds, or the name was given again', () => {
    const told = (name: string, uid: string) =>
      event('Pod', name, 'Started', 'x', { involvedObject: { kind: 'Pod', namespace: 'shop', name, uid } });
    const again = pod('db', { created: later(86_400), ownerKind: 'StatefulSet' });
    const soon = pod('api', { created: later(5) });
    const bare = { ...again, metadata: { ...Object(again.metadata), name: 'shell', ownerReferences: [] } };
    const left = then({
      pods: [again, bare, soon],
      events: [told('db-0', ''), told('shell', ''), told('api-6d4cf56db6-aaaaa', '')],
    });
    expect(left.pods?.data).toEqual([]);
  });
});
