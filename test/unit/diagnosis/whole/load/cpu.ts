import { cpu } from '../../../../../functions/diagnosis/mechanisms/load/cpu.ts';
import { cpuLimit } from '../../../../../functions/diagnosis/mechanisms/load/cpu-limit.ts';
import { ago, container, deployment, join, log, pod, podName, replicaSet } from '../../mechanisms/cluster.ts';
import { each, nth, rise, series, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const cpuOf = (limit?: string) => ({ resources: { limits: limit === undefined ? {} : { cpu: limit } } });
const metrics = (name: string, n: number, use: string, more: object = {}, named = 'main') => ({
  metadata: { name: nth(name, n), namespace: 'shop' },
  containers: [
    { name: 'sidecar', usage: { cpu: '9' } },
    { name: named, usage: { cpu: use } },
  ],
  ...more,
});
/** Two revisions of an app that is not whole, with the limits of the older and of the newer one. */
const revised = (from: string | undefined, to: string | undefined, seconds = 500) => ({
  deployments: [deployment('api', { replicas: 2, ready: 1, container: cpuOf(to) })],
  replicasets: [
    replicaSet('api', { container: cpuOf(from), created: ago(9000) }),
    replicaSet('api', { hash: 'bbbbbbbbbb', revision: 2, created: ago(seconds), container: cpuOf(to) }),
  ],
  pods: [pod('api', { hash: 'bbbbbbbbbb', container: cpuOf(to) })],
  podmetrics: [
    {
      metadata: { name: 'api-bbbbbbbbbb-aaaaa', namespace: 'shop' },
      containers: [{ name: 'main', usage: { cpu: '2' } }],
    },
  ],
});

const limits: Cases = {
  ...each(['179m', '180m', '181m'], (use) => [
    `cpu limit: ${use} of 200m in the least of two pods`,
    [
      cpuLimit,
      join(several('api', [{}, {}, { ready: false }], { container: cpuOf('200m') }), {
        podmetrics: [
          metrics('api', 0, '195m'),
          metrics('api', 1, use),
          metrics('api', 2, '1m', { metadata: { name: nth('api', 2), namespace: 'other' } }),
          metrics('other', 0, '1m'),
        ],
      }),
    ],
  ]),
  'cpu limit: whole, and well': [
    cpuLimit,
    join(several('api', [{}], { container: cpuOf('200m') }), { podmetrics: [metrics('api', 0, '200m')] }),
  ],
  'cpu limit: whole, and requests fail': [
    cpuLimit,
    join(several('api', [{}], { container: cpuOf('200m') }), {
      podmetrics: [metrics('api', 0, '200m')],
      logs: [log({ pod: nth('api', 0), endpoints: [endpoint(100, 10)] })],
    }),
  ],
  'cpu limit: the second container': [
    cpuLimit,
    join(
      several('api', [{ ready: false }], {
        spec: { containers: [container(cpuOf('1')), container({ name: 'other', ...cpuOf('100m') })] },
      }),
      {
        podmetrics: [
          {
            metadata: { name: nth('api', 0), namespace: 'shop' },
            containers: [
              { name: 'main', usage: { cpu: '1m' } },
              { name: 'other', usage: { cpu: '100m' } },
            ],
          },
        ],
      },
    ),
  ],
  'cpu limit: none': [
    cpuLimit,
    join(several('api', [{ ready: false }]), { podmetrics: [metrics('api', 0, '200m')] }),
  ],
  ...each(
    [
      ['1', '799m', 500],
      ['1', '800m', 500],
      ['1', '500m', 3599],
      ['1', '500m', 3601],
      [undefined, '500m', 500],
      ['500m', '1', 500],
    ] as const,
    ([from, to, seconds]) => [
      `cpu limit: from ${from} to ${to}, ${seconds} s ago`,
      [cpuLimit, revised(from, to, seconds)],
    ],
  ),
};

function endpoint(requests: number, errors5xx: number) {
  return {
    method: 'GET',
    path: '/',
    requests,
    errors5xx,
    errors4xx: 0,
    p50: 1,
    p95: 2,
    byStatus: { 200: requests - errors5xx, 500: errors5xx },
  };
}

export const processors: Cases = {
  ...limits,
  'throttling: with all that rose': [
    cpu,
    join(
      several('api', [{}, {}], {
        spec: { containers: [container(cpuOf('200m')), container({ name: 'b', ...cpuOf('700m') })] },
      }),
      {
        signals: [
          series('throttling', 'api', rise(0, 0.8), { namespace: 'other' }),
          series('throttling', 'api', rise(0.1, 0.7), { namespace: '' }),
          series('throttling', 'api', rise(0, 0.9)),
          series('cpu', nth('api', 1), rise(0.1, 0.4)),
          series('latencyTail', 'api', rise(10, 30)),
        ],
      },
    ),
  ],
  'throttling: as much before, and no limit known': [
    cpu,
    join(several('api', [{}]), {
      signals: [series('throttling', 'api', rise(0.4, 0.8)), series('cpu', 'api', rise(0.2, 0.4))],
    }),
  ],
  'throttling: of a pod alone': [
    cpu,
    {
      pods: [
        {
          metadata: { name: podName('x'), namespace: 'shop' },
          spec: { containers: [container()] },
          status: { phase: 'Running' },
        },
      ],
      signals: [series('throttling', podName('x'), rise(0, 0.8))],
    },
  ],
};
