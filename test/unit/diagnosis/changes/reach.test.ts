import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../../../functions/diagnosis/changes/changes.ts';
import {
  ago,
  app,
  deployment,
  event,
  join,
  log,
  pod,
  replicaSet,
  service,
  statefulSet,
  viewOf,
} from '../mechanisms/cluster.ts';

const ref = (kind: string, name: string) => ({ kind, namespace: 'shop', name });
const api = ref('Deployment', 'api');

/** "name reached" of each change, by what fails. */
const reached = (parts: object, object = api, explained = [object]) =>
  changesOf(viewOf(parts), Date.parse(ago(60)), { object, explained }).map(
    (change) => `${change.object.name} ${change.reached}`,
  );

describe('a rollout of what fails', () => {
  const old = 'aaaaaaaaaa';
  /** Two revisions, the older of which has a pod that answered so many requests with 5xx. */
  const rolled = (oldFails: number, options: object = {}) => {
    const endpoint = (errors5xx: number) => ({
      method: 'GET',
      path: '/',
      requests: 10,
      errors5xx,
      errors4xx: 0,
      p50: 1,
      p95: 1,
      byStatus: {},
    });
    return join(app('api'), {
      deployments: [],
      replicasets: [
        replicaSet('api', { hash: old, revision: 1, container: { image: 'r/app:1' } }),
        replicaSet('api', {
          hash: 'bbbbbbbbbb',
          revision: 2,
          created: ago(200),
          container: { image: 'r/app:2' },
        }),
      ],
      pods: [
        pod('api', { hash: old, suffix: 'old', ...options }),
        pod('api', { hash: 'bbbbbbbbbb', suffix: 'new' }),
      ],
      logs: [
        log({ pod: `api-${old}-old`, requests: 10, endpoints: [endpoint(oldFails)] }),
        log({ pod: 'api-bbbbbbbbbb-new', requests: 10, endpoints: [endpoint(9)] }),
      ],
    });
  };

  it('is not what brought it where pods of the revision before it fail too', () => {
    expect(reached(rolled(0))).toEqual(['api yes']);
    // A failure now and then is none like the new pods': it takes more than half as many.
    expect(reached(rolled(1))).toEqual(['api yes']);
    expect(reached(rolled(4))).toEqual(['api yes']);
    expect(reached(rolled(5))).toEqual(['api no']);
  });

  it('is nothing that reaches another, or where nothing is known to fail', () => {
    expect(reached(join(rolled(0), app('web')), ref('Deployment', 'web'))).toEqual(['api no']);
    const view = viewOf(rolled(0));
    expect(changesOf(view, undefined, { object: undefined, explained: [] })).toMatchObject([
      { reached: 'unknown', beforeOnsetMs: null },
    ]);
  });
});

