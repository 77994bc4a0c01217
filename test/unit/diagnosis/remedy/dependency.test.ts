import { describe, expect, it } from '@jest/globals';
import {
  aboutNames,
  askWhoHolds,
  dependencyOf,
  lookAtPods,
  workloadOf,
} from '../../../../functions/diagnosis/remedy/dependency.ts';
import { buildView, type ClusterView } from '../../../../functions/diagnosis/view/view.ts';
import { type Action, reported } from '../../../../functions/model/command/action.ts';
import type { RankedCause } from '../../../../functions/model/ranked-cause.ts';
import { factsOf } from '../../../support/facts.ts';
import { said } from '../../../support/written.ts';
import { app, bundleOf, join, NAMESPACE, playbook, pod, service } from '../mechanisms/cluster.ts';

const ref = (kind: string, name: string, namespace = NAMESPACE) => ({ kind, name, namespace });
const peer = (host: string, of: string | null = null) => ({
  ...{ host, port: 5432, service: of === null ? null : ref('Service', of) },
});
const causeOf = (object: ReturnType<typeof ref>, peers: readonly object[] = []): RankedCause => ({
  ...factsOf('dependency-unreachable', { peers }),
  ...{ confidence: 'high', object, title: said('x'), evidence: [], against: [], actions: [] },
});
const DEPENDENCIES = [
  { name: 'Orders', kind: 'database', service: 'pg', port: 5432 },
  { name: 'cache', kind: 'cache', service: 'redis', port: 6379 },
  { name: 'billing', kind: 'database', namespace: 'finance', service: 'pg', port: 5432 },
];
const EXTERNAL = [{ name: 'Maps', host: 'Maps.example.com' }];
const viewWith = (parts: Parameters<typeof bundleOf>[0] = {}, more: object = {}): ClusterView =>
  buildView(
    bundleOf(
      join(app('api'), app('store'), { services: [service('pg', { selector: { app: 'store' } })] }, parts),
    ),
    playbook({ dependencies: DEPENDENCIES, external: EXTERNAL, ...more }),
  );
const view = viewWith();
const texts = (actions: readonly Action[]): readonly string[] =>
  reported(actions).map(({ command }) => command ?? '');

describe("the playbook's dependency that a cause is about", () => {
  it.each<[string, RankedCause, string | undefined]>([
    ['the workload behind its Service', causeOf(ref('Deployment', 'store')), 'Orders'],
    ['its Service', causeOf(ref('Service', 'pg')), 'Orders'],
    ['a Service of its name', causeOf(ref('Service', 'Orders')), 'Orders'],
    ["a workload of its Service's name", causeOf(ref('StatefulSet', 'redis')), 'cache'],
    ['a workload of its name', causeOf(ref('DaemonSet', 'cache')), 'cache'],
    ['nothing of another kind', causeOf(ref('ConfigMap', 'redis')), undefined],
    ['one in its own namespace', causeOf(ref('Service', 'pg', 'finance')), 'billing'],
    ['nothing of a third namespace', causeOf(ref('Service', 'pg', 'else')), undefined],
    ['whom it calls, by the Service', causeOf(ref('Deployment', 'api'), [peer('x', 'redis')]), 'cache'],
    ['whom it calls, by the host', causeOf(ref('Deployment', 'api'), [peer('REDIS.shop.svc')]), 'cache'],
    ['whom it calls, by its name', causeOf(ref('Deployment', 'api'), [peer('orders')]), 'Orders'],
    [
      'nobody whose Service it does not call',
      causeOf(ref('Deployment', 'api'), [peer('redis', 'web')]),
      undefined,
    ],
    ['nobody of a longer name', causeOf(ref('Deployment', 'api'), [peer('redis2')]), undefined],
    ['what it blames before whom it calls', causeOf(ref('Service', 'pg'), [peer('redis')]), 'Orders'],
  ])('is by %s', (_, cause, name) => {
    expect(dependencyOf(cause, view)?.name).toBe(name);
  });

  it('is the first of two that both may be', () => {
    const two = viewWith(
      {},
      {
        dependencies: [
          { name: 'first', kind: 'service', service: 'pg', port: 1 },
          { name: 'second', kind: 'service', service: 'pg', port: 1 },
        ],
      },
    );
    expect(dependencyOf(causeOf(ref('Service', 'pg')), two)?.name).toBe('first');
    expect(dependencyOf(causeOf(ref('Deployment', 'api'), [peer('pg')]), two)?.name).toBe('first');
  });

  it('is named with the external services that are called', () => {
    const cause = causeOf(ref('Deployment', 'api'), [peer('orders'), peer('maps.EXAMPLE.com')]);
    expect(aboutNames(cause, view)).toEqual(['Orders', 'Maps']);
    expect(aboutNames(causeOf(ref('Deployment', 'api')), view)).toEqual([]);
  });
});

describe('the workload of a dependency', () => {
  it.each<[string, RankedCause, string | undefined]>([
    ['stands behind its Service', causeOf(ref('Service', 'pg')), 'store'],
    ['stands behind the Service that is called', causeOf(ref('Deployment', 'api'), [peer('pg')]), 'store'],
    ['is what is blamed, where no dependency is', causeOf(ref('Deployment', 'api')), 'api'],
    ['is not the caller of one without pods', causeOf(ref('Deployment', 'api'), [peer('redis')]), undefined],
    ['is nothing that was not read', causeOf(ref('Deployment', 'gone')), undefined],
  ])('%s', (_, cause, name) => {
    expect(workloadOf(cause, view)?.ref.name).toBe(name);
  });

  it('is what is blamed under its name, where its Service leads nowhere', () => {
    const named = viewWith(app('redis'));
    expect(workloadOf(causeOf(ref('Deployment', 'redis')), named)?.ref.name).toBe('redis');
  });
});

describe('a look at a workload', () => {
  it('asks for its pods by two labels at most, and for its log', () => {
    const [store] = view.workloads.filter(({ ref: { name } }) => name === 'store');
    if (store === undefined) throw new Error('store was not read');
    expect(texts(lookAtPods(store))).toEqual([
      'kubectl -n shop get pods -l app=store -o wide',
      'kubectl -n shop logs deployment/store --tail=100 --since=10m',
    ]);
    expect(texts(lookAtPods({ ...store, labels: { a: '1', b: '2', c: '3' } }))[0]).toContain('-l a=1,b=2 -o');
    expect(texts(lookAtPods({ ...store, labels: {} }))[0]).toBe('kubectl -n shop describe deployment/store');
    expect(lookAtPods(undefined)).toEqual([]);
  });

  it('asks the pod that is ready, else one that runs, else none', () => {
    const asked = (...pods: readonly object[]) => {
      const parts = { ...app('postgres'), pods };
      const { workloads } = viewWith(parts);
      return texts(
        askWhoHolds(
          workloads.find(({ ref: { name } }) => name === 'postgres'),
          undefined,
        ),
      ).map((text) => /exec (\S+) /.exec(text)?.[1]?.slice(-1));
    };
    const of = (suffix: string, more: object) => pod('postgres', { suffix, ...more });
    const [ready, running, pending] = [
      of('a', {}),
      of('b', { ready: false }),
      of('c', { ready: false, phase: 'Pending' }),
    ];
    expect(asked(pending, running, ready)).toEqual(['a']);
    expect(asked(pending, running)).toEqual(['b']);
    expect(asked(pending)).toEqual([]);
  });
});
