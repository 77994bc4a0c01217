import { paused } from '../../../../../functions/diagnosis/mechanisms/scheduling/paused.ts';
import { scaledToZero } from '../../../../../functions/diagnosis/mechanisms/scheduling/scaled-to-zero.ts';
import { unreadPods } from '../../../../../functions/diagnosis/mechanisms/scheduling/unread-pods.ts';
import { unschedulable } from '../../../../../functions/diagnosis/mechanisms/scheduling/unschedulable.ts';
import {
  ago,
  container,
  deployment,
  event,
  join,
  log,
  pod,
  podName,
  service,
  slice,
  statefulSet,
} from '../../mechanisms/cluster.ts';
import { each, said, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const still = (name: string, spec: object, more: object = {}) => {
  const one = deployment(name, { replicas: 2, ready: 0, ...more });
  return { ...one, spec: { ...(one.spec as object), paused: true, ...spec } };
};
const calling = (name: string, to: string) =>
  deployment(name, { container: { env: [{ name: 'TO', value: `http://${to}` }] } });
const cron = (more: object, fields: readonly object[], lastScheduleTime: string | undefined = ago(4000)) => ({
  metadata: { name: 'nightly', namespace: 'shop', managedFields: fields },
  spec: { suspend: true, schedule: '0 * * * *', ...more },
  status: { lastScheduleTime },
});
const suspended = (seconds: number) => ({ manager: 'kubectl', time: ago(seconds), keys: ['spec.suspend'] });

const pauses: Cases = {
  'paused: called over two Services by two': [
    paused,
    {
      deployments: [still('api', {}), calling('web', 'api'), calling('shop', 'api2')],
      services: [service('api'), service('api2', { selector: { app: 'api' } })],
      pods: [pod('web'), pod('shop')],
    },
  ],
  'paused: by nobody, without a Service': [paused, { deployments: [still('api', {})], pods: [pod('x')] }],
  'paused: by nobody, with a Service': [
    paused,
    { deployments: [still('api', {})], services: [service('api')], pods: [pod('x')] },
  ],
  'paused: with a pod': [paused, { deployments: [still('api', {})], pods: [pod('api')] }],
  'paused: of none': [paused, { deployments: [still('api', { replicas: 0 })], pods: [] }],
  'paused: not': [paused, { deployments: [still('api', { paused: false })], pods: [pod('x')] }],
  ...each(
    [
      ['once', cron({}, [suspended(900)])],
      [
        'twice, and another change',
        cron({}, [
          suspended(900),
          suspended(300),
          { manager: 'kubectl', time: ago(5), keys: ['spec.schedule'] },
        ]),
      ],
      ['3600 s ago', cron({}, [suspended(3600)])],
      ['3601 s ago', cron({}, [suspended(3601)])],
      ['not', cron({ suspend: false }, [suspended(900)])],
      ['without a time', cron({}, [])],
      ['never run', cron({}, [suspended(900)], '')],
    ] as const,
    ([name, one]) => [`suspended: ${name}`, [paused, { cronjobs: [one] }]],
  ),
};

const none = (meta: object = {}, more: object = {}) => ({
  deployments: [deployment('api', { replicas: 0, ready: 0, meta: { generation: 2, ...meta } })],
  services: [service('api')],
  pods: [pod('x')],
  ...more,
});
const scaledBy = (manager: string, seconds: number) => ({
  managedFields: [
    { manager: 'kubectl-client-side-apply', time: ago(20), keys: ['spec.template'] },
    { manager, time: ago(seconds), keys: ['spec.replicas'] },
  ],
});
const scaling = event(
  'Deployment',
  'api',
  'ScalingReplicaSet',
  'Scaled down replica set api-6d4cf56db6 from 4 to 0',
  {
    lastTimestamp: ago(300),
    source: { component: 'deployment-controller' },
  },
);
const ingress = (backend: object, namespace = 'shop') => ({
  ingresses: [{ metadata: { name: 'edge', namespace }, spec: backend }],
});
const path = (name: string) => ({ path: '/', backend: { service: { name } } });

const zeros: Cases = {
  'zero: called by two over two Services, and scaled by somebody': [
    scaledToZero,
    join(none(scaledBy('kubectl', 300)), {
      deployments: [calling('web', 'api'), calling('shop', 'api')],
      services: [service('api2', { selector: { app: 'api' } })],
      events: [
        event('Deployment', 'other', 'ScalingReplicaSet', 'Scaled down replica set other-x from 9 to 0'),
        scaling,
      ],
    }),
  ],
  'zero: called by a workload whose log was read and is well': [
    scaledToZero,
    join(none(), {
      deployments: [calling('web', 'api')],
      pods: [pod('web')],
      logs: [log({ pod: podName('web') })],
    }),
  ],
  'zero: called, and no Service leads to it': [
    scaledToZero,
    {
      ...none(),
      services: [service('api', { selector: { app: 'other' } })],
      deployments: [...none().deployments, calling('web', 'api')],
    },
  ],
  ...each(
    [
      ['minReplicas 0', { spec: { minReplicas: 0 } }],
      ['minReplicas 1', { spec: { minReplicas: 1 } }],
      [
        'KEDA',
        {
          metadata: { labels: { 'app.kubernetes.io/managed-by': 'keda-operator' } },
          spec: { minReplicas: 1 },
        },
      ],
      ['another', { spec: { minReplicas: 0, scaleTargetRef: { kind: 'Deployment', name: 'other' } } }],
    ] as const,
    ([name, one]) => [
      `zero: with an autoscaler, ${name}`,
      [
        scaledToZero,
        join(none(), {
          deployments: [calling('web', 'api')],
          horizontalpodautoscalers: [
            {
              metadata: { name: 'api', namespace: 'shop', ...('metadata' in one ? one.metadata : {}) },
              spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'api' }, ...one.spec },
            },
          ],
        }),
      ],
    ],
  ),
  ...each(
    [
      ['made so', { generation: 1 }, {}],
      [
        'made so, and a path leads to it',
        { generation: 1 },
        ingress({ rules: [{ host: 'x' }, { http: { paths: [path('other'), path('api')] } }] }),
      ],
      [
        'made so, and an Ingress leads all to it',
        { generation: 1 },
        ingress({ defaultBackend: { service: { name: 'api' } } }),
      ],
      [
        'made so, and an Ingress elsewhere leads all to it',
        { generation: 1 },
        ingress({ defaultBackend: { service: { name: 'api' } } }, 'other'),
      ],
      [
        'made so, and an Ingress leads elsewhere',
        { generation: 1 },
        ingress({ defaultBackend: { service: { name: 'other' } } }),
      ],
      ['changed 3599 s ago', scaledBy('kubectl', 3599), {}],
      ['changed 3601 s ago', scaledBy('kubectl', 3601), {}],
      ['of Knative', { labels: { 'serving.knative.dev/service': 'x' } }, {}],
      ['like Knative', { labels: { x: 'serving.knative.dev/', 'x.serving.knative.dev/service': 'x' } }, {}],
    ] as const,
    ([name, meta, more]) => [`zero: that nobody calls, ${name}`, [scaledToZero, none(meta, more)]],
  ),
  'zero: one of its two Services leads to pods of another': [
    scaledToZero,
    join(none(), {
      services: [service('green', { selector: { tier: 'green' } })],
      pods: [pod('green', { labels: { tier: 'green' } })],
    }),
  ],
  'zero: its Service leads to pods of another': [
    scaledToZero,
    {
      ...none(),
      pods: [pod('green', { labels: { app: 'api' } }), pod('blue', { ready: false, labels: { app: 'api' } })],
      endpointslices: [slice('api')],
    },
  ],
  'zero: a StatefulSet': [
    scaledToZero,
    {
      deployments: [deployment('x')],
      statefulsets: [statefulSet('db', { replicas: 0, ready: 0 })],
      services: [service('db')],
      pods: [pod('x')],
    },
  ],
  'zero: neither called nor with a Service': [scaledToZero, { ...none(), services: [] }],
};

