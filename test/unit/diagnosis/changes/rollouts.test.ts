import { describe, expect, it } from '@jest/globals';
import { oldPodsRun, revisionsOf } from '../../../../functions/diagnosis/changes/rollouts.ts';
import { sharedSetting } from '../../../../functions/diagnosis/changes/shared-settings.ts';
import { settingText } from '../../../../functions/writing/report/reach-text.ts';
import {
  ago,
  app,
  deployment,
  event,
  join,
  pod,
  replicaSet,
  statefulSet,
  viewOf,
} from '../mechanisms/cluster.ts';

const seconds = (at: number | undefined) => at && (Date.parse(ago(0)) - at) / 1_000;
const [OLD, NEW] = ['aaaaaaaaaa', 'bbbbbbbbbb'];

function revisions(parts: object, kind = 'Deployment') {
  const view = viewOf(parts);
  const workload = view.workloads.find(({ ref }) => ref.kind === kind);
  return workload === undefined ? [] : revisionsOf(view, workload);
}
const sets = (...more: readonly object[]) => ({
  deployments: [deployment('api')],
  replicasets: [
    replicaSet('api', { hash: OLD, revision: 9, created: ago(900) }),
    replicaSet('api', { hash: NEW, revision: 10, created: ago(300) }),
  ],
  pods: [pod('api', { hash: OLD }), pod('api', { hash: NEW })],
  events: more,
});
const scaled = (message: string, at = 100) =>
  event('Deployment', 'api', 'ScalingReplicaSet', message, {
    firstTimestamp: ago(at),
    lastTimestamp: ago(at),
  });

describe('the revisions of a Deployment', () => {
  it('are its ReplicaSets, newest first, each with its pods', () => {
    expect(
      revisions(sets()).map(({ revision, at, pods, reused }) => [revision, seconds(at), pods.length, reused]),
    ).toEqual([
      [10, 300, 1, false],
      [9, 900, 1, false],
    ]);
  });

  it.each([
    [`Scaled up replica set api-${NEW} to 2`, 100],
    [`Scaled up replica set api-${NEW} from 0 to 2`, 100],
    [`Scaled up replica set api-${NEW} to 2 from 0`, 100],
    [`Scaled up replica set api-${NEW} from 1 to 2`, 300],
    [`Scaled up replica set api-${NEW} to 2 from 1`, 300],
    [`Scaled down replica set api-${NEW} to 0`, 300],
    [`Scaled up replica set api-${OLD}b to 2`, 300],
    [`Scaled up replica set api-${NEW} to 2 or more`, 300],
  ])('were rolled out when they were first scaled up: "%s", %d s ago', (message, at) => {
    expect(seconds(revisions(sets(scaled(message)))[0]?.at)).toBe(at);
  });

  it('were rolled out when they were made, where that came later than any scaling', () => {
    expect(seconds(revisions(sets(scaled(`Scaled up replica set api-${NEW} to 2`, 400)))[0]?.at)).toBe(300);
    const other = event('Deployment', 'api', 'Other', `Scaled up replica set api-${NEW} to 2`);
    expect(seconds(revisions(sets(other))[0]?.at)).toBe(300);
  });

  it('were rolled out when the event says, where nothing tells when they were made', () => {
    const parts = sets(scaled(`Scaled up replica set api-${NEW} to 2`));
    const replicasets = [replicaSet('api', { hash: NEW, revision: 10, created: '' })];
    expect(seconds(revisions({ ...parts, replicasets })[0]?.at)).toBe(100);
    expect(revisions({ ...sets(), replicasets })[0]?.at).toBeUndefined();
  });

  it('may be taken up again', () => {
    const set = replicaSet('api', { hash: NEW }) as { metadata: { annotations: object } };
    const history = { ...set.metadata.annotations, 'deployment.kubernetes.io/revision-history': '3' };
    const again = { ...set, metadata: { ...set.metadata, annotations: history } };
    expect(revisions({ ...sets(), replicasets: [again] })[0]?.reused).toBe(true);
  });

  it('have no number where nothing says it', () => {
    const set = replicaSet('api', { hash: NEW }) as { metadata: object };
    const bare = { ...set, metadata: { ...set.metadata, annotations: {} } };
    expect(revisions({ ...sets(), replicasets: [bare] })[0]?.revision).toBe(0);
  });
});

