import { describe, expect, it } from '@jest/globals';
import { callersOfService, failuresOf } from '../../../../functions/diagnosis/mechanisms/shared/failures.ts';
import { isFelt, isMissed } from '../../../../functions/diagnosis/mechanisms/shared/felt.ts';
import { isInternal } from '../../../../functions/diagnosis/mechanisms/shared/peers.ts';
import {
  creationEventsOf,
  eventsOf,
  isBatch,
  isDegraded,
  lacksPods,
  liveContainers,
  livePods,
} from '../../../../functions/diagnosis/mechanisms/shared/pods.ts';
import { refusalsOf } from '../../../../functions/diagnosis/mechanisms/shared/refusals.ts';
import type { ClusterView } from '../../../../functions/diagnosis/view/view.ts';
import type { Workload } from '../../../../functions/diagnosis/view/workloads.ts';
import {
  ago,
  app,
  deployment,
  event,
  join,
  log,
  pod,
  podName,
  replicaSet,
  service,
  viewOf,
} from './cluster.ts';

const env = (name: string, value: string) => ({ container: { env: [{ name, value }] } });
const said = (line: string, count = 5, peers: readonly string[] = [], name = 'web') => ({
  logs: [log({ pod: podName(name), last: ago(5) }, { [line]: count }, peers)],
});
/** "workload kind host:port by, how often" of each failing call. */
const short = (parts: object): readonly string[] =>
  failuresOf(viewOf(parts)).map(
    ({ workload, kind, peer, count }) =>
      `${workload.ref.name} ${kind} ${peer ? `${peer.host}:${peer.port} ${peer.by}` : '-'}, ${count}`,
  );
const REFUSED = 'connect ECONNREFUSED';