const CPU =
  '0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu, 1 Insufficient memory. preemption: 0/3 nodes are available: x.';
const waits = (message: string, more: object = {}) => ({
  ...{ ready: false, phase: 'Pending', node: '' },
  conditions: [
    { type: 'Initialized', status: 'False', message: 'another' },
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
  ],
  ...more,
});
const asking = (requests: object, limits: object = {}) => container({ resources: { requests, limits } });

const unplaced: Cases = {
  'no node: two pods of two containers': [
    unschedulable,
    several('api', [
      {
        ...waits(CPU),
        created: ago(500),
        spec: { containers: [asking({ cpu: '2', memory: '1Gi' }), asking({}, { cpu: '1' }), asking({})] },
      },
      { ...waits('0/3 nodes are available: 3 node(s) had untolerated taint {a: b}.'), created: ago(900) },
      {},
    ]),
  ],
  ...each(
    [
      '0/3 nodes are available: 3 node(s) were unschedulable.',
      '0/3 nodes are available: 2 node(s) were unschedulable, 1 node(s) had untolerated taint {a: b}.',
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
      '0/3 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, 2 Too many pods.',
      '0/3 nodes are available: 3 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.',
      '0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had volume node affinity conflict.',
      'no nodes available to schedule pods',
      '0/3 nodes are available: because 3 node(s) were unschedulable.',
      '0/3 nodes are available: .',
    ],
    (message) => [
      `no node: ${message}`,
      [
        unschedulable,
        several('api', [
          waits(message, { spec: { containers: [asking({})], nodeSelector: { disk: 'ssd', zone: 'a' } } }),
        ]),
      ],
    ],
  ),
  ...each(
    [
      ['gated', { spec: { containers: [container()], schedulingGates: [{ name: 'x' }] } }],
      ['running', { phase: 'Running' }],
      [
        'by its condition gated',
        { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'x' }] },
      ],
      ['without a condition', { conditions: [] }],
      ['with a node', { node: 'node-1' }],
    ] as const,
    ([name, more]) => [
      `no node: a pod that is ${name}`,
      [
        unschedulable,
        join(several('api', [waits(CPU, more)]), {
          events: [
            said('api', 0, 'FailedScheduling', 'first: 1 Insufficient cpu', { lastTimestamp: ago(90) }),
            said('api', 0, 'FailedScheduling', '0/1 nodes are available: 1 Insufficient memory.', {
              lastTimestamp: ago(60),
            }),
            said('api', 0, 'Other', 'third', { lastTimestamp: ago(30) }),
          ],
        }),
      ],
    ],
  ),
  ...each(
    [
      ['TriggeredScaleUp', 599],
      ['TriggeredScaleUp', 601],
      ['Nominated', 5],
      ['NotTriggerScaleUp', 5],
    ] as const,
    ([reason, seconds]) => [
      `no node: ${reason} ${seconds} s ago, of the second pod`,
      [
        unschedulable,
        join(several('api', [waits(CPU), waits(CPU)]), {
          events: [
            said('api', 1, reason, 'pod triggered scale-up: first', { lastTimestamp: ago(seconds) }),
            said('api', 1, reason, 'pod triggered scale-up: second', { lastTimestamp: ago(seconds - 1) }),
          ],
        }),
      ],
    ],
  ),
};

