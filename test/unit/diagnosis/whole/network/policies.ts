import { networkPolicy } from '../../../../../functions/diagnosis/mechanisms/network/network-policy.ts';
import { nodeNetwork } from '../../../../../functions/diagnosis/mechanisms/network/node-network.ts';
import { app, container, deployment, join, log, pod, podName, service } from '../../mechanisms/cluster.ts';
import { calling, says, serving } from '../callers.ts';
import { each } from '../parts.ts';
import type { Cases } from '../whole.ts';

const policy = (name: string, spec: object, namespace = 'shop') => ({
  metadata: { name, namespace },
  spec: {
    podSelector: { matchLabels: { app: 'api' } },
    policyTypes: ['Ingress'],
    ingress: [],
    egress: [],
    ...spec,
  },
});
const ofWeb = { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] };
const from = (...peers: readonly object[]) => [{ from: peers }];
const to = (...peers: readonly object[]) => [{ to: peers }];
const named = (app: string) => ({ podSelector: { matchLabels: { app } } });
const space = (name: string) => ({ namespaceSelector: { matchLabels: { team: name } } });
const timing = (line = 'connect ETIMEDOUT 10.96.0.10:80') =>
  join(calling('web', ['api:80']), serving('api'), says('web', { [line]: 30 }, ['api:80']), {
    namespaces: [
      { metadata: { name: 'other', labels: { team: 'b' } } },
      { metadata: { name: 'shop', labels: { team: 'a' } } },
    ],
  });
const ports = (...all: readonly object[]) => [{ ports: all }];

const forbidden: Cases = {
  ...each(
    [
      ['nothing in', [policy('p', {})]],
      [
        'nothing in, by two of which one lets it in',
        [policy('p', {}), policy('q', { ingress: from(named('web')) })],
      ],
      ['nothing in, by two', [policy('p', {}), policy('q', { ingress: from(named('other')) })]],
      ['nothing in, of another namespace', [policy('p', {}, 'other')]],
      ['nothing in, of others', [policy('p', { podSelector: { matchLabels: { app: 'cart' } } })]],
      ['nothing in, without a type', [policy('p', { policyTypes: [] })]],
      ['nothing in, of egress', [policy('p', { policyTypes: ['Egress'] })]],
      ['in from all', [policy('p', { ingress: [{}] })]],
      ['in from addresses', [policy('p', { ingress: from({ ipBlock: { cidr: '10.0.0.0/8' } }) })]],
      ['in from its namespace', [policy('p', { ingress: from(space('a')) })]],
      ['in from another namespace', [policy('p', { ingress: from(space('b')) })]],
      ['in from others of its namespace', [policy('p', { ingress: from({ ...space('a'), ...named('x') }) })]],
      ['in from others, and from it', [policy('p', { ingress: from(named('x'), named('web')) })]],
      ['in to its port', [policy('p', { ingress: ports({ port: 8080 }) })]],
      ['in to the port of the Service', [policy('p', { ingress: ports({ port: 80 }) })]],
      ['in to another port', [policy('p', { ingress: ports({ port: 8081 }, { port: 8079 }) })]],
      ['in to its port by UDP', [policy('p', { ingress: ports({ port: 8080, protocol: 'UDP' }) })]],
      ['in to a range', [policy('p', { ingress: ports({ port: 8000, endPort: 8080 }) })]],
      ['in to a range below', [policy('p', { ingress: ports({ port: 8000, endPort: 8079 }) })]],
      ['in to a range above', [policy('p', { ingress: ports({ port: 8081, endPort: 9000 }) })]],
      ['in to all ports by TCP', [policy('p', { ingress: ports({ protocol: 'TCP' }) })]],
      ['in to a named port', [policy('p', { ingress: ports({ port: 'http' }) })]],
      ['nothing out', [policy('p', ofWeb)]],
      ['out to it', [policy('p', { ...ofWeb, egress: to(named('api')) })]],
      ['out to others', [policy('p', { ...ofWeb, egress: to(named('x')) })]],
      ['out to its port', [policy('p', { ...ofWeb, egress: ports({ port: 8080 }) })]],
      ['out to another port', [policy('p', { ...ofWeb, egress: ports({ port: 53 }) })]],
      ['nothing out, without a type', [policy('p', { ...ofWeb, policyTypes: [] })]],
      [
        'out to others, without a type',
        [policy('p', { ...ofWeb, policyTypes: [], egress: to(named('x')), ingress: [{}] })],
      ],
      ['nothing out, and nothing in', [policy('p', {}), policy('q', ofWeb)]],
      ['out to it, and nothing in', [policy('p', {}), policy('q', { ...ofWeb, egress: [{}] })]],
    ] as const,
    ([name, networkpolicies]) => [
      `policy: ${name}`,
      [networkPolicy, join(timing(), { networkpolicies: [...networkpolicies] })],
    ],
  ),
  ...each(
    [
      ['nothing out', []],
      ['out to its Service', ports({ port: 8080 })],
      ['out to 53', ports({ port: 8080 }, { port: 53 })],
      ['out to the port of DNS', ports({ port: 'dns' })],
      ['out to all ports', ports({ protocol: 'UDP' })],
      ['out to all', [{}]],
    ] as const,
    ([name, egress]) => [
      `policy: a lookup fails, ${name}`,
      [
        networkPolicy,
        join(timing('getaddrinfo EAI_AGAIN api'), {
          networkpolicies: [policy('p', { ...ofWeb, egress: [...egress] })],
        }),
      ],
    ],
  ),
  'policy: it is refused': [
    networkPolicy,
    join(timing('connect ECONNREFUSED 10.96.0.10:80'), { networkpolicies: [policy('p', {})] }),
  ],
  'policy: it is unavailable': [
    networkPolicy,
    join(timing('upstream connect error: 503 Service Unavailable'), { networkpolicies: [policy('p', {})] }),
  ],
  'policy: a named port of the second container, of one of two ports': [
    networkPolicy,
    join(calling('web', ['api:81']), says('web', { 'connect ETIMEDOUT': 30 }, ['api:81']), {
      deployments: [
        deployment('api', {
          spec: {
            containers: [
              container({ ports: [] }),
              container({ name: 'b', ports: [{ name: 'web', containerPort: 9001 }] }),
            ],
          },
        }),
      ],
      pods: [pod('api')],
      services: [
        service('api', {
          ports: [
            { port: 80, targetPort: 8080 },
            { port: 81, targetPort: 'web' },
          ],
        }),
      ],
      networkpolicies: [policy('p', { ingress: ports({ port: 8080 }) })],
    }),
  ],
  'policy: a port that the Service does not have': [
    networkPolicy,
    join(
      calling('web', ['api:99']),
      serving('api', 80, {}, { ports: [{ port: 80 }, { port: 81 }] }),
      says('web', { 'connect ETIMEDOUT': 30 }, ['api:99']),
      {
        networkpolicies: [policy('p', { ingress: ports({ port: 8080 }) })],
      },
    ),
  ],
};

