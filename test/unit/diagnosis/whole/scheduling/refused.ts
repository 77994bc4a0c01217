import { admission } from '../../../../../functions/diagnosis/mechanisms/scheduling/admission.ts';
import { quota } from '../../../../../functions/diagnosis/mechanisms/scheduling/quota.ts';
import { ago, app, deployment, event, join, pod, replicaSet, statefulSet } from '../../mechanisms/cluster.ts';
import { each, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const creating = (message: string, more: object = {}, set = 'api-6d4cf56db6') =>
  event('ReplicaSet', set, 'FailedCreate', message, { ...more });
const lacking = (...events: readonly object[]) => ({
  ...several('api', [{}], { replicas: 3, ready: 1, meta: { labels: { zone: 'b' } } }),
  events: [...events],
});
const failure = (message: string) => ({
  replicas: 0,
  conditions: [
    { type: 'ReplicaFailure', status: 'False', message: 'another' },
    { type: 'ReplicaFailure', status: 'True', message },
  ],
});
const FULL =
  'Error creating: pods "api-x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=10, limited: pods=10';

const refusals: Cases = {
  ...each(
    [
      'pods "x" is forbidden: error looking up service account shop/api: serviceaccount "api" not found',
      'ServiceAccount api not found',
      'pods "x" is forbidden: violates PodSecurity "restricted:latest": privileged',
      'admission webhook "policy.example.com" denied the request: no',
      'Internal error occurred: failed calling webhook "a.example.com": failed to call webhook: Post "https://a.svc:443/x": dial tcp: connection refused',
      'Internal error occurred: failed calling webhook "a.example.com": EOF',
      'ValidatingAdmissionPolicy "p" denied request',
      'RuntimeClass "gvisor" not found',
      'pods "x" is forbidden: pod rejected: RuntimeClass gvisor not found',
      'pods "x" is forbidden: no PriorityClass with name high was found',
      'priorityclass "high" was not found: PriorityClass "high" not found',
      'User "x" cannot create resource "pods" in API group ""',
      'pods "x" is forbidden: because',
      'pods "x" Is Forbidden: because',
      'Pod "x" is invalid: spec.containers: Required value',
      'something else',
      'pods "x" is forbidden: failed quota: team: must specify cpu for: main',
      'pods "x" is forbidden: minimum cpu usage per Container is 1',
      'pods "x" is forbidden: maximum cpu usage per Container is 1',
      'pods "x" is forbidden: maximum of it',
      'pods "x" is forbidden: minimum of it',
      'pods "x" is forbidden: cpu max limit to request ratio per Container is 2, but provided ratio is 10',
      'Admission Webhook "policy.example.com" Denied the request: no',
      'Failed Calling Webhook: EOF',
      `failed calling webhook "a.example.com": failed to call webhook: Post "https://a.svc/x": failed to call webhook: ${'x'.repeat(130)}`,
    ],
    (message) => [
      `admission: ${message.slice(0, 90)}`,
      [admission, lacking(creating(`Error creating: ${message}`))],
    ],
  ),
  'admission: the last of several, and quota too': [
    admission,
    lacking(
      creating('Error creating: pods "x" is forbidden: first', { lastTimestamp: ago(90) }),
      creating('Error creating: pods "x" is forbidden: second', { lastTimestamp: ago(60) }),
      creating(FULL, { lastTimestamp: ago(30) }),
    ),
  ],
  'admission: a Deployment of several labels': [
    admission,
    {
      ...lacking(creating('Error creating: pods "x" is forbidden: x')),
      deployments: [
        {
          ...deployment('api', { replicas: 2, ready: 0 }),
          spec: {
            replicas: 2,
            template: { metadata: { labels: { 'pod-template-hash': 'x', tier: 'b', app: 'api' } }, spec: {} },
          },
        },
      ],
    },
  ],
  'admission: a StatefulSet': [
    admission,
    {
      statefulsets: [statefulSet('db', { replicas: 2, ready: 1 })],
      pods: [pod('db', { ownerKind: 'StatefulSet' })],
      events: [
        event(
          'StatefulSet',
          'db',
          'FailedCreate',
          'create Pod db-1 in StatefulSet db failed error: pods "db-1" is forbidden: x',
        ),
      ],
    },
  ],
  'admission: a DaemonSet of which the number is not known': [
    admission,
    {
      jobs: [{ metadata: { name: 'j', namespace: 'shop' }, spec: { template: { spec: {} } } }],
      events: [event('Job', 'j', 'FailedCreate', 'Error creating: pods "j-x" is forbidden: x')],
    },
  ],
  ...each([1199, 1200, 1201], (seconds) => [
    `refused ${seconds} s ago`,
    [
      admission,
      lacking(creating('Error creating: pods "x" is forbidden: x', { lastTimestamp: ago(seconds) })),
    ],
  ]),
  'refused, by the condition of its set': [
    admission,
    { ...lacking(), replicasets: [replicaSet('api', { status: failure('pods "x" is forbidden: x') })] },
  ],
  ...each([599, 601], (seconds) => [
    `refused ${seconds} s ago of a new set, while the old one serves`,
    [
      admission,
      {
        ...several('api', [{}]),
        replicasets: [
          replicaSet('api', { status: { replicas: 1, conditions: [] } }),
          replicaSet('api', {
            hash: 'bbbbbbbbbb',
            revision: 2,
            status: { replicas: 0, conditions: [{ type: 'Other' }] },
          }),
          replicaSet('api', { hash: 'cccccccccc', revision: 3, status: { replicas: 0, conditions: [] } }),
        ],
        events: [
          creating('Error creating: pods "x" is forbidden: old', { lastTimestamp: ago(5) }),
          creating(
            'Error creating: pods "x" is forbidden: new',
            { lastTimestamp: ago(seconds) },
            'api-bbbbbbbbbb',
          ),
          creating(
            'Error creating: pods "x" is forbidden: newest',
            { lastTimestamp: ago(3) },
            'api-cccccccccc',
          ),
        ],
      },
    ],
  ]),
  ...each(
    [
      ['it got none', []],
      ['another got one', ['nightly-1']],
      ['it got one', ['nightly-2']],
    ] as const,
    ([name, got]) => [
      `refused, a run of a CronJob: ${name}`,
      [
        admission,
        {
          cronjobs: [{ metadata: { name: 'nightly', namespace: 'shop' } }],
          jobs: ['nightly-1', 'nightly-2'].map((job) => ({
            metadata: {
              name: job,
              namespace: 'shop',
              ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }],
            },
            status: { succeeded: (got as readonly string[]).includes(job) ? 1 : 0, failed: 0 },
          })),
          events: [event('Job', 'nightly-2', 'FailedCreate', 'Error creating: pods "x" is forbidden: x')],
        },
      ],
    ],
  ),
};

