import { describe, expect, it } from '@jest/globals';
import { dependencyUnreachable } from '../../../../functions/diagnosis/mechanisms/dependencies/dependency-unreachable.ts';
import { told } from '../differences/system.ts';
import {
  ago,
  app,
  commandOf,
  deployment,
  findingsOf,
  join,
  log,
  pod,
  podName,
  replicaSet,
  service,
  short,
  slice,
} from './cluster.ts';

const REFUSED = 'connect ECONNREFUSED 10.96.0.10:5432';
const env = (value: string) => ({ env: [{ name: 'DATABASE_URL', value }] });
const db = (ready = true) =>
  join(app('db', { ready, container: { ports: [{ containerPort: 5432 }] } }), {
    services: [service('db', { ports: [{ port: 5432, targetPort: 5432 }] })],
    endpointslices: [slice('db', ready ? 1 : 0)],
  });
const caller = (name: string, url = 'postgres://db:5432/x') => app(name, { container: env(url) });
const says = (name: string, line: string, count: number, peers: readonly string[] = ['10.96.0.10:5432']) => ({
  logs: [log({ pod: podName(name) }, { [line]: count }, peers)],
});

describe('dependency-unreachable', () => {
  it('names the dependency when all of its callers fail, though its pods are ready', () => {
    const parts = join(
      db(),
      caller('api'),
      caller('web'),
      says('api', REFUSED, 50),
      says('web', REFUSED, 50),
    );
    expect(short(findingsOf(dependencyUnreachable, parts))).toEqual([
      'dependency-unreachable Deployment/db strong',
    ]);
  });

  it('names the one caller that fails while others do not: its own settings', () => {
    const parts = join(db(), caller('api'), caller('web'), says('api', REFUSED, 50));
    const served = (requests: number) => ({
      logs: [told(podName('web'), { failed: [0, 0, 0, 0, 0, 0, 0, 0], requests })],
    });
    expect(short(findingsOf(dependencyUnreachable, join(parts, served(5))))).toEqual([
      'dependency-unreachable Deployment/api strong',
    ]);
    // That another one logs is no sign that it is served.
    expect(short(findingsOf(dependencyUnreachable, join(parts, served(4))))).toEqual([
      'dependency-unreachable Deployment/db strong',
    ]);
  });

  it('sees that the port that it is told to call is none of the Service', () => {
    const parts = join(
      db(),
      caller('api', 'postgres://db:5433/x'),
      caller('web'),
      says('api', 'connect ECONNREFUSED 10.96.0.10:5433', 50, ['10.96.0.10:5433']),
    );
    const found = findingsOf(dependencyUnreachable, parts);
    expect(short(found)).toEqual(['dependency-unreachable Deployment/api proof']);
    expect(found[0]?.title).toBe(
      'it calls db on port 5433 (env DATABASE_URL), but the Service has port 5432',
    );
  });

  it('does not blame a port that the Service lacks for the failure of another host, or of a port that it has', () => {
    const metrics = (line: string, peers: readonly string[]) =>
      join(
        db(),
        app('api', {
          container: {
            env: [...env('postgres://db:5432/x').env, { name: 'METRICS_ADDR', value: 'db:9187' }],
          },
        }),
        caller('web'),
        says('api', line, 50, peers),
        says('web', 'connect ECONNREFUSED db:5432', 50, ['db:5432']),
      );
    expect(
      short(findingsOf(dependencyUnreachable, metrics('connect ECONNREFUSED db:5432', ['db:5432']))),
    ).toEqual(['dependency-unreachable Deployment/db strong']);
    expect(
      findingsOf(
        dependencyUnreachable,
        metrics('connect ETIMEDOUT pay.internal:443', ['pay.internal:443']),
      ).map(({ title }) => title),
    ).toContain('it cannot reach pay.internal:443');
  });

  it.each([
    [
      'x509: certificate signed by unknown authority',
      'api cannot set up TLS with it, though its pods are ready',
    ],
    ['context deadline exceeded', 'api gets no answer in time from it, though its pods are ready'],
    ['connect() failed (101: Network is unreachable)', 'api cannot reach it, though its pods are ready'],
  ])('says what the caller lacks: %s', (line, title) => {
    const parts = join(db(), caller('api'), says('api', line, 50, ['db:5432']));
    expect(findingsOf(dependencyUnreachable, parts).map((found) => found.title)).toEqual([title]);
  });

  it('names a dependency without a ready pod, and leaves why to those who look at its pods', () => {
    const parts = join(db(false), caller('api'), says('api', REFUSED, 50));
    expect(short(findingsOf(dependencyUnreachable, parts))).toEqual([
      'dependency-unreachable Deployment/db strong',
    ]);
  });

  it('names the caller when it is not known where what it cannot reach lies', () => {
    const parts = join(
      caller('api', 'postgres://db.corp.internal:5432/x'),
      { services: [] },
      says('api', 'connect ETIMEDOUT db.corp.internal:5432', 50, ['db.corp.internal:5432']),
    );
    expect(short(findingsOf(dependencyUnreachable, parts))).toEqual([
      'dependency-unreachable Deployment/api strong',
    ]);
  });

  it('takes a certificate that no line names for that of the only Service that is called over TLS', () => {
    const parts = join(
      app('geo'),
      { services: [service('geo', { ports: [{ port: 8443, targetPort: 8443 }] })] },
      caller('api', 'https://geo:8443'),
      says('api', 'self-signed certificate in certificate chain', 50, []),
    );
    expect(short(findingsOf(dependencyUnreachable, parts))).toEqual([
      'dependency-unreachable Deployment/geo strong',
    ]);
  });

  it('leaves out what a program tells of as information, and that names nobody', () => {
    const entry = log({ pod: podName('api') }, { 'handlers: connection refused, timeout': 50 });
    const patterns = entry.summary.patterns.map((pattern) => ({ ...pattern, level: 'info' }));
    const logs = [{ ...entry, summary: { ...entry.summary, patterns } }];
    expect(findingsOf(dependencyUnreachable, join(app('api'), { logs }))).toEqual([]);
  });

  it('shows the ConfigMap that names a port which the Service does not have', () => {
    const parts = join(
      db(),
      app('edge', {
        spec: { volumes: [{ name: 'conf', configMap: { name: 'edge-conf' } }] },
      }),
      {
        configmaps: [
          {
            metadata: { name: 'edge-conf', namespace: 'shop' },
            keys: ['default.conf'],
            hosts: [{ key: 'default.conf', host: 'db', port: 5433 }],
          },
        ],
      },
      says('edge', 'connect() failed (101: Network is unreachable)', 50, ['10.96.0.10:5433']),
    );
    const [found] = findingsOf(dependencyUnreachable, parts);
    expect(found?.strength).toBe('proof');
    expect(commandOf(found)).toBe('kubectl -n shop get configmap edge-conf -o yaml');
  });

  it('only hints at a host that a program warns of while its requests succeed', () => {
    const served = {
      endpoints: [{ method: 'GET', path: '/', requests: 200, errors5xx: 0, errors4xx: 0, minutes: {} }],
    };
    const warns = (peers: readonly string[]) => {
      const entry = log({ pod: podName('api') }, { 'GET https://meteo.internal/v1 timed out': 9 }, peers);
      const patterns = entry.summary.patterns.map((pattern) => ({ ...pattern, level: 'warn' }));
      return { logs: [{ ...entry, summary: { ...entry.summary, patterns, ...served } }] };
    };
    const [found] = findingsOf(dependencyUnreachable, join(app('api'), warns(['meteo.internal'])));
    expect(found?.strength).toBe('hint');
    expect(found?.against).toEqual(['the caller does not log it as an error, and its own requests succeed']);
    expect(findingsOf(dependencyUnreachable, join(app('api'), warns([])))).toEqual([]);
  });

  it('leaves out failures that ended: the dependency came up after its caller', () => {
    const parts = join(db(), caller('api'), says('api', REFUSED, 8));
    const [entry] = parts.logs as { summary: { patterns: readonly object[] } }[];
    const patterns = entry?.summary.patterns.map((pattern) => ({
      ...pattern,
      first: ago(60),
      last: ago(55),
    }));
    const over = { ...parts, logs: [{ ...entry, summary: { ...entry?.summary, patterns } }] };
    expect(findingsOf(dependencyUnreachable, over)).toEqual([]);
  });

  it('leaves out a client that hung up, which no line tells from a dependency', () => {
    expect(
      findingsOf(
        dependencyUnreachable,
        join(db(), caller('api'), says('api', 'TLS handshake failed: read ECONNRESET', 90, [])),
      ),
    ).toEqual([]);
  });

  it('leaves out a line or two of pods that are well', () => {
    expect(
      findingsOf(
        dependencyUnreachable,
        join(
          caller('api', ''),
          { deployments: [deployment('x')], pods: [pod('x')], services: [] },
          says('api', 'connect ETIMEDOUT db.corp.internal:5432', 1, ['db.corp.internal:5432']),
        ),
      ),
    ).toEqual([]);
  });
});