describe('a change of configuration', () => {
  const changed = (kind: 'configmaps' | 'secrets', name = 'c', namespace = 'shop') => ({
    [kind]: [
      {
        metadata: {
          name,
          namespace,
          creationTimestamp: ago(90_000),
          managedFields: [{ manager: 'kubectl', time: ago(300), keys: ['data.A'] }],
        },
        keys: ['A'],
      },
    ],
  });
  const env = (valueFrom: object) => ({ container: { env: [{ name: 'A', valueFrom }] } });
  const from = (source: object) => ({ container: { envFrom: [source] } });
  const volume = (source: object) => ({ spec: { volumes: [{ name: 'v', ...source }] } });
  /** A change of 300 s ago, with containers that were started so many seconds ago. */
  const told = (kind: 'configmaps' | 'secrets', use: object, started = 100, name = 'c') =>
    reached(join(app('api', { ...use, created: ago(started) }), changed(kind, name)));

  it.each<[string, 'configmaps' | 'secrets', object]>([
    ['a key of a ConfigMap', 'configmaps', env({ configMapKeyRef: { name: 'c', key: 'A' } })],
    ['a key of a Secret', 'secrets', env({ secretKeyRef: { name: 'c', key: 'A' } })],
    ['a whole ConfigMap', 'configmaps', from({ configMapRef: { name: 'c' } })],
    ['a whole Secret', 'secrets', from({ secretRef: { name: 'c' } })],
  ])('in the environment reaches containers that started after it: %s', (_, kind, use) => {
    expect(told(kind, use, 299)).toEqual(['c yes']);
    expect(told(kind, use, 300)).toEqual(['c yes']);
    expect(told(kind, use, 301)).toEqual(['c no']);
    expect(told(kind, use, 100, 'other')).toEqual(['other no']);
    expect(told(kind === 'secrets' ? 'configmaps' : 'secrets', use)).toEqual(['c no']);
  });

  it.each<[string, 'configmaps' | 'secrets', object]>([
    ['a ConfigMap', 'configmaps', volume({ configMap: { name: 'c' } })],
    ['a Secret', 'secrets', volume({ secret: { secretName: 'c' } })],
    [
      'a projected ConfigMap',
      'configmaps',
      volume({ projected: { sources: [{ configMap: { name: 'c' } }] } }),
    ],
    ['a projected Secret', 'secrets', volume({ projected: { sources: [{ secret: { name: 'c' } }] } })],
  ])('that is mounted reaches whatever runs: %s', (_, kind, use) => {
    expect(told(kind, use, 301)).toEqual(['c yes']);
    expect(told(kind, use, 301, 'other')).toEqual(['other no']);
    expect(told(kind === 'secrets' ? 'configmaps' : 'secrets', use)).toEqual(['c no']);
  });

  it('in both reaches the environment by a start alone', () => {
    const both = { ...from({ configMapRef: { name: 'c' } }), ...volume({ configMap: { name: 'c' } }) };
    expect(told('configmaps', both, 301)).toEqual(['c no']);
  });

  it('that an init container reads counts as well', () => {
    const initial = (name: string) => ({
      spec: {
        initContainers: [{ name: 'i', image: 'i', envFrom: [{ configMapRef: { name } }] }],
      },
    });
    expect(told('configmaps', initial('c'))).toEqual(['c yes']);
    expect(told('configmaps', initial('d'))).toEqual(['c no']);
  });

  it('of another namespace is none', () => {
    const parts = join(app('api', from({ configMapRef: { name: 'c' } })), changed('configmaps', 'c', 'till'));
    expect(reached(parts)).toEqual(['c no']);
  });
});

describe('a change of a Service', () => {
  const withFields = (name: string) => {
    const { metadata, ...rest } = service(name) as { metadata: object };
    const managedFields = [{ manager: 'kubectl', time: ago(300), keys: ['spec.selector'] }];
    return { ...rest, metadata: { ...metadata, creationTimestamp: ago(90_000), managedFields } };
  };
  it('reaches the workload behind it, and those that call it', () => {
    const parts = join(app('api'), app('web'), { services: [withFields('api')] });
    expect(reached(parts)).toEqual(['api yes']);
    expect(reached(parts, ref('Deployment', 'web'))).toEqual(['api no']);
    const calling = { container: { env: [{ name: 'API_URL', value: 'http://api:80' }] } };
    expect(
      reached(
        join(app('api'), app('web', calling), { services: [withFields('api')] }),
        ref('Deployment', 'web'),
      ),
    ).toEqual(['api yes']);
  });
});

describe('a change of another workload', () => {
  const scaled = (name: string, from: number, to: number) =>
    event(
      'Deployment',
      name,
      'ScalingReplicaSet',
      `Scaled up replica set ${name}-6d4cf56db6 from ${from} to ${to}`,
      {
        firstTimestamp: ago(90),
        lastTimestamp: ago(90),
      },
    );
  const calling = (name: string) => ({ container: { env: [{ name: 'X_URL', value: `http://${name}:80` }] } });

  it('reaches its callers, whatever it was', () => {
    const parts = join(app('api', calling('db')), {
      deployments: [deployment('db', { replicas: 1 })],
      replicasets: [replicaSet('db')],
      pods: [pod('db')],
      services: [service('db')],
      events: [scaled('db', 3, 1)],
    });
    expect(reached(parts)).toEqual(['db yes']);
  });

  it.each([
    [2, 12, 'yes'],
    [14, 12, 'no'],
  ])('reaches what it calls by more pods: %d to %d, %s', (from, to, how) => {
    const parts = join(app('db'), {
      deployments: [deployment('worker', { replicas: to, ...calling('db') })],
      replicasets: [replicaSet('worker')],
      pods: [pod('worker')],
      services: [service('db')],
      events: [scaled('worker', from, to)],
    });
    expect(reached(parts, ref('Deployment', 'db'))).toEqual([`worker ${how}`]);
  });

  it('may reach what it calls by a rollout', () => {
    const parts = join(app('db'), {
      deployments: [deployment('worker', calling('db'))],
      replicasets: [
        replicaSet('worker'),
        replicaSet('worker', {
          hash: 'bbbbbbbbbb',
          revision: 2,
          created: ago(200),
          container: { image: 'r/app:2' },
        }),
      ],
      pods: [pod('worker', { hash: 'bbbbbbbbbb' })],
      services: [service('db')],
    });
    expect(reached(parts, ref('Deployment', 'db'))).toEqual(['worker unknown']);
    expect(reached(join(parts, app('web')), ref('Deployment', 'web'))).toEqual(['worker no']);
  });
});