const quotaOf = (
  hard: Record<string, string>,
  used: Record<string, string>,
  name = 'team',
  namespace = 'shop',
) => ({
  metadata: { name, namespace },
  status: { hard, used },
});
const needing = (claim: string, name = 'db', more: object = {}) =>
  app(name, {
    ...{ ready: false, phase: 'Pending', node: '' },
    spec: {
      volumes: [
        { name: 'e', emptyDir: {} },
        { name: 'b', persistentVolumeClaim: { claimName: 'bound' } },
        { name: 'd', persistentVolumeClaim: { claimName: claim } },
      ],
    },
    ...more,
  });
const bound = {
  persistentvolumeclaims: [
    { metadata: { name: 'bound', namespace: 'shop' } },
    { metadata: { name: 'data', namespace: 'other' } },
  ],
};
const volume = (name: string, storage: string, phase = 'Available') => ({
  metadata: { name },
  spec: { capacity: { storage } },
  status: { phase },
});

const quotas: Cases = {
  'quota: the last of several refusals': [
    quota,
    lacking(
      creating(FULL.replace('team', 'first'), { lastTimestamp: ago(90) }),
      creating(FULL, { lastTimestamp: ago(60) }),
      creating('Error creating: pods "x" is forbidden: something else', { lastTimestamp: ago(30) }),
    ),
  ],
  ...each(
    [
      'exceeded quota: team, requested: requests.storage=2Gi,persistentvolumeclaims=1, used: requests.storage=9Gi, limited: requests.storage=10Gi',
      'exceeded quota: team, requested: limits.cpu=8, used: limits.cpu=0, limited: limits.cpu=4',
      'exceeded quota: team, requested: limits.cpu=4, used: limits.cpu=1, limited: limits.cpu=4',
      'failed quota: team: must specify cpu for: main; memory for: main',
      'maximum memory usage per Container is 1Gi, but limit is 2Gi',
      'minimum cpu usage per Pod is 100m, but request is 5m',
      'memory max limit to request ratio per Container is 2, but provided ratio is 10',
    ],
    (message) => [
      `quota: ${message}`,
      [quota, lacking(creating(`Error creating: pods "x" is forbidden: ${message}`))],
    ],
  ),
  'quota: Services that are called, of three callers, in two namespaces': [
    quota,
    join(
      {
        deployments: [
          deployment('web', {
            container: {
              env: [
                { name: 'API_ADDR', value: 'api:8080' },
                { name: 'CART', value: 'cart' },
                { name: 'WORD', value: 'word' },
                { name: 'SELF', value: 'localhost:80' },
                { name: 'NUMBER', value: '10:80' },
                { name: 'VERSION', value: 'v2localhost:80' },
                { name: 'FAR', value: 'far.example.com:80' },
              ],
            },
          }),
          deployment('shop', { container: { env: [{ name: 'API', value: 'http://api:8080' }] } }),
          deployment('cart'),
          deployment('api'),
        ],
        pods: [pod('web')],
        services: [],
        events: [],
      },
      {
        resourcequotas: [
          quotaOf(
            { services: '2', 'requests.cpu': '1', 'count/services': '9' },
            { services: '2', 'requests.cpu': '1', 'count/services': '8' },
          ),
          quotaOf({ services: '2' }, { services: '2' }, 'other', 'elsewhere'),
          quotaOf({ services: '2' }, {}, 'empty'),
        ],
      },
    ),
  ],
  'quota: claims that were never made, of two workloads': [
    quota,
    join(needing('data'), needing('data', 'db2'), needing('bound', 'well'), bound, {
      events: [],
      resourcequotas: [
        quotaOf(
          {
            persistentvolumeclaims: '1',
            'fast.storageclass.storage.k8s.io/requests.storage': '1Gi',
            'requests.storage': '9Gi',
          },
          {
            persistentvolumeclaims: '1',
            'fast.storageclass.storage.k8s.io/requests.storage': '1Gi',
            'requests.storage': '1Gi',
          },
        ),
      ],
    }),
  ],
  'quota: a claim that a pod says was not found': [
    quota,
    join(
      needing('data', 'db', {
        conditions: [
          { type: 'Ready', status: 'False' },
          { type: 'PodScheduled', message: 'persistentvolumeclaim "first" not found' },
          { type: 'Other', message: 'persistentvolumeclaim "second" not found' },
        ],
      }),
      {
        events: [],
        pods: [
          pod('db', { suffix: '00000', created: ago(90) }),
          pod('db', { suffix: 'zzzzz', created: ago(4000) }),
        ],
        resourcequotas: [quotaOf({ persistentvolumeclaims: '1' }, { persistentvolumeclaims: '2' })],
      },
    ),
  ],
  ...each(
    [
      ['7Gi', [volume('a', '4Gi'), volume('b', '3Gi'), volume('c', '1Gi', 'Bound')]],
      ['8Gi', [volume('a', '4Gi'), volume('b', '3Gi'), volume('c', '1Gi', 'Bound')]],
      ['9Gi', [volume('c', '1Gi', 'Bound')]],
      ['10Gi', []],
      ['9Gi', [volume('c', '2Gi')]],
    ] as const,
    ([used, persistentvolumes]) => [
      `quota: ${used} of 10Gi of storage are used, with ${persistentvolumes.length} volumes`,
      [
        quota,
        join(needing('data'), bound, {
          events: [],
          persistentvolumes: [...persistentvolumes],
          resourcequotas: [quotaOf({ 'requests.storage': '10Gi' }, { 'requests.storage': used })],
        }),
      ],
    ],
  ),
};

export const refused: Cases = { ...refusals, ...quotas };