describe('a caller whose setting its newest revision changed', () => {
  const env = (value: string) => ({ env: [{ name: 'BOOKS_URL', value }] });
  const system = (before: string, rolledAgo: number) => ({
    deployments: [deployment('api', { container: env('http://books:80') }), deployment('books')],
    replicasets: [
      replicaSet('api', { hash: 'aaaaaaaaaa', revision: 1, container: env(before) }),
      replicaSet('api', { revision: 2, container: env('http://books:80'), created: ago(rolledAgo) }),
    ],
    pods: [pod('api', { container: env('http://books:80') }), pod('books')],
    services: [service('api'), service('books')],
    logs: [
      log({ pod: podName('api') }, { 'dial books:80: wrong version number, connection refused': 60 }, [
        'books:80',
      ]),
    ],
  });
  const object = (before: string, rolledAgo = 245) =>
    findingsOf(dependencyUnreachable, system(before, rolledAgo)).map(
      ({ object: { name }, title }) => `${name}: ${title}`,
    );

  it('is to blame, not the server that it alone calls', () => {
    expect(object('https://books:80')).toEqual([
      'api: it cannot reach books since its BOOKS_URL was changed',
    ]);
  });

  it('is not by a change of something else, or one that came later or long before', () => {
    for (const found of [
      object('http://books:80'),
      object('http://books:81', 234),
      object('http://books:81', 2041),
    ])
      expect(found).toEqual([expect.stringContaining('books: ')]);
    expect(object('http://books:81', 235)).toEqual([expect.stringContaining('api: ')]);
    expect(object('http://books:81', 2040)).toEqual([expect.stringContaining('api: ')]);
  });
});
