import { latency } from '../../../../../functions/diagnosis/mechanisms/load/latency.ts';
import { ago, app, deployment, join, NOW, pod, service } from '../../mechanisms/cluster.ts';
import { each, rise, series } from '../parts.ts';
import type { Cases } from '../whole.ts';

const calling = (name: string, ...callees: readonly string[]) =>
  app(name, {
    container: { env: callees.map((to) => ({ name: `${to}_ADDR`.toUpperCase(), value: `${to}:80` })) },
  });
const tail = (name: string, low: number, high: number) => series('latencyTail', name, rise(low, high));
const median = (name: string, low: number, high: number) => series('latencyP50', name, rise(low, high));
const on = (node: string, ...names: readonly string[]) => join(...names.map((name) => app(name, { node })));
/** Requests that stop `silent` points before the end, and come again `back` points before it. */
const requests = (name: string, silent: number, back = 0) =>
  series('requests', name, [
    0,
    ...Array<number>(39 - silent).fill(5),
    ...Array<number>(silent - back).fill(0),
    ...Array<number>(back).fill(5),
  ]);

export const latencies: Cases = {
  ...each(
    [
      [20, 60],
      [20, 70],
      [20, 71],
      [30, 90],
      [30, 91],
      [0.5, 51],
    ] as const,
    ([low, high]) => [
      `latency: from ${low} to ${high} ms`,
      [latency, join(app('api'), { signals: [tail('api', low, high)] })],
    ],
  ),
  'latency: the median rose more than the tail': [
    latency,
    join(app('api'), { signals: [tail('api', 50, 300), median('api', 10, 200)] }),
  ],
  'latency: the tail rose more than the median': [
    latency,
    join(app('api'), { signals: [median('api', 50, 300), tail('api', 10, 200)] }),
  ],
  ...each(
    [
      [0.1, 0.25],
      [0.1, 0.26],
      [0.2, 0.4],
      [0.2, 0.41],
    ] as const,
    ([low, high]) => [
      `latency: while throttling went from ${low} to ${high}`,
      [
        latency,
        join(app('api'), { signals: [tail('api', 5, 250), series('throttling', 'api', rise(low, high))] }),
      ],
    ],
  ),
  'latency: of callers and callees, the deepest that is slow': [
    latency,
    join(calling('web', 'api', 'cart'), calling('api', 'db'), app('cart'), app('db'), {
      services: [service('api'), service('cart'), service('db')],
      signals: [tail('web', 30, 400), tail('api', 20, 380), tail('db', 5, 300), tail('cart', 5, 5)],
    }),
  ],
  'latency: a callee whose only slow caller lost more than it': [
    latency,
    join(calling('web', 'api'), app('api'), {
      services: [service('api')],
      signals: [tail('web', 30, 1000), tail('api', 5, 60)],
    }),
  ],
  'latency: a callee that is slow in the other quantile': [
    latency,
    join(calling('web', 'api'), app('api'), {
      services: [service('api')],
      signals: [tail('web', 30, 300), median('web', 30, 31), tail('api', 5, 90), median('api', 1, 200)],
    }),
  ],
  'latency: a callee of two slow callers, one of which it explains': [
    latency,
    join(calling('web', 'api'), calling('shop', 'api'), app('api'), {
      services: [service('api')],
      signals: [tail('web', 30, 1000), tail('shop', 30, 150), tail('api', 5, 100)],
    }),
  ],
  ...each([60, 59], (percent) => [
    `latency: two that know nothing of each other, one rose ${percent} % as much`,
    [latency, join(app('a'), app('b'), { signals: [tail('a', 10, 1000), tail('b', 10, percent * 10)] })],
  ]),
  'latency: two alike, by name': [
    latency,
    join(app('b'), app('a'), { signals: [tail('b', 10, 500), tail('a', 10, 500)] }),
  ],
  ...each(
    [
      [0, 0],
      [4, 0],
      [5, 0],
      [6, 0],
      [8, 4],
      [8, 3],
      [12, 2],
    ] as const,
    ([silent, back]) => [
      `latency: two alike, one got no requests for ${silent - back} points, ${back} before the end`,
      [
        latency,
        join(app('a'), app('b'), {
          signals: [tail('a', 10, 500), tail('b', 10, 600), requests('b', silent, back), requests('a', 0)],
        }),
      ],
    ],
  ),
  'latency: both got no requests, one earlier': [
    latency,
    join(app('a'), app('b'), {
      signals: [tail('a', 10, 500), tail('b', 10, 600), requests('a', 10), requests('b', 14)],
    }),
  ],
  'latency: one never got a request': [
    latency,
    join(app('a'), app('b'), {
      signals: [tail('a', 10, 500), tail('b', 10, 600), series('requests', 'b', Array<number>(40).fill(0))],
    }),
  ],
  'latency: five on one node, and one elsewhere that is not slow': [
    latency,
    join(on('n2', 'a', 'b', 'c', 'd', 'e'), on('n1', 'z'), {
      signals: [
        ...['a', 'b', 'c', 'd', 'e'].map((name, i) => ({
          ...tail(name, 5, 200 + i * 10),
          points: rise(5, 200 + i * 10).map(
            (value, at) => [Date.parse(NOW) - (50 - at - i) * 5000, value] as const,
          ),
        })),
        tail('z', 5, 5),
      ],
    }),
  ],
  ...each(
    [
      ['three of five', ['a', 'b', 'c'], ['d', 'e'], ['z']],
      ['three of six', ['a', 'b', 'c'], ['d', 'e', 'f'], ['z']],
      ['two of two', ['a', 'b'], [], ['z']],
      ['three, and nothing measured elsewhere', ['a', 'b', 'c'], [], []],
    ] as const,
    ([name, slow, well, elsewhere]) => [
      `latency: on one node ${name}`,
      [
        latency,
        join(on('n2', ...slow, ...well), on('n1', ...elsewhere), {
          signals: [
            ...slow.map((one) => tail(one, 5, 250)),
            ...[...well, ...elsewhere].map((one) => tail(one, 5, 5)),
          ],
        }),
      ],
    ],
  ),
  'latency: one root, and two that it explains, on one node': [
    latency,
    join(
      {
        deployments: [
          ...['web', 'shop'].map((name) =>
            deployment(name, { container: { env: [{ name: 'API', value: 'http://api:80' }] } }),
          ),
          deployment('api'),
          deployment('z'),
        ],
        pods: [
          ...['web', 'shop', 'api'].map((name) => pod(name, { node: 'n2', created: ago(100) })),
          pod('z'),
        ],
      },
      {
        services: [service('api')],
        signals: [tail('web', 5, 250), tail('shop', 5, 260), tail('api', 5, 240), tail('z', 5, 5)],
      },
    ),
  ],
  'latency: on two nodes': [
    latency,
    join(on('n2', 'a', 'b'), on('n1', 'c', 'd', 'z'), {
      signals: [...['a', 'b', 'c', 'd'].map((one) => tail(one, 5, 250)), tail('z', 5, 5)],
    }),
  ],
  'latency: of labels, the first that is no hash': [
    latency,
    {
      pods: [pod('lone', { labels: { app: undefined, 'pod-template-hash': 'x', tier: 'back', zone: 'a' } })],
      signals: [tail('lone-6d4cf56db6-aaaaa', 5, 250)],
    },
  ],
};
