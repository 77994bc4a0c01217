import { describe, expect, it } from '@jest/globals';
import type { CollectorName } from '../../../../functions/model/evidence.ts';
import { buildReport } from '../../../../functions/triage/build-report.ts';
import {
  ago,
  app,
  bundleOf,
  deployment,
  join,
  log,
  node,
  playbook,
  pod,
  podName,
  replicaSet,
  service,
  slice,
} from './cluster.ts';

/** All lists that a triage reads, whole and empty: what is missing here can keep nobody from being sure. */
const READ: { [Name in CollectorName]?: readonly unknown[] } = Object.fromEntries(
  (
    [
      'events',
      'jobs',
      'cronjobs',
      'statefulsets',
      'services',
      'endpointslices',
      'configmaps',
      'secrets',
      'resourcequotas',
      'horizontalpodautoscalers',
      'persistentvolumeclaims',
      'networkpolicies',
      'logs',
    ] as const
  ).map((name) => [name, []]),
);
const causes = (parts: object, target?: string) =>
  buildReport(
    bundleOf(
      { ...READ, ...join({ nodes: [node('node-1')] }, parts) },
      target ? { workload: { kind: 'Deployment', namespace: 'shop', name: target } } : {},
    ),
    playbook(),
  ).causes;
const named = (parts: object, target?: string) =>
  causes(parts, target).map(({ cause, object, confidence }) => `${cause} ${object.name} ${confidence}`);
const lines = (text: string, count: number) => ({ logs: [log({ pod: podName('api') }, { [text]: count })] });
const crashing = (exitCode = 1) => ({
  ready: false,
  state: {
    ready: false,
    restartCount: 6,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { reason: 'Error', exitCode, finishedAt: ago(40) } },
  },
});