const on = (node: string, name: string, ...called: readonly string[]) =>
  join(
    calling(
      name,
      called.map((one) => `${one}:80`),
      { node },
    ),
    says(name, {}),
  );
const stuck = (node: string, name: string, ...called: readonly string[]) =>
  join(
    calling(
      name,
      called.map((one) => `${one}:80`),
      { node },
    ),
    {
      logs: called.map((one, i) =>
        log({ pod: podName(name) }, { [`connect ETIMEDOUT ${one}:80`]: 30 - i }, [`${one}:80`]),
      ),
    },
  );
const NODES: readonly (readonly [string, ReturnType<typeof join>])[] = [
  [
    'two callers, one elsewhere is well',
    join(stuck('n1', 'web', 'api'), stuck('n1', 'shop', 'api'), on('n2', 'well', 'api')),
  ],
  ['two callers, none elsewhere', join(stuck('n1', 'web', 'api'), stuck('n1', 'shop', 'api'))],
  [
    'two callers, one elsewhere calls nobody',
    join(stuck('n1', 'web', 'api'), stuck('n1', 'shop', 'api'), app('idle', { node: 'n2' })),
  ],
  [
    'two callers, on two nodes',
    join(stuck('n1', 'web', 'api'), stuck('n2', 'shop', 'api'), on('n3', 'well', 'api')),
  ],
  ['one caller of two', join(stuck('n1', 'web', 'api', 'cart'), on('n2', 'well', 'api'))],
  ['one caller of one', join(stuck('n1', 'web', 'api'), on('n2', 'well', 'api'))],
];
const nodes: Cases = {
  ...each(NODES, ([name, parts]) => [
    `node: ${name}`,
    [nodeNetwork, join(serving('api', 80, { node: 'n2' }), serving('cart', 80, { node: 'n2' }), parts)],
  ]),
  ...each(
    [
      ['a pod of one of them is on its node', {}, [], []],
      ['a pod of one of them is on its node, and not ready', { ready: false }, [], []],
      [
        'a pod of one of them is on its node, it is refused as well',
        {},
        [['connect ECONNREFUSED third:80', 'third']],
        [],
      ],
      ['a pod of one of them is on its node, a policy selects it', {}, [], [policy('p', ofWeb)]],
      [
        'a pod of one of them is on its node, a policy elsewhere would',
        {},
        [],
        [policy('p', ofWeb, 'other')],
      ],
      ['a pod of one of them is on its node, a policy selects others', {}, [], [policy('p', {})]],
    ] as const,
    ([name, options, lines, networkpolicies]) => [
      `node: one caller of two, ${name}`,
      [
        nodeNetwork,
        join(
          serving('api', 80, { node: 'n2' }),
          serving('cart', 80, { node: 'n1', ...options }),
          serving('third', 80, { node: 'n2' }),
          { pods: [pod('cart', { suffix: 'bbbbb', node: 'n2' })] },
          stuck('n1', 'web', 'api', 'cart'),
          on('n2', 'well', 'api'),
          ...lines.map(([line, host]) => says('web', { [line]: 9 }, [`${host}:80`])),
          { networkpolicies: [...networkpolicies] },
        ),
      ],
    ],
  ),
};

export const barred: Cases = { ...forbidden, ...nodes };
