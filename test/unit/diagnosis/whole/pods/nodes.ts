import { eviction } from '../../../../../functions/diagnosis/mechanisms/pods/eviction.ts';
import { podRejected } from '../../../../../functions/diagnosis/mechanisms/pods/pod-rejected.ts';
import { sandbox } from '../../../../../functions/diagnosis/mechanisms/pods/sandbox.ts';
import { terminating } from '../../../../../functions/diagnosis/mechanisms/pods/terminating.ts';
import { ago, container, deployment, join, node, pod, statefulSet } from '../../mechanisms/cluster.ts';
import { creating, pending, said, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const evicted = (message: string, options: object = {}, reason = 'Evicted') => ({
  ready: false,
  phase: 'Failed',
  status: {
    phase: 'Failed',
    reason,
    message,
    startTime: ago(400),
    containerStatuses: [],
    conditions: [{ type: 'DisruptionTarget', status: 'True', lastTransitionTime: ago(100) }],
  },
  ...options,
});

const low = 'The node was low on resource: memory.';

export const onNodes: Cases = {
  'eviction: pods of two nodes': [
    eviction,
    join(
      several('api', [
        evicted(low, { node: 'node-2' }),
        evicted('The node had condition: [DiskPressure].', { node: 'node-2' }),
        evicted(low, { node: 'node-2' }),
        evicted(low, { node: 'node-2' }),
        evicted(low, { node: 'node-2' }),
        evicted(low, { node: 'node-1', status: { ...evicted(low).status, startTime: ago(900) } }),
        evicted(low, { node: '' }),
        {},
      ]),
      several('web', [
        evicted(low, { node: 'node-1' }),
        evicted('Usage of EmptyDir volume exceeds the limit'),
        evicted(low, {}, 'Preempted'),
        evicted(low, { status: { ...evicted(low).status, phase: 'Running' } }),
      ]),
    ),
  ],
  ...Object.fromEntries(
    (
      [
        ['OutOfcpu', {}],
        ['NodeAffinity', {}],
        ['NodePorts', {}],
        ['NodeName', {}],
        ['TaintToleration', {}],
        ['XNodePorts', {}],
        ['SysctlForbidden', {}],
        ['AppArmor', {}],
        ['UnexpectedAdmissionError', {}],
        ['TopologyAffinityError', {}],
        ['PodFeatureUnsupported', {}],
        ['PodOSNotSupported', {}],
        ['PodOSSelectorNodeLabelDoesNotMatch', {}],
        ['InitContainerRestartPolicyForbidden', {}],
        ['AppArmors', {}],
        ['OutOfcpu', { spec: { nodeName: 'node-2' } }],
        ['AppArmor', { spec: { nodeName: 'node-2' } }],
      ] as const
    ).map(([reason, template]) => [
      `rejected: ${reason} ${JSON.stringify(template)}`,
      [
        podRejected,
        several(
          'api',
          [
            evicted(
              'Pod was rejected: Predicate Fit failed: first',
              {
                status: {
                  ...evicted('').status,
                  reason,
                  message: 'Pod was rejected: Predicate Fit failed: first',
                  startTime: ago(50),
                },
              },
              reason,
            ),
            evicted(
              'Pod was rejected: second',
              {
                created: ago(800),
                status: {
                  ...evicted('').status,
                  reason,
                  message: 'Pod was rejected: second',
                  startTime: undefined,
                },
              },
              reason,
            ),
            evicted(
              'third',
              {
                created: ago(300),
                status: { ...evicted('').status, reason, message: 'third', startTime: ago(90) },
              },
              reason,
            ),
          ],
          { ...template },
        ),
      ],
    ]),
  ),
  ...Object.fromEntries(
    [599, 601].map((seconds) => [
      `rejected: ${seconds} s ago, beside pods that run`,
      [
        podRejected,
        several('api', [
          evicted('x', { status: { ...evicted('').status, reason: 'OutOfcpu', startTime: ago(seconds) } }),
          {},
        ]),
      ],
    ]),
  ),
  'rejected: the set is whole again': [
    podRejected,
    several('api', [evicted('x', { status: { ...evicted('').status, reason: 'OutOfcpu' } }), {}], {
      replicas: 1,
    }),
  ],
  ...Object.fromEntries(
    [[], [{}]].map((others) => [
      `rejected: a Job's pod, beside ${others.length}`,
      [
        podRejected,
        {
          jobs: [
            {
              metadata: { name: 'j', namespace: 'shop' },
              spec: { template: { spec: { containers: [container()] } } },
            },
          ],
          pods: [
            pod('j', {
              ownerKind: 'Job',
              suffix: 'a',
              ...evicted('x', { status: { ...evicted('').status, reason: 'OutOfpods' } }),
            }),
            ...others.map(() => pod('j', { ownerKind: 'Job', suffix: 'b' })),
          ],
        },
      ],
    ]),
  ),
  'rejected: pods of a node that is not there': [
    podRejected,
    join(
      several('api', [
        { node: 'gone', created: ago(70), ...pending },
        { node: 'lost', ...pending },
        { node: 'gone' },
        { node: '', ...pending },
      ]),
      {
        nodes: ['a', 'b', 'c', 'd'].map((name) => node(name)),
      },
    ),
  ],
  'rejected: a template that names a node that is not there': [
    podRejected,
    several('api', [{ node: 'gone', ...pending }], { spec: { nodeName: 'gone' } }),
  ],
  'rejected: no pod of a template that names a node that is not there': [
    podRejected,
    {
      deployments: [
        deployment('api', { ready: 0, spec: { nodeName: 'gone' } }),
        deployment('off', { replicas: 0, spec: { nodeName: 'gone' } }),
      ],
      nodes: [node('node-1')],
      pods: [pod('other')],
    },
  ],
  'rejected: nodes were not read': [
    podRejected,
    { ...several('api', [{ node: 'gone', ...pending }]), nodes: [] },
  ],
  'sandbox: pods of two nodes': [
    sandbox,
    join(
      several('api', [
        { ...creating, node: 'node-2', created: ago(500) },
        { ...creating, node: 'node-2', created: ago(900) },
        { ...creating, node: 'node-1', created: ago(30) },
        { node: 'node-1' },
        { ...creating, node: '' },
        { ...creating, node: 'node-1', created: ago(40) },
      ]),
      {
        events: [
          said('api', 0, 'FailedCreatePodSandBox', 'failed to set up network for sandbox "x": first', {
            lastTimestamp: ago(50),
          }),
          said('api', 0, 'FailedCreatePodSandBox', 'failed to set up network for sandbox "x": second', {
            lastTimestamp: ago(40),
          }),
          said('api', 1, 'FailedCreatePodSandBox', 'no IP addresses available in range set', {
            lastTimestamp: ago(45),
          }),
          said('api', 2, 'FailedCreatePodSandBox', 'cni plugin not initialized', { lastTimestamp: ago(44) }),
          said('api', 3, 'FailedCreatePodSandBox', 'cni plugin not initialized', { lastTimestamp: ago(44) }),
          said('api', 4, 'FailedCreatePodSandBox', 'cni plugin not initialized', { lastTimestamp: ago(44) }),
          said('api', 5, 'FailedMount', 'cni plugin not initialized', { lastTimestamp: ago(44) }),
        ],
      },
    ),
  ],
  ...Object.fromEntries(
    [599, 601].map((seconds) => [
      `sandbox: ${seconds} s ago`,
      [
        sandbox,
        join(several('api', [creating]), {
          events: [
            said('api', 0, 'FailedCreatePodSandBox', 'cni plugin not initialized', {
              lastTimestamp: ago(seconds),
            }),
          ],
        }),
      ],
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        [29, {}, 30, []],
        [59, {}, 30, []],
        [60, { finalizers: ['keep', 'it'] }, 30, []],
        [60, {}, 30, []],
        [61, {}, 30, []],
        [100, {}, 600, []],
        [90, {}, undefined, []],
        [29, {}, undefined, []],
        [30, { finalizers: ['keep'] }, undefined, []],
      ] as const
    ).map(([asked, meta, grace]) => [
      `terminating: asked ${asked} s ago, ${JSON.stringify(meta)}, grace ${grace}`,
      [
        terminating,
        {
          statefulsets: [statefulSet('db', { replicas: 2, ready: 1 })],
          pods: [0, 1].map((i) => {
            const one = pod('db', {
              ownerKind: 'StatefulSet',
              suffix: String(i),
              spec: {
                containers: [container()],
                ...(grace !== undefined && { terminationGracePeriodSeconds: grace }),
              },
            });
            return i === 1
              ? one
              : {
                  ...one,
                  metadata: {
                    ...(one.metadata as object),
                    ...meta,
                    deletionTimestamp: ago(asked - (grace ?? 30)),
                  },
                  status: { ...(one.status as object), conditions: [] },
                };
          }),
        },
      ],
    ]),
  ),
  'terminating: a Deployment does not wait': [
    terminating,
    {
      deployments: [deployment('api', { replicas: 2, ready: 1 })],
      pods: [
        { ...pod('api'), metadata: { ...(pod('api').metadata as object), deletionTimestamp: ago(600) } },
      ],
    },
  ],
};