describe('failing calls', () => {
  it('are of whom the line names, a Service or not', () => {
    const shop = join(app('web'), app('api'), { services: [service('api')] });
    expect(short(join(shop, said(REFUSED, 5, ['api:80'])))).toEqual(['web refused api:80 line, 5']);
    expect(short(join(shop, said(REFUSED, 5, ['10.0.0.1:8080'])))).toEqual([
      'web refused 10.0.0.1:8080 line, 5',
    ]);
    expect(short(join(shop, said(REFUSED, 5, ['elsewhere.example:80'])))).toEqual([
      'web refused elsewhere.example:80 line, 5',
    ]);
    expect(short(join(shop, said('getaddrinfo ENOTFOUND x', 5, ['nowhere'])))).toEqual([
      'web dns nowhere:undefined line, 5',
    ]);
    expect(short(join(shop, said(REFUSED, 5, ['odd_name'])))).toEqual(['web refused -, 5']);
  });

  it('are most frequent first, and counted by workload, kind and peer', () => {
    const parts = join(app('web'), {
      logs: [
        log({ pod: podName('web'), last: ago(5) }, { [REFUSED]: 2, 'a: connection refused': 3 }, [
          'a.example:80',
        ]),
        log({ pod: podName('web'), last: ago(5) }, { 'certificate: self-signed certificate': 9 }, [
          'b.example:443',
        ]),
      ],
    });
    expect(short(parts)).toEqual([
      'web certificate b.example:443 line, 9',
      'web refused a.example:80 line, 5',
    ]);
  });

  it.each(['localhost', '127.0.0.1', '::1', '0.0.0.0'])('are none to itself: %s', (host) => {
    expect(short(join(app('web'), said(REFUSED, 5, [`${host}:80`])))).toEqual([]);
  });

  it('are none to its own Service', () => {
    const parts = join(app('web'), { services: [service('web')] }, said(REFUSED, 5, ['web:80']));
    expect(short(parts)).toEqual([]);
  });

  it.each(['ECONNRESET', 'EPIPE', 'connection reset by peer', 'ECONNRESET: socket hang up'])(
    'are none where the other side hung up, and nobody says which: %s',
    (line) => {
      expect(short(join(app('web'), said(line)))).toEqual([]);
      expect(short(join(app('web'), said(line, 5, ['a.example:80'])))).toHaveLength(1);
    },
  );

  it.each([
    ['Request failed with status code 401', 'unauthorized'],
    ['Request failed with status code 502', 'failed-request'],
  ])('are told by a status only where the line names who answered: %s', (line, kind) => {
    expect(short(join(app('web'), said(line)))).toEqual([]);
    expect(short(join(app('web'), said(line, 5, ['a.example:443'])))).toEqual([
      `web ${kind} a.example:443 line, 5`,
    ]);
  });

  it('are told by the lines that name whom, where there are any', () => {
    const logs = (other: string) => [
      log({ pod: podName('web'), last: ago(5) }, { [REFUSED]: 3 }, ['a.example:80']),
      log({ pod: podName('web'), last: ago(5) }, { [other]: 9 }),
    ];
    // What cannot be reached is one thing, however it is said.
    expect(short({ ...app('web'), logs: logs('ETIMEDOUT') })).toEqual(['web refused a.example:80 line, 3']);
    expect(short({ ...app('web'), logs: logs('NXDOMAIN') })).toEqual(['web refused a.example:80 line, 3']);
    expect(short({ ...app('web'), logs: logs('self-signed certificate') })).toEqual([
      'web certificate -, 9',
      'web refused a.example:80 line, 3',
    ]);
  });

  it('are none that a server tells of its clients', () => {
    const server = (port: number) => app('db', { container: { ports: [{ containerPort: port }] } });
    const denied = 'FATAL: password authentication failed for user "app"';
    expect(short(join(server(5432), said(denied, 5, [], 'db')))).toEqual([]);
    expect(short(join(server(8080), said(denied, 5, [], 'db')))).toHaveLength(1);
    expect(short(join(server(5432), said('getaddrinfo ENOTFOUND x', 5, ['x'], 'db')))).toHaveLength(1);
  });

  it('are told of the only thing that is configured, where the line names its kind alone', () => {
    const line = 'psycopg2.OperationalError: connection refused';
    const configured = (...values: readonly string[]) =>
      app('web', { container: { env: values.map((value, at) => ({ name: `X${at}`, value })) } });
    expect(short(join(configured('db:5432'), said(line)))).toEqual(['web refused db:5432 configuration, 5']);
    expect(short(join(configured('db:5432', 'cache:6379'), said(line)))).toEqual([
      'web refused db:5432 configuration, 5',
    ]);
    expect(short(join(configured('db:5432', 'other:5432'), said(line)))).toEqual(['web refused -, 5']);
    expect(short(join(configured('cache:6379'), said(line)))).toEqual(['web refused -, 5']);
    const db = join(app('web'), app('db'), { services: [service('db', { ports: [{ port: 5432 }] })] });
    expect(short(join(db, said(line)))).toEqual(['web refused db:5432 port, 5']);
  });

  it.each([443, 8443, 6443, 9443])(
    'are told of the only Service that is called over TLS, by port %d',
    (port) => {
      const shop = join(app('web', env('X_HOST', `api:${port}`)), app('api'), { services: [service('api')] });
      expect(short(join(shop, said('self-signed certificate')))).toEqual([
        `web certificate api:${port} configuration, 5`,
      ]);
      const plain = join(app('web', env('X_HOST', 'api:80')), app('api'), { services: [service('api')] });
      expect(short(join(plain, said('self-signed certificate')))).toEqual(['web certificate -, 5']);
    },
  );

  it('are those of whoever dialled, where another passes on what it said', () => {
    const chain = join(app('web', env('API_HOST', 'api')), app('api', env('DB_HOST', 'db')), app('db'), {
      services: ['api', 'db'].map((name) => service(name)),
    });
    expect(short(join(chain, said(REFUSED, 5, ['db:80'])))).toEqual(['api refused db:80 line, 5']);
    expect(short(join(chain, said(REFUSED, 5, ['api:80'])))).toEqual(['web refused api:80 line, 5']);
    const nested = 'rpc error: code = Unknown desc = rpc error: code = Internal: connection refused';
    const both = join(
      app('web', {
        container: {
          env: [
            { name: 'API_HOST', value: 'api' },
            { name: 'DB_HOST', value: 'db' },
          ],
        },
      }),
      app('api', env('DB_HOST', 'db')),
      app('db'),
      { services: ['api', 'db'].map((name) => service(name)) },
    );
    expect(short(join(both, said(nested, 5, ['db:80'])))).toEqual(['api refused db:80 line, 5']);
    expect(short(join(both, said(REFUSED, 5, ['db:80'])))).toEqual(['web refused db:80 line, 5']);
  });

  it('takes the callee whose setting names host and port for the one that dialled, not one that a log names', () => {
    const ports = [
      { port: 80, targetPort: 8080 },
      { port: 81, targetPort: 8081 },
    ];
    const both = (via: object) =>
      join(
        app('web', {
          container: {
            env: [
              { name: 'API_URL', value: 'http://api' },
              { name: 'DB_URL', value: 'http://db:80' },
            ],
          },
        }),
        join(app('api', via), { services: [service('api'), service('db', { ports })] }),
        app('db'),
      );
    const line = said(REFUSED, 5, ['db:81']);
    expect(short(join(both(env('DB_URL', 'http://db:81')), line))).toEqual(['api refused db:81 line, 5']);
    expect(short(join(both(env('DB_URL', 'http://db:80')), line))).toEqual(['web refused db:81 line, 5']);
    const logged = said('asks db:81', 3, ['db:81'], 'api');
    expect(short(join(both({}), join(line, logged)))).toEqual(['web refused db:81 line, 5']);
  });

  it('have ended when they have stopped', () => {
    const parts = join(app('web'), said(REFUSED, 100, ['a.example:80']));
    const logs = (parts.logs as ReturnType<typeof log>[]).map((one) => ({
      ...one,
      summary: {
        ...one.summary,
        patterns: one.summary.patterns.map((each) => ({ ...each, first: ago(900), last: ago(600) })),
      },
    }));
    expect(short({ ...parts, logs })).toEqual([]);
  });
});

