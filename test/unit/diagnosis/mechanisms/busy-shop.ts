import {
  ago,
  app,
  deployment,
  event,
  join,
  log,
  NOW,
  node,
  pod,
  podName,
  replicaSet,
  service,
  slice,
  statefulSet,
} from './cluster.ts';

const endpoint = {
  method: 'GET',
  path: '/cart/:id',
  requests: 400,
  errors5xx: 90,
  errors4xx: 3,
  p50: 20,
  p95: 4000,
  byStatus: { 200: 307, 503: 90, 404: 3 },
};
const points = Array.from(
  { length: 40 },
  (_, i) => [Date.parse(NOW) - (40 - i) * 5000, i < 20 ? 5 : 400] as const,
);

/** A namespace in which much goes wrong at once: what every analyzer finds something in. */
export const busyShop = join(
  app('web', {
    container: {
      env: [
        { name: 'API_ADDR', value: 'api:80' },
        { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'web', key: 'LEVEL' } } },
      ],
    },
  }),
  app('api', {
    ready: false,
    state: {
      ready: false,
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: ago(20) } },
    },
  }),
  app('pull', {
    ready: false,
    phase: 'Pending',
    state: { ready: false, state: { waiting: { reason: 'ImagePullBackOff' } } },
  }),
  app('lost', {
    ready: false,
    phase: 'Pending',
    node: '',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/2 nodes are available: 2 Insufficient cpu.',
      },
    ],
  }),
  app('probe', {
    ready: false,
    container: {
      readinessProbe: { httpGet: { port: 9, path: '/' } },
      livenessProbe: { tcpSocket: { port: 9 } },
    },
    state: {
      ready: false,
      restartCount: 3,
      lastState: { terminated: { exitCode: 137, finishedAt: ago(30) } },
    },
  }),
  app('data', {
    ready: false,
    phase: 'Pending',
    node: '',
    spec: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }] },
    conditions: [
      { type: 'PodScheduled', status: 'False', message: 'pod has unbound immediate PersistentVolumeClaims' },
    ],
  }),
  {
    deployments: [
      deployment('zero', { replicas: 0, ready: 0 }),
      deployment('refused', { replicas: 2, ready: 0 }),
    ],
    replicasets: [
      replicaSet('refused'),
      replicaSet('web', {
        hash: 'aaaaaaaaaa',
        revision: 2,
        container: { image: 'web:2' },
        created: ago(500),
      }),
    ],
    statefulsets: [statefulSet('db', { container: { ports: [{ containerPort: 5432 }] } })],
    pods: [
      pod('db', { ownerKind: 'StatefulSet' }),
      pod('web', { hash: 'aaaaaaaaaa', suffix: 'ccccc', created: ago(480) }),
    ],
    jobs: [
      {
        metadata: { name: 'j', namespace: 'shop' },
        status: {
          failed: 3,
          conditions: [
            { type: 'Failed', status: 'True', reason: 'DeadlineExceeded', lastTransitionTime: ago(99) },
          ],
        },
      },
    ],
    events: [
      event(
        'Pod',
        podName('pull'),
        'Failed',
        'Failed to pull image "x": not found, manifest unknown to this registry',
      ),
      event('Pod', podName('probe'), 'Unhealthy', 'Liveness probe failed: connection refused'),
      event('Pod', podName('probe'), 'Killing', 'Container main failed liveness probe, will be restarted'),
      event('Pod', podName('probe'), 'Unhealthy', 'Readiness probe failed: connection refused'),
      event(
        'ReplicaSet',
        'refused-6d4cf56db6',
        'FailedCreate',
        'Error creating: pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9',
      ),
      event('PersistentVolumeClaim', 'd', 'ProvisioningFailed', 'storageclass "x" not found'),
      event('Deployment', 'web', 'ScalingReplicaSet', 'Scaled up replica set web-aaaaaaaaaa from 1 to 4'),
    ],
    services: [
      service('api'),
      service('zero'),
      service('db', { ports: [{ port: 5432, targetPort: 5432 }] }),
      service('typo', { selector: { app: 'weeb' } }),
    ],
    endpointslices: [slice('api', 0), slice('db')],
    configmaps: [
      {
        metadata: {
          name: 'web',
          namespace: 'shop',
          creationTimestamp: ago(9000),
          managedFields: [{ manager: 'kubectl', time: ago(700), keys: ['data.LEVEL'] }],
        },
        keys: ['OTHER'],
        hosts: [{ key: 'OTHER', host: 'zero', port: 80 }],
      },
    ],
    secrets: [],
    persistentvolumeclaims: [
      {
        metadata: { name: 'd', namespace: 'shop' },
        spec: { storageClassName: 'x' },
        status: { phase: 'Pending' },
      },
    ],
    resourcequotas: [
      { metadata: { name: 'q', namespace: 'shop' }, status: { hard: { pods: '9' }, used: { pods: '9' } } },
    ],
    horizontalpodautoscalers: [
      {
        metadata: { name: 'h', namespace: 'shop' },
        spec: { maxReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
        status: {
          currentReplicas: 2,
          conditions: [{ type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas' }],
        },
      },
    ],
    ingresses: [
      {
        metadata: { name: 'i', namespace: 'shop' },
        spec: {
          ingressClassName: 'gone',
          rules: [{ http: { paths: [{ backend: { service: { name: 'none', port: { number: 1 } } } }] } }],
        },
      },
    ],
    ingressclasses: [{ metadata: { name: 'nginx' } }],
    networkpolicies: [
      {
        metadata: { name: 'n', namespace: 'shop' },
        spec: {
          podSelector: {},
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ podSelector: { matchLabels: { app: 'x' } } }] }],
        },
      },
    ],
    nodes: [
      node('node-1'),
      node('node-2', { conditions: [{ type: 'Ready', status: 'Unknown', lastTransitionTime: ago(90) }] }),
    ],
    logs: [
      log(
        { pod: podName('web'), endpoints: [endpoint], requests: 400 },
        { 'connect ECONNREFUSED 10.96.0.10:80': 60, 'TypeError: x is undefined': 40 },
        ['api:80'],
      ),
      log(
        { pod: podName('api'), previous: true, tail: ['Error: out of luck'] },
        { 'sorry, too many clients already': 80, 'certificate has expired': 30 },
      ),
      log({ pod: 'db-0' }, { 'FATAL: sorry, too many clients already': 99 }),
    ],
    signals: [
      { signal: 'latencyTail', namespace: 'shop', workload: 'web', points },
      {
        signal: 'throttling',
        namespace: 'shop',
        workload: 'api',
        points: points.map(([at, value]) => [at, value / 500] as const),
      },
    ],
  },
);