describe('the revisions of a StatefulSet', () => {
  const revision = (name: string, at: number, owner = 'db') => ({
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: ago(900 - at),
      ownerReferences: [{ kind: 'StatefulSet', name: owner, controller: true }],
    },
    revision: at,
    data: { spec: { template: { spec: { containers: [{ name: 'main', image: `r/db:${at}` }] } } } },
  });
  const parts = {
    statefulsets: [statefulSet('db')],
    controllerrevisions: [revision('db-one', 1), revision('db-two', 2), revision('x-one', 1, 'x')],
    pods: [pod('db', { ownerKind: 'StatefulSet', labels: { 'controller-revision-hash': 'db-two' } })],
  };
  it('are its ControllerRevisions, each with its pods', () => {
    expect(
      revisions(parts, 'StatefulSet').map(({ name, at, pods, template }) => [
        name,
        seconds(at),
        pods.length,
        template.spec.containers[0]?.image,
      ]),
    ).toEqual([
      ['db-two', 898, 1, 'r/db:2'],
      ['db-one', 899, 0, 'r/db:1'],
    ]);
  });

  it('have no pod of which nothing says it', () => {
    const pods = [pod('db', { ownerKind: 'StatefulSet' })];
    expect(revisions({ ...parts, pods }, 'StatefulSet').map((one) => one.pods.length)).toEqual([0, 0]);
  });
});

it('old pods run where a ready one is of an older revision', () => {
  const run = (old: object, current: object = {}) =>
    oldPodsRun(
      revisions({
        ...sets(),
        pods: [pod('api', { hash: OLD, ...old }), pod('api', { hash: NEW, ...current })],
      }),
    );
  expect(run({})).toBe(true);
  expect(run({}, { ready: false })).toBe(true);
  expect(run({ ready: false })).toBe(false);
  expect(oldPodsRun(revisions({ ...sets(), pods: [pod('api', { hash: NEW })] }))).toBe(false);
});

describe('a setting that two workloads share', () => {
  const key = (kind: 'secretKeyRef' | 'configMapKeyRef', name: string, of: string, variable = 'DB_URL') => ({
    container: { env: [{ name: variable, valueFrom: { [kind]: { name, key: of } } }] },
  });
  const whole = (kind: 'secretRef' | 'configMapRef', name: string) => ({
    container: { envFrom: [{ [kind]: { name } }] },
  });
  const shared = (a: object, b: object) => {
    const [one, other] = viewOf(join(app('a', a), app('b', b))).workloads;
    const setting = one && other && sharedSetting(one, other);
    return setting && settingText(setting);
  };

  it.each<[object, object, string | undefined]>([
    [key('secretKeyRef', 's', 'url'), key('secretKeyRef', 's', 'url'), 'Secret s, key url'],
    [key('configMapKeyRef', 'c', 'url'), key('configMapKeyRef', 'c', 'url'), 'ConfigMap c, key url'],
    [key('configMapKeyRef', 'c', 'url'), key('secretKeyRef', 'c', 'url'), undefined],
    [key('secretKeyRef', 's', 'url'), key('secretKeyRef', 't', 'url'), undefined],
    [key('secretKeyRef', 's', 'url'), key('secretKeyRef', 's', 'uri'), undefined],
    [whole('secretRef', 's'), whole('secretRef', 's'), 'Secret s'],
    [whole('configMapRef', 'c'), whole('configMapRef', 'c'), undefined],
    [whole('configMapRef', 'c'), key('configMapKeyRef', 'c', 'url'), 'ConfigMap c, key url'],
    [key('configMapKeyRef', 'c', 'url'), whole('configMapRef', 'c'), 'ConfigMap c, key url'],
    [key('secretKeyRef', 's', 'x', 'LEVEL'), key('secretKeyRef', 's', 'x', 'LEVEL'), undefined],
    [key('secretKeyRef', 's', 'x', 'LEVEL'), key('secretKeyRef', 's', 'x'), 'Secret s, key x'],
  ])('%j and %j: %s', (a, b, setting) => {
    expect(shared(a, b)).toBe(setting);
  });

  it.each([
    'URL',
    'URI',
    'DSN',
    'HOST',
    'ADDR',
    'ENDPOINT',
    'CONN',
    'SERVER',
    'BROKER',
    'PASSWORD',
    'USER',
    'host',
  ])('leads to a server by its name: %s', (name) => {
    const reads = key('secretKeyRef', 's', 'x', `X_${name}`);
    expect(shared(reads, reads)).toBe('Secret s, key x');
  });

  it('may be that of an init container, and is none of another namespace', () => {
    const reads = key('secretKeyRef', 's', 'url');
    const initial = { spec: { initContainers: [{ name: 'i', image: 'i', ...reads.container }] } };
    expect(shared(initial, reads)).toBe('Secret s, key url');
    const [one] = viewOf(app('a', reads)).workloads;
    const elsewhere = one && { ...one, ref: { ...one.ref, namespace: 'till' } };
    expect(one && elsewhere && sharedSetting(one, elsewhere)).toBeUndefined();
  });
});