it.each([
  ['db', true],
  ['db.shop.svc', true],
  ['db.shop.svc.cluster.local', true],
  ['db.example.com', false],
  ['db.svcx', false],
])('%s is a name of the cluster: %p', (host, is) => {
  expect(isInternal(host)).toBe(is);
});

describe('a Service that leads nowhere', () => {
  const shop = (web: object, more: object = {}) =>
    join(app('web', { ...env('API_HOST', 'api'), ...web }), { services: [service('api')] }, more);
  const judge = (parts: object, changed: object = {}) => {
    const view = viewOf(parts);
    const [api] = view.services.all;
    if (api === undefined) throw new Error('there is a Service');
    const metadata = { ...api.service.metadata, managedFields: [], ...changed };
    return [
      isFelt(view, [api], metadata),
      isMissed(view, [api], metadata),
      callersOfService(view, api).length,
    ];
  };
  const read = { logs: [log({ pod: podName('web') })] };

  it('is felt by a caller that says so, that fails, or of which nothing was read', () => {
    expect(judge(shop({}, read))).toEqual([false, false, 1]);
    expect(judge(shop({}))).toEqual([true, false, 1]);
    expect(judge(shop({ ready: false }, read))).toEqual([true, false, 1]);
    expect(judge(shop({}, said(REFUSED, 5, ['api:80'])))).toEqual([true, true, 1]);
    expect(judge(shop({}, said(REFUSED, 5, ['other.example:80'])))).toEqual([false, false, 1]);
  });

  it('is missed when it was changed within the window', () => {
    const fields = (seconds: number, subresource = '') => ({
      managedFields: [{ manager: 'kubectl', time: ago(seconds), subresource, keys: ['spec.selector'] }],
    });
    expect(judge(shop({}, read), fields(3_600))).toEqual([true, true, 1]);
    expect(judge(shop({}, read), fields(3_601))).toEqual([false, false, 1]);
    expect(judge(shop({}, read), fields(60, 'status'))).toEqual([false, false, 1]);
    expect(
      judge(shop({}, read), { managedFields: [{ manager: 'x', time: '', subresource: '', keys: [] }] })[1],
    ).toBe(false);
  });
});

