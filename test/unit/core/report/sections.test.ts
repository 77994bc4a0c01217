import { describe, expect, it } from '@jest/globals';
import { buildReport } from '../../../../functions/analyzers/build-report.ts';
import type { CollectorName } from '../../../../functions/core/evidence.ts';
import { latencyBucket, partBucket } from '../../../../functions/core/logs/latency.ts';
import {
  app,
  bundleOf,
  deployment,
  join,
  log,
  NAMESPACE,
  NOW,
  node,
  playbook,
  pod,
  podName,
  service,
} from '../../analyzers/cluster.ts';

const target = { workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'api' } };
/** What a triage reads, so that a test need only add what it is about. */
const EMPTY: { [Name in CollectorName]?: readonly unknown[] } = Object.fromEntries(
  [
    'events',
    'jobs',
    'services',
    'ingresses',
    'ingressclasses',
    'configmaps',
    'secrets',
    'networkpolicies',
    'horizontalpodautoscalers',
    'poddisruptionbudgets',
    'resourcequotas',
    'persistentvolumeclaims',
    'logs',
    'nodes',
  ].map((name) => [name, []]),
);
const report = (parts: object, more: Record<string, unknown> = {}, statuses: object = {}) =>
  buildReport(bundleOf({ ...EMPTY, ...parts }, target, statuses), playbook(more));
const what = (parts: object, statuses: object = {}) =>
  report(parts, {}, statuses).ruledOut.map((entry) => entry.what);

describe('ruled out', () => {
  const well = join(app('api'), { nodes: [node('node-1')], logs: [log({ pod: podName('api') })] });

  it('says what each thing was judged by', () => {
    const entry = report(well).ruledOut.find(({ causes }) => causes.includes('crash-app-error'));
    expect(entry).toEqual({
      what: 'pods',
      by: '1/1 ready, 0 restarts',
      causes: ['crash-app-error', 'liveness-probe', 'readiness-probe', 'oom-killed'],
    });
  });

  it('leaves out what was found', () => {
    expect(what(well)).toContain('nodes');
    expect(
      what(join(well, { nodes: [node('node-2', { conditions: [{ type: 'Ready', status: 'False' }] })] })),
    ).not.toContain('nodes');
  });

  it('says nothing of pods where there is none, nor of events where none is left', () => {
    expect(what({ nodes: [node('node-1')] })).toEqual([]);
  });

  it('tells of nodes that take no pods', () => {
    const cordoned = { ...node('node-2'), spec: { unschedulable: true } };
    expect(
      report(join(well, { nodes: [cordoned] })).ruledOut.find((entry) => entry.what === 'nodes')?.by,
    ).toBe('2 of 2 ready, no pressure, 1 cordoned');
  });

  it('says nothing of what was not read whole', () => {
    for (const name of ['pods', 'events', 'logs', 'nodes'] as const) {
      const without = what({ ...well, [name]: [] }, { [name]: 'forbidden' });
      expect(without.length).toBeLessThan(what(well).length);
    }
  });
});

