import { dependencyUnreachable } from '../../../../../functions/diagnosis/mechanisms/dependencies/dependency-unreachable.ts';
import { keptConnections } from '../../../../../functions/diagnosis/mechanisms/dependencies/kept-connections.ts';
import {
  ago,
  app,
  deployment,
  event,
  join,
  log,
  pod,
  podName,
  replicaSet,
  service,
  slice,
} from '../../mechanisms/cluster.ts';
import { calling, says, served, serving } from '../callers.ts';
import { each, ended, waits } from '../parts.ts';
import type { Cases } from '../whole.ts';

const REFUSED = 'connect ECONNREFUSED 10.96.0.10:5432';
const LINES = [
  REFUSED,
  'connect ETIMEDOUT 10.96.0.10:5432',
  'socket hang up',
  'self-signed certificate in certificate chain',
  'upstream connect error: 503 Service Unavailable',
];
const db = (options: object = {}, more: object = {}) =>
  serving('db', 5432, { container: { ports: [{ containerPort: 5432 }] }, ...options }, { ...more });
const web = (options: object = {}, to = 'db:5432') => calling('web', [to], options);
const shop = (options: object = {}) => calling('shop', ['db:5432'], options);
const PEER = ['db:5432'];
const from = (
  name: string,
  line: string,
  count: number,
  seconds: number,
  level = 'error',
  more: object = {},
) => ({
  logs: [
    log({
      pod: podName(name),
      patterns: [
        {
          ...log({ pod: 'x' }, { [line]: count }, PEER).summary.patterns[0],
          first: ago(seconds),
          level,
        } as never,
      ],
      ...more,
    }),
  ],
});

const callers: Cases = {
  ...each(LINES, (line) => [
    `unreached: by two callers: ${line}`,
    [
      dependencyUnreachable,
      join(db(), web(), shop(), from('web', line, 30, 200), from('shop', line, 9, 230)),
    ],
  ]),
  ...each(LINES, (line) => [
    `unreached: by one of two callers: ${line}`,
    [
      dependencyUnreachable,
      join(db(), web(), shop(), says('web', { [line]: 30 }, PEER), says('shop', {}, [], served(50))),
    ],
  ]),
  ...each([2, 3], (count) => [
    `unreached: by the only caller, ${count} lines`,
    [
      dependencyUnreachable,
      join(db(), web(), says('web', { [REFUSED]: count }, PEER), { endpointslices: [slice('db', 2)] }),
    ],
  ]),
  'unreached: by the only caller, which copes': [
    dependencyUnreachable,
    join(db(), web(), from('web', REFUSED, 30, 200, 'warn', served(100))),
  ],
  'unreached: by one of two callers, which copes': [
    dependencyUnreachable,
    join(
      db(),
      web(),
      shop(),
      from('web', REFUSED, 30, 200, 'warn', served(100)),
      says('shop', {}, [], served(50)),
    ),
  ],
  'unreached: by five callers, of a server of which no pod is ready': [
    dependencyUnreachable,
    join(
      db({ ready: false }),
      ...['a', 'b', 'c', 'd', 'e'].map((name, i) =>
        join(calling(name, PEER), from(name, REFUSED, 30 - i, 200 + i)),
      ),
    ),
  ],
  'unreached: by five callers, of a server that is ready': [
    dependencyUnreachable,
    join(
      db(),
      ...['a', 'b', 'c', 'd', 'e'].map((name, i) =>
        join(calling(name, PEER), from(name, REFUSED, 30 - i, 200 + i)),
      ),
    ),
  ],
  'unreached: a server that crashes': [
    dependencyUnreachable,
    join(db(ended(1)), web(), says('web', { [REFUSED]: 30 }, PEER)),
  ],
  'unreached: a server that waits': [
    dependencyUnreachable,
    join(db(waits('ImagePullBackOff')), web(), says('web', { [REFUSED]: 30 }, PEER)),
  ],
  'unreached: a server without an address': [
    dependencyUnreachable,
    join(db(), web(), says('web', { [REFUSED]: 30 }, PEER), { endpointslices: [slice('db', 0)] }),
  ],
  'unreached: a Service of nobody': [
    dependencyUnreachable,
    join(
      web(),
      { services: [service('db', { selector: { app: 'none' }, ports: [{ port: 5432 }] })] },
      says('web', { [REFUSED]: 30 }, PEER),
    ),
  ],
  'unreached: for want of a connection': [
    dependencyUnreachable,
    join(db(), web(), shop(), says('web', { 'connect ETIMEDOUT: connection pool exhausted': 30 }, PEER)),
  ],
};

