import { describe, expect, it } from '@jest/globals';
import type { CollectorName } from '../../../../functions/model/evidence.ts';
import { latencyBucket, partBucket } from '../../../../functions/model/latency.ts';
import type { PatternKind } from '../../../../functions/model/log-summary.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
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
} from '../mechanisms/cluster.ts';

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
      causes: ['crash-app-error', 'liveness-probe', 'oom-killed', 'readiness-probe'],
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

  const withPod = (status: object, spec: object = {}) => {
    const raw = pod('api', { ready: false }) as { readonly spec: object; readonly status: object };
    return {
      ...well,
      pods: [{ ...raw, spec: { ...raw.spec, ...spec }, status: { ...raw.status, ...status } }],
    };
  };

  it('says of no image or setting that it is well where a container cannot be made, whatever the cause', () => {
    const message = 'container has runAsNonRoot and image will run as root';
    const waits = (reason: string) =>
      withPod({
        containerStatuses: [{ name: 'main', ready: false, state: { waiting: { reason, message } } }],
      });
    expect(what(waits('ContainerCreating'))).toContain('images, configuration');
    for (const reason of ['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'])
      expect(what(waits(reason))).not.toContain('images, configuration');
  });

  it('says of no pod that it waits for nothing where one has no node, though no scheduler has tried it', () => {
    const untried = withPod({ phase: 'Pending', conditions: [], containerStatuses: [] }, { nodeName: '' });
    const causes = report(untried).causes.map(({ cause }) => cause);
    expect(causes).not.toContain('unschedulable');
    expect(what(untried)).not.toContain('scheduling, volumes');
  });

  it('says of no pods that they are ready where fewer are there than are asked for', () => {
    const asked = { ...well, deployments: [deployment('api', { ready: 1, replicas: 2 })] };
    expect(what(asked)).not.toContain('pods');
  });

  it('says of no memory that it suffices where a program says that it ran out', () => {
    const said = (kind: PatternKind) => {
      const read = log({ pod: podName('api') }, { 'JavaScript heap out of memory': 1 });
      const patterns = read.summary.patterns.map((pattern) => ({ ...pattern, kind }));
      return what(join(well, { logs: [{ ...read, summary: { ...read.summary, patterns } }] }));
    };
    expect(said('other')).toContain('memory');
    expect(said('memory')).not.toContain('memory');
  });

  it('says of no autoscaler that it has room where one cannot compute', () => {
    const autoscaler = (status: string, reason: string) => ({
      metadata: { name: 'api', namespace: NAMESPACE },
      spec: { maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: 'api' } },
      status: {
        currentReplicas: 1,
        desiredReplicas: 1,
        conditions: [{ type: 'ScalingActive', status, reason }],
      },
    });
    const withOne = (status: string, reason: string) =>
      what(join(well, { horizontalpodautoscalers: [autoscaler(status, reason)] }));
    expect(withOne('True', 'ValidMetricFound')).toContain('autoscaling');
    expect(withOne('False', 'FailedGetResourceMetric')).not.toContain('autoscaling');
    expect(withOne('False', 'ScalingDisabled')).toContain('autoscaling');
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

  it('are neither well nor failing where errors of others name them: only their own evidence shows that', () => {
    const logs = [
      log({ pod: podName('api') }, { 'getaddrinfo ETIMEDOUT maps.example.com': 9 }, ['maps.example.com:443']),
    ];
    expect(report(join(parts, { logs }), named).dependencies[1]).toMatchObject({
      state: 'unknown',
      by: 'named in 9 of 9 error lines',
      errors: 9,
    });
  });

  it('are not ruled out by pods that are ready while their own log is full of errors', () => {
    const logs = (lines: number) => [
      log({ pod: podName('api') }),
      log({ pod: podName('db') }, { oops: lines }),
    ];
    const said = (lines: number) => report(join(parts, { logs: logs(lines) }), named);
    expect(said(19).ruledOut.map((entry) => entry.what)).toContain('Store');
    expect(said(20).ruledOut.map((entry) => entry.what)).not.toContain('Store');
    expect(said(20).dependencies[0]).toMatchObject({
      state: 'unknown',
      by: '1 of 1 pod ready, no error logged, logs 20 errors itself',
    });
  });
});

describe('traffic', () => {
  it('counts a finished pod among all where its log was read', () => {
    const ended = pod('api', { suffix: 'ended', phase: 'Succeeded' }) as {
      readonly metadata: { readonly name: string };
    };
    const parts = { ...app('api'), pods: [pod('api'), ended] };
    const of = (...pods: string[]) =>
      report({ ...parts, logs: pods.map((name) => log({ pod: name })) }).traffic;
    expect(of(podName('api'))).toMatchObject({ podsRead: 1, podsTotal: 1 });
    expect(of(podName('api'), ended.metadata.name)).toMatchObject({ podsRead: 2, podsTotal: 2 });
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
      'api has no memory limit: one leak can take down the node',
      'api has no CPU or memory request: the scheduler cannot place them well',
      'api uses the tag "latest": nobody can tell what runs, or roll back to it',
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