describe('dependencies', () => {
  const named = {
    dependencies: [{ name: 'Store', kind: 'database', service: 'db', port: 5432 }],
    external: [{ name: 'Maps', host: 'maps.example.com' }],
  };
  const parts = join(app('api'), app('db'), { services: [service('db')] });

  it('are well only where something shows it', () => {
    const { dependencies } = report(
      join(parts, { logs: [log({ pod: podName('api') }, { 'some error': 7 })] }),
      named,
    );
    expect(dependencies).toEqual([
      { name: 'Store', kind: 'database', state: 'ok', by: '1 of 1 pod ready, named in 0 of 7 error lines' },
      { name: 'Maps', kind: 'external', state: 'unknown', by: 'named in 0 of 7 error lines' },
    ]);
  });

  it('are unknown where no log was read', () => {
    expect(report(parts, named, { logs: 'timeout' }).dependencies.map(({ state }) => state)).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('fail where the errors name them', () => {
    const logs = [
      log({ pod: podName('api') }, { 'getaddrinfo ETIMEDOUT maps.example.com': 9 }, ['maps.example.com:443']),
    ];
    expect(report(join(parts, { logs }), named).dependencies[1]).toMatchObject({
      state: 'failing',
      by: 'named in 9 of 9 error lines',
    });
  });
});

describe('prevention', () => {
  const weak = {
    deployments: [deployment('api', { replicas: 1, container: { image: 'api', resources: {} } })],
    pods: [pod('api')],
  };

  it('names what would make the target sturdier', () => {
    expect(report(weak).prevention).toEqual([
      'api runs a single replica: one eviction is an outage',
      'api has no HorizontalPodAutoscaler',
      'api has no readiness probe: traffic reaches pods that are not up',
      'api has no memory limit: one leak takes the node',
      'api has no CPU or memory request: the scheduler cannot place them well',
      'api uses the tag "latest": what runs cannot be told, nor rolled back to',
    ]);
  });

  it('says nothing of a list that was not read', () => {
    expect(report(weak, {}, { horizontalpodautoscalers: 'forbidden' }).prevention.join()).not.toContain(
      'Autoscaler',
    );
  });
});

describe('patterns and traffic', () => {
  it('are those of the target over its pods', () => {
    const parts = join(app('api'), app('web'), {
      pods: [pod('api', { suffix: 'bbbbb' })],
      logs: [
        log({ pod: podName('api'), requests: 10, byStatus: { 200: 8, 503: 2 } }, { boom: 2 }),
        log({ pod: podName('api', 'bbbbb'), requests: 10, byStatus: { 200: 10 } }, { boom: 1 }),
        log({ pod: podName('web'), requests: 99, byStatus: { 500: 99 } }, { other: 9 }),
      ],
    });
    const { traffic, patterns } = report(parts);
    expect(traffic).toMatchObject({ requests: 20, errors5xx: 2, podsRead: 2, podsTotal: 2 });
    expect(patterns.map(({ template, count, pods }) => ({ template, count, pods }))).toEqual([
      { template: 'boom', count: 3, pods: 2 },
    ]);
  });
});

describe('endpoints', () => {
  const START = Date.parse(NOW) / 60_000 - 20;
  const minutes = (failing: boolean) =>
    Array.from({ length: 20 }, (_, i) => ({
      at: new Date((START + i) * 60_000).toISOString(),
      requests: 30,
      errors5xx: failing && i >= 12 ? 20 : 0,
      errors4xx: 0,
      byMethod: {},
    }));
  const endpoint = {
    method: 'POST',
    path: '/scores',
    requests: 600,
    errors5xx: 160,
    errors4xx: 0,
    p50: 120,
    p95: 5_000,
    byStatus: {},
    latencyParts: Array.from({ length: 20 }, (_, i) => ({
      from: START + i,
      minutes: 1,
      counts: [[partBucket(latencyBucket(i < 12 ? 120 : 5_000)), 30] as const],
    })),
  };
  const seen = (parts: object, failing = true) =>
    report(
      join(app('api'), {
        logs: [
          log({
            pod: podName('api'),
            requests: 600,
            minutes: minutes(failing),
            endpoints: [{ ...endpoint, ...parts }],
          }),
        ],
      }),
    ).endpoints[0];

  it('have their latency of before the onset beside the one of now, and nothing more of the durations', () => {
    expect(seen({})).toMatchObject({ p95: 5_000, p95Before: 120 });
    expect(seen({})).not.toHaveProperty('latencyParts');
  });

  it('have none where too little was read before the onset, or there is none', () => {
    expect(seen({ latencyParts: endpoint.latencyParts.slice(12) })).not.toHaveProperty('p95Before');
    expect(seen({}, false)).not.toHaveProperty('p95Before');
  });
});