const change = (key: string, seconds: number, more: object = {}) => ({
  managedFields: [{ manager: 'kubectl', operation: 'Update', time: ago(seconds), keys: [key], ...more }],
});
const asked = (port: number, meta: object = {}, more: object = {}) =>
  join(
    app('db', { container: { ports: [{ containerPort: 5432 }] } }),
    {
      services: [
        {
          ...service('db', { ports: [{ port: 5432 }, { port: 5433 }], ...more }),
          metadata: { name: 'db', namespace: 'shop', ...meta },
        },
      ],
    },
    web({}, `db:${port}`),
    says('web', { 'connect ETIMEDOUT db': 30 }, [`db:${port}`]),
  );
const ports: Cases = {
  'port: none of the Service': [dependencyUnreachable, asked(99)],
  'port: the second of the Service': [dependencyUnreachable, asked(5433)],
  'port: of a headless Service': [dependencyUnreachable, asked(99, {}, { clusterIP: 'None' })],
  'port: of a Service without ports': [dependencyUnreachable, asked(99, {}, { ports: [] })],
  ...each([240, 300, 3000], (seconds) => [
    `port: of a Service whose ports were changed ${seconds - 240} s before`,
    [dependencyUnreachable, asked(99, change('spec.ports', seconds))],
  ]),
  'port: of a Service that was applied whole': [
    dependencyUnreachable,
    asked(99, change('spec.ports', 300, { operation: 'Apply' })),
  ],
  'port: of a Service whose selector was changed': [
    dependencyUnreachable,
    asked(99, change('spec.selector', 300)),
  ],
  'port: of a ConfigMap': [
    dependencyUnreachable,
    join(
      serving('db', 5432),
      app('web', { container: { envFrom: [{ configMapRef: { name: 'settings' } }] } }),
      {
        configmaps: [
          {
            metadata: { name: 'settings', namespace: 'shop' },
            keys: ['DB_ADDR'],
            hosts: [{ key: 'DB_ADDR', host: 'db', port: 99 }],
          },
        ],
        ...says('web', { 'connect ETIMEDOUT db': 30 }, ['db:99']),
      },
    ),
  ],
  'port: another host fails': [
    dependencyUnreachable,
    join(
      serving('db', 5432),
      calling('web', ['db:99', 'cart:80']),
      serving('cart'),
      says('web', { 'connect ETIMEDOUT cart': 30 }, ['cart:80']),
    ),
  ],
};

const outsiders: Cases = {
  ...each(
    [
      ['a host that is nowhere', 'error', {}, ['nowhere:80'], 30],
      ['a host that is nowhere, twice', 'error', {}, ['nowhere:80'], 2],
      ['a host that is nowhere, by a pod that is not ready', 'error', { ready: false }, ['nowhere:80'], 2],
      ['a host without a port', 'error', {}, ['nowhere'], 30],
      ['a host that is nowhere, and copes', 'warn', {}, ['nowhere:80'], 30],
      ['no host', 'error', {}, [], 30],
      ['no host, by a pod that is not ready', 'error', { ready: false }, [], 30],
      ['no host, and copes', 'warn', {}, [], 30],
      ['no host, as information', 'info', {}, [], 30],
      ['no host, as debugging', 'debug', {}, [], 30],
      ['no host, as information, by a pod that is not ready', 'info', { ready: false }, [], 30],
    ] as const,
    ([name, level, options, peers, count]) => [
      `unreached: ${name}`,
      [
        dependencyUnreachable,
        join(app('web', options), {
          logs: [
            log({
              pod: podName('web'),
              patterns: [
                {
                  ...log({ pod: 'x' }, { 'connect ETIMEDOUT': count }, peers).summary.patterns[0],
                  level,
                } as never,
              ],
              ...(level === 'warn' ? served(100) : {}),
            }),
          ],
        }),
      ],
    ],
  ),
};