describe('nobody is blamed with confidence', () => {
  it.each([
    ['a validation error of a program that restarted long ago', 'order_id is required'],
    ['a lookup in a dictionary', "KeyError: 'user_id'"],
    ['a setting that is done without', 'environment variable CACHE_TTL not set, using default 60'],
    ['a file that the program may not read', 'java.nio.file.AccessDeniedException: /var/lib/report.pdf'],
    [
      'a user of its own that may not do something',
      'org.springframework.security.access.AccessDeniedException: Access is denied',
    ],
    [
      'a client that comes with an old certificate',
      'http: TLS handshake error: client certificate has expired',
    ],
    ["client-go's own brake", 'Waited for 1.09s due to client-side throttling, not priority and fairness'],
    ['a duration of 429 ms', 'took 429 ms to render the page'],
    ['a number of answers', 'answered 4290 questions'],
  ])('for %s', (_, text) => {
    const old = {
      state: { restartCount: 2, lastState: { terminated: { exitCode: 1, finishedAt: ago(90_000) } } },
    };
    expect(named(join(app('api', old), lines(text, 60)))).toEqual([]);
  });

  it.each([
    ['a certificate outside that nobody waits for', 'x509: certificate has expired or is not yet valid'],
    [
      'a call that the cloud denies in passing',
      'AccessDenied: User: arn:aws:sts::1:assumed-role/x is not authorized to perform: s3:GetObject',
    ],
  ])('at high for %s while pods and requests are well', (_, text) => {
    expect(
      causes(join(app('api'), lines(text, 60))).filter(({ confidence }) => confidence === 'high'),
    ).toEqual([]);
  });

  it('for what a crashing program said early and did without', () => {
    const parts = join(app('api', crashing()), {
      logs: [
        log({
          pod: podName('api'),
          previous: true,
          tail: [
            'WARN environment variable TZ not set, using default UTC',
            'panic: assertion failed: total >= 0',
          ],
        }),
      ],
    });
    expect(named(parts)).toEqual(['crash-app-error api high']);
  });

  it('for the half of blue and green that does not serve', () => {
    const colour = (name: string, replicas: number) =>
      deployment(name, { replicas, ready: replicas, container: {}, spec: {} });
    const web = app('web', { container: { env: [{ name: 'API_URL', value: 'http://api' }] } });
    const parts = join(web, {
      deployments: [
        { ...colour('api-blue', 0), spec: { ...(colour('api', 0).spec as object) } },
        { ...colour('api-green', 1), spec: { ...(colour('api', 1).spec as object) } },
      ],
      replicasets: [replicaSet('api-green')],
      pods: [{ ...pod('api-green', { labels: { app: 'api' } }) }],
      services: [service('api')],
      endpointslices: [slice('api')],
      events: [
        {
          metadata: { name: 'x', namespace: 'shop' },
          type: 'Normal',
          reason: 'ScalingReplicaSet',
          message: 'Scaled down replica set api-blue-1 from 3 to 0',
          count: 1,
          firstTimestamp: ago(200),
          lastTimestamp: ago(200),
          involvedObject: { kind: 'Deployment', name: 'api-blue', namespace: 'shop' },
        },
      ],
    });
    expect(named(parts)).toEqual([]);
  });

  it('for a quota that refuses another workload than the one that is asked about', () => {
    const parts = join(app('api'), {
      deployments: [deployment('report', { replicas: 2, ready: 0 })],
      replicasets: [replicaSet('report')],
      events: [
        {
          metadata: { name: 'x', namespace: 'shop' },
          type: 'Warning',
          reason: 'FailedCreate',
          message:
            'Error creating: pods "report-1" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9',
          count: 9,
          firstTimestamp: ago(200),
          lastTimestamp: ago(20),
          involvedObject: { kind: 'ReplicaSet', name: 'report-6d4cf56db6', namespace: 'shop' },
        },
      ],
    });
    expect(named(parts)).toEqual(['quota-exceeded shop high']);
    expect(named(parts, 'api')).toEqual(['quota-exceeded shop low']);
  });

  describe('for what is of the past', () => {
    const said = (reason: string, message: string, more: object = {}) => ({
      metadata: { name: reason, namespace: 'shop' },
      type: 'Warning',
      reason,
      message,
      count: 2,
      firstTimestamp: ago(400),
      lastTimestamp: ago(390),
      involvedObject: { kind: 'Pod', name: podName('api'), namespace: 'shop' },
      ...more,
    });
    const claim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    const pulling = app('api', {
      ready: false,
      phase: 'Pending',
      created: ago(420),
      spec: claim,
      state: { ready: false, state: { waiting: { reason: 'ImagePullBackOff', message: 'not found' } } },
    });
    const unbound = '0/3 nodes are available: 3 pod has unbound immediate PersistentVolumeClaims.';

    it.each([
      ['a claim that was not bound when the pod was new', said('FailedScheduling', unbound)],
      [
        'a volume that was not there at the first try',
        said('FailedMount', 'MountVolume.SetUp failed for volume "data"'),
      ],
      [
        'a network that was not there at the first try',
        said('FailedCreatePodSandBox', 'failed to setup network for sandbox: cni plugin not initialized', {
          lastTimestamp: ago(60),
        }),
      ],
    ])('%s', (_, event) => {
      expect(named(join(pulling, { events: [event] }))).toEqual(['image-pull api high']);
    });

    it('a refusal of long ago, while pods are made again', () => {
      const parts = {
        deployments: [deployment('api', { replicas: 2, ready: 1 })],
        replicasets: [replicaSet('api')],
        pods: [pod('api')],
        events: [
          said(
            'FailedCreate',
            'pods "api-1" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9',
            {
              lastTimestamp: ago(2_400),
              firstTimestamp: ago(2_500),
              involvedObject: { kind: 'ReplicaSet', name: 'api-6d4cf56db6', namespace: 'shop' },
            },
          ),
        ],
      };
      expect(named(parts)).toEqual([]);
    });

    it('what the ordinary way of starting is', () => {
      const scheduled = (message: string) => [
        { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
      ];
      const bound = {
        persistentvolumeclaims: [
          { metadata: { name: 'data', namespace: 'shop' }, status: { phase: 'Pending' } },
        ],
      };
      const young = (message: string, created: string) =>
        join(
          bound,
          app('api', {
            ready: false,
            phase: 'Pending',
            node: '',
            created,
            spec: claim,
            conditions: scheduled(message),
          }),
        );
      expect(named(young(unbound, ago(20)))).toEqual(['volume-unbound api low']);
      expect(named(young(unbound, ago(200)))).toEqual(['volume-unbound api high']);
      const full = young('0/3 nodes are available: 3 Insufficient cpu.', ago(40));
      const adds = said('TriggeredScaleUp', 'pod triggered scale-up: [{pool 3->4 (max: 9)}]', {
        type: 'Normal',
        lastTimestamp: ago(30),
      });
      expect(named(full)).toEqual(['unschedulable api high']);
      expect(named(join(full, { events: [adds] }))).toEqual(['unschedulable api medium']);
    });
  });

  describe('for a port that is not declared', () => {
    const probe = { readinessProbe: { httpGet: { port: 9000, path: '/ready' } } };
    const failed = (message: string) => ({
      metadata: { name: 'u', namespace: 'shop' },
      type: 'Warning',
      reason: 'Unhealthy',
      message,
      count: 30,
      firstTimestamp: ago(300),
      lastTimestamp: ago(5),
      involvedObject: { kind: 'Pod', name: podName('api'), namespace: 'shop' },
    });
    const title = (message: string) =>
      causes(join(app('api', { ready: false, container: probe }), { events: [failed(message)] }))[0]?.title;

    it('when the probe of it is answered, late or with a status', () => {
      const refused =
        'Readiness probe failed: Get "http://10.0.0.1:9000/ready": dial tcp 10.0.0.1:9000: connect: connection refused';
      expect(title(refused)).toContain('it probes port 9000, but the container declares 8080');
      for (const message of [
        'Readiness probe failed: HTTP probe failed with statuscode: 503',
        'Readiness probe failed: Get "http://10.0.0.1:9000/ready": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      ])
        expect(title(message)).not.toContain('declares 8080');
    });

    it('at high when a Service leads to it and its caller fails by something else', () => {
      const web = app('web', {
        ready: false,
        container: { env: [{ name: 'API_URL', value: 'http://api' }] },
      });
      const parts = (line: string, peers: readonly string[]) =>
        join(web, app('api'), {
          services: [service('api', { ports: [{ port: 80, targetPort: 3000, protocol: 'TCP' }] })],
          endpointslices: [slice('api')],
          logs: [log({ pod: podName('web') }, { [line]: 50 }, peers)],
        });
      expect(named(parts('TypeError: x is undefined', []))[0]).toBe('service-misrouting api medium');
      expect(named(parts('connect ECONNREFUSED 10.96.0.10:80', ['10.96.0.10:80']))[0]).toBe(
        'service-misrouting api high',
      );
    });
  });
});