describe('the time line', () => {
  const announced = (seconds: number, summary = 'x') => ({
    at: ago(seconds),
    summary,
    source: 'ci',
    url: '',
  });
  const times = (...events: readonly object[]) =>
    changesOf(viewOf(join(app('api'), { changeevents: events })), Date.parse(ago(60)), {
      object: api,
      explained: [],
    }).map(({ beforeOnsetMs }) => beforeOnsetMs);

  it('goes a day back, and no further ahead than clocks differ', () => {
    const day = 24 * 3_600;
    expect(times(announced(day))).toEqual([(day - 60) * 1_000]);
    expect(times(announced(day + 1))).toEqual([]);
    expect(times(announced(-60))).toEqual([-120_000]);
    expect(times(announced(-61))).toEqual([]);
  });

  it('is newest first, and no longer than twenty', () => {
    const all = Array.from({ length: 22 }, (_, at) => announced(100 + at));
    expect(times(...all.toReversed())).toEqual(all.slice(0, 20).map((_, at) => (40 + at) * 1_000));
  });
});

describe('a change event', () => {
  it('belongs to no workload where two have the name', () => {
    const both = join(app('api'), {
      statefulsets: [statefulSet('api')],
      changeevents: [{ at: ago(90), summary: 'x', source: 'api', url: '' }],
    });
    expect(reached(both)).toEqual(['shop unknown']);
  });
});

describe('a change, where no cause is known', () => {
  const managed = (name: string, keys: readonly string[], spec: object = {}) => ({
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: ago(86_400),
      managedFields: [{ manager: 'kubectl-patch', operation: 'Update', time: ago(200), keys }],
    },
    spec,
  });
  const held = (parts: object, suffering: readonly object[]) =>
    changesOf(viewOf(parts), Date.parse(ago(60)), {
      object: undefined,
      explained: [],
      suffering: suffering as never,
    }).map(({ reached: how, why }) => `${how} ${why.says}`);
  const flags = join(app('api', { spec: { volumes: [{ name: 'f', configMap: { name: 'flags' } }] } }), {
    configmaps: [managed('flags', ['data.mode'])],
  });

  it('is held against all that visibly fails', () => {
    expect(held(flags, [ref('Deployment', 'web'), api])).toEqual(['yes mounts-it']);
    expect(held(flags, [ref('Deployment', 'web')])).toEqual(['no not-used']);
    expect(held(flags, [])).toEqual(['unknown nothing-fails']);
  });

  it('may reach whoever calls what reads it', () => {
    const web = { container: { env: [{ name: 'API_URL', value: 'http://api' }] } };
    const parts = join(flags, app('web', web), { services: [service('api')] });
    expect(held(parts, [ref('Deployment', 'web')])).toEqual(['unknown read-by-called']);
  });

  it('of a NetworkPolicy or an autoscaler reaches whom it selects or scales', () => {
    const policy = (name: string) => ({
      networkpolicies: [managed('deny', ['spec.egress'], { podSelector: { matchLabels: { app: name } } })],
    });
    expect(held(join(app('api'), policy('api')), [api])).toEqual(['yes selects-it']);
    expect(held(join(app('api'), policy('web')), [api])).toEqual(['unknown kind-not-known']);
    const hpa = (name: string) => ({
      horizontalpodautoscalers: [
        managed('h', ['spec.maxReplicas'], { scaleTargetRef: { kind: 'Deployment', name } }),
      ],
    });
    expect(held(join(app('api'), hpa('api')), [api])).toEqual(['yes scales-it']);
    expect(held(join(app('api'), hpa('web')), [api])).toEqual(['no not-used']);
  });
});