const env = (value: string) => ({
  env: [
    { name: 'DB_HOST', value },
    { name: 'LEVEL', value: 'info' },
  ],
});
const revised = (was: string, is: string, seconds: number) =>
  join(serving('db', 5432), {
    deployments: [deployment('web', { container: env(is) })],
    replicasets: [
      replicaSet('web', { container: env(was), created: ago(9000) }),
      replicaSet('web', { hash: 'bbbbbbbbbb', revision: 2, created: ago(seconds), container: env(is) }),
    ],
    pods: [pod('web', { hash: 'bbbbbbbbbb', container: env(is) })],
    logs: [log({ pod: 'web-bbbbbbbbbb-aaaaa' }, { 'connect ETIMEDOUT db': 30 }, ['db:5432'])],
  });
const changes: Cases = {
  ...each([230, 260, 600, 2000], (seconds) => [
    `changed: a rollout ${seconds - 240} s before set the host`,
    [dependencyUnreachable, revised('old-db:5432', 'db:5432', seconds)],
  ]),
  'changed: a rollout set another': [dependencyUnreachable, revised('db:5432', 'db:5432', 260)],
};

const RESET = 'upstream said: Connection reset by peer';
const kept = (
  resets: number,
  requests: number,
  answered: number,
  failed: number,
  more = join(),
  line = RESET,
) =>
  join(
    serving('books'),
    calling('edge', ['books:80']),
    says('edge', { [line]: resets }, ['books:80'], served(requests)),
    says('books', {}, [], served(answered, failed)),
    more,
  );
const connections: Cases = {
  ...each(
    [
      [10, 100, 100, 1],
      [11, 100, 100, 1],
      [9, 99, 100, 0],
      [10, 100, 99, 0],
      [10, 100, 100, 2],
    ] as const,
    ([resets, requests, answered, failed]) => [
      `kept: ${resets} resets in ${requests} requests, of ${answered} that are answered ${failed} fail`,
      [keptConnections, kept(resets, requests, answered, failed)],
    ],
  ),
  'kept: a pod of it restarted': [
    keptConnections,
    kept(5, 100, 100, 0, {
      pods: [pod('books', { suffix: 'bbbbb', state: { ready: true, restartCount: 1 } })],
    }),
  ],
  'kept: it was scaled down': [
    keptConnections,
    kept(5, 100, 100, 0, {
      events: [event('Deployment', 'books', 'ScalingReplicaSet', 'Scaled down replica set x')],
    }),
  ],
  'kept: it was scaled up': [
    keptConnections,
    kept(5, 100, 100, 0, {
      events: [event('Deployment', 'books', 'ScalingReplicaSet', 'Scaled up replica set x')],
    }),
  ],
  'kept: one of its two pods is told to end': [
    keptConnections,
    kept(5, 100, 100, 0, {
      pods: [
        {
          ...pod('books', { suffix: 'bbbbb' }),
          metadata: { ...(pod('books', { suffix: 'bbbbb' }).metadata as object), deletionTimestamp: ago(5) },
        },
      ],
    }),
  ],
  'kept: it is refused as well': [
    keptConnections,
    kept(5, 100, 100, 0, says('edge', { 'connect ECONNREFUSED books:80': 5 }, ['books:80'])),
  ],
  'kept: it is refused': [keptConnections, kept(5, 100, 100, 0, join(), 'connect ECONNREFUSED books:80')],
};

export const unreached: Cases = { ...callers, ...ports, ...outsiders, ...changes, ...connections };