const away = (...events: readonly object[]): Cases[string] => [
  unreadPods,
  {
    deployments: [deployment('api', { replicas: 4, ready: 1 }), calling('web', 'api')],
    statefulsets: [statefulSet('db', { replicas: 2, ready: 0 })],
    daemonsets: [
      {
        metadata: { name: 'agent', namespace: 'shop' },
        spec: { template: { spec: {} } },
        status: { desiredNumberScheduled: 3, numberReady: 1 },
      },
    ],
    services: [service('api')],
    events: [...events],
  },
  {},
  { pods: 'forbidden' },
];
const failed = (name: string, message: string, more: object = {}) =>
  event('Pod', name, 'FailedScheduling', message, { ...more });
const unread: Cases = {
  'unread: of two pods, and of others': away(
    failed(podName('api', 'bbbbb'), CPU, { firstTimestamp: ago(800), lastTimestamp: ago(90) }),
    failed(podName('api'), '0/3 nodes are available: 3 Insufficient memory. preemption: x', {
      firstTimestamp: ago(900),
      lastTimestamp: ago(60),
    }),
    failed(podName('api'), 'no nodes', { lastTimestamp: ago(601) }),
    failed(podName('api', 'ccccc'), 'elsewhere', {
      involvedObject: { kind: 'Pod', name: podName('api', 'ccccc'), namespace: 'other' },
      lastTimestamp: ago(5),
    }),
    failed('api-x', 'no pod of it', { lastTimestamp: ago(4) }),
    event('Pod', podName('api'), 'Failed', 'another', { lastTimestamp: ago(3) }),
  ),
  'unread: a StatefulSet and a DaemonSet': away(
    failed('db-1', 'no nodes available to schedule pods', {
      firstTimestamp: undefined,
      involvedObject: { kind: 'Pod', name: 'db-1' },
    }),
    failed('agent-ab1cd', CPU),
    failed('agent-ab1cd-x', CPU),
    failed('db-x', CPU),
    failed('db-x-2', CPU),
    failed('db-1-x', CPU),
    failed('agent-x-ab1cd', CPU),
  ),
  'unread: pods were read': [
    unreadPods,
    {
      deployments: [deployment('api', { ready: 0 })],
      pods: [pod('x')],
      events: [failed(podName('api'), CPU)],
    },
  ],
  'unread: some pods were read': [
    unreadPods,
    {
      deployments: [deployment('api', { ready: 0 })],
      pods: [pod('x')],
      events: [failed(podName('api'), CPU)],
    },
    {},
    { pods: 'truncated' },
  ],
};

export const held: Cases = { ...pauses, ...zeros, ...unplaced, ...unread };