describe('the pods of a workload', () => {
  const one = (parts: object, name = 'web'): readonly [ClusterView, Workload] => {
    const view = viewOf(parts);
    const workload = view.workloads.find(({ ref }) => ref.name === name);
    if (workload === undefined) throw new Error('there is a workload');
    return [view, workload];
  };
  const leaving = () => {
    const { metadata, ...rest } = pod('web', { suffix: 'gone' }) as { metadata: object };
    return { ...rest, metadata: { ...metadata, deletionTimestamp: ago(5) } };
  };
  const web = (replicas: number, ...pods: readonly object[]) => ({
    deployments: [deployment('web', { replicas })],
    replicasets: [replicaSet('web')],
    pods,
  });

  it('serve unless they have ended or are on their way out', () => {
    const [, workload] = one(web(2, pod('web'), leaving(), pod('web', { suffix: 'b', phase: 'Failed' })));
    expect(livePods(workload)).toHaveLength(1);
    expect(liveContainers(workload)).toHaveLength(1);
    expect(lacksPods(workload)).toBe(true);
    expect(lacksPods(one(web(1, pod('web')))[1])).toBe(false);
  });

  it.each([
    [2, true, true],
    [1, true, false],
    [1, false, true],
    [0, true, false],
  ])('are fewer ready ones than %d, ready %p: %p', (replicas, ready, is) => {
    expect(isDegraded(one(web(replicas, pod('web', { ready })))[1])).toBe(is);
  });

  it('of a Job are those that have ended as well, until a later one succeeds', () => {
    const job = (completionTime: string) => ({
      jobs: [{ metadata: { name: 'web', namespace: 'shop' }, status: { completionTime } }],
      pods: [
        pod('web', {
          ownerKind: 'Job',
          phase: 'Failed',
          state: { state: { terminated: { exitCode: 1, finishedAt: ago(90) } } },
        }),
      ],
    });
    expect(liveContainers(one(job(''))[1])).toHaveLength(1);
    expect(liveContainers(one(job(ago(80)))[1])).toHaveLength(0);
    expect(isBatch(one(job(''))[1])).toBe(true);
    expect(isBatch(one(web(1))[1])).toBe(false);
  });

  it('have events of their own, and those of what creates them', () => {
    const parts = {
      ...web(1, pod('web')),
      events: [
        event('Pod', podName('web'), 'Unhealthy', 'a'),
        event('Deployment', 'web', 'Other', 'b'),
        event('ReplicaSet', 'web-6d4cf56db6', 'FailedCreate', 'c'),
        event('ReplicaSet', 'web-6d4cf56db6', 'Other', 'd'),
        event('ReplicaSet', 'api-6d4cf56db6', 'FailedCreate', 'e'),
      ],
    };
    const [view, workload] = one(parts);
    expect(eventsOf(view, workload).map(({ message }) => message)).toEqual(['b', 'a']);
    expect(creationEventsOf(view, workload).map(({ message }) => message)).toEqual(['c']);
  });

  describe('are refused', () => {
    const failed = (seconds: number, set = 'web-6d4cf56db6') =>
      event('ReplicaSet', set, 'FailedCreate', `event of ${set}`, { lastTimestamp: ago(seconds) });
    const condition = (status = 'True', type = 'ReplicaFailure') => ({
      replicas: 0,
      conditions: [{ type, status, message: 'condition' }],
    });
    const refusals = (parts: object) => refusalsOf(...one(parts));
    const set = (status: Record<string, unknown>, hash = '6d4cf56db6') => replicaSet('web', { status, hash });

    it('by the condition of a set, and by events until the next try', () => {
      expect(refusals({ ...web(1), replicasets: [set(condition())] })).toEqual(['condition']);
      expect(refusals({ ...web(1), replicasets: [set(condition('False'))] })).toEqual([]);
      expect(refusals({ ...web(1), replicasets: [set(condition('True', 'Other'))] })).toEqual([]);
      expect(refusals({ ...web(1), events: [failed(1_199)] })).toEqual(['event of web-6d4cf56db6']);
      expect(refusals({ ...web(1), events: [failed(1_200)] })).toEqual([]);
    });

    it('of a new set while an old one serves on, by what is recent', () => {
      const both = (...events: readonly object[]) => ({
        ...web(1, pod('web')),
        replicasets: [set({ replicas: 1 }), set(condition(), 'bbbbbbbbbb')],
        events,
      });
      expect(refusals(both())).toEqual(['condition']);
      expect(refusals(both(failed(599, 'web-bbbbbbbbbb')))).toEqual(['condition', 'event of web-bbbbbbbbbb']);
      expect(refusals(both(failed(600, 'web-bbbbbbbbbb')))).toEqual(['condition']);
      expect(refusals(both(failed(60)))).toEqual(['condition']);
      expect(
        refusals({ ...web(1, pod('web')), replicasets: [set({ ...condition(), replicas: 1 })] }),
      ).toEqual([]);
    });
  });
});

describe('what a line names and is not called', () => {
  const withAddress = (name: string, podIP: string) => ({
    deployments: [deployment(name, name === 'web' ? env('DATABASE_URL', 'postgres://db:5432/x') : {})],
    replicasets: [replicaSet(name)],
    pods: [pod(name, { status: { podIP } })],
  });
  const db = { services: [service('db', { ports: [{ port: 5432, targetPort: 5432 }] })] };
  const both = join(withAddress('web', '10.1.0.1'), withAddress('db', '10.1.0.2'), db);
  const LINE = 'connect ECONNREFUSED';

  it("is an address of the caller's own pods: the next that is named is called", () => {
    expect(short(join(both, said(LINE, 5, ['10.1.0.1', 'db:5432'])))).toEqual([
      'web refused db:5432 line, 5',
    ]);
  });

  it('is an address of a client, in the log of the one that it calls', () => {
    expect(short(join(both, said(LINE, 5, ['10.1.0.1:5432'], 'db')))).toEqual(['db refused -, 5']);
    expect(short(join(both, said(LINE, 5, ['10.1.0.2:5432'])))).toEqual([
      'web refused 10.1.0.2:5432 line, 5',
    ]);
  });

  it('is a class or a module and its line', () => {
    expect(short(join(both, said(LINE, 5, ['shop.orders.Worker:411'])))).toEqual(['web refused -, 5']);
    expect(short(join(both, said(LINE, 5, ['shop.orders.worker:42'])))).toEqual(['web refused -, 5']);
  });
});
