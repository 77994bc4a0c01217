import { gatewayRoute } from '../../../../../functions/diagnosis/mechanisms/network/gateway-route.ts';
import { ingress } from '../../../../../functions/diagnosis/mechanisms/network/ingress.ts';
import { protocol } from '../../../../../functions/diagnosis/mechanisms/network/protocol.ts';
import { serviceRouting } from '../../../../../functions/diagnosis/mechanisms/network/service-routing.ts';
import {
  ago,
  app,
  container,
  deployment,
  join,
  log,
  pod,
  podName,
  service,
  slice,
} from '../../mechanisms/cluster.ts';
import { calling, says, serving } from '../callers.ts';
import { each } from '../parts.ts';
import type { Cases } from '../whole.ts';

const endpoint = (method: string, path: string, byStatus: Readonly<Record<string, number>>) => ({
  ...{ method, path, byStatus, errors5xx: 0, errors4xx: byStatus['404'] ?? 0, p50: 1, p95: 2 },
  requests: Object.values(byStatus).reduce((sum, n) => sum + n, 0),
});
const routed = (...lost: readonly ReturnType<typeof endpoint>[]) =>
  join(serving('gateway'), serving('my-payments'), serving('short'), {
    services: [service('orders-x')],
    endpointslices: [slice('gateway'), slice('my-payments', 2), slice('short'), slice('orders-x', 0)],
    ...says('gateway', {}, [], { endpoints: [endpoint('GET', '/ok', { 200: 7, 204: 2, 301: 5 }), ...lost] }),
  });
const routes: Cases = {
  ...each(['POST', 'PUT', 'PATCH', 'GET', 'DELETE'], (method) => [
    `route: ${method}`,
    [gatewayRoute, routed(endpoint(method, '/Pay-ments/:id', { 404: 2 }))],
  ]),
  ...each(
    [
      ['/payments', { 404: 1 }],
      ['/payments', { 404: 2, 200: 1 }],
      ['/payments', { 404: 9 }],
      ['/ayment', { 404: 9 }],
      ['/ments/yments', { 404: 9 }],
      ['/short', { 404: 9 }],
      ['/orders-x', { 404: 9 }],
      ['/gateway', { 404: 9 }],
      ['/api/v1/payments/:id', { 404: 9 }],
    ] as const,
    ([path, byStatus]) => [
      `route: ${path} ${JSON.stringify(byStatus)}`,
      [gatewayRoute, routed(endpoint('POST', path, byStatus))],
    ],
  ),
  'route: two Services of that name': [
    gatewayRoute,
    join(routed(endpoint('POST', '/payments', { 404: 9 })), serving('old-payments'), {
      endpointslices: [slice('old-payments')],
    }),
  ],
  'route: nothing works': [
    gatewayRoute,
    {
      ...routed(),
      ...says('gateway', {}, [], {
        endpoints: [endpoint('POST', '/payments', { 404: 9 }), endpoint('GET', '/x', { 301: 4, 500: 2 })],
      }),
    },
  ],
};

const entry = (spec: object, more: object = {}) => ({
  metadata: { name: 'edge', namespace: 'shop', ...more },
  spec: { ingressClassName: 'nginx', ...spec },
});
const backend = (name: string, port: object) => ({ backend: { service: { name, port } } });
const classes = (...names: readonly string[]) => ({
  ingressclasses: names.map((name) => ({ metadata: { name } })),
});
const paths = (...all: readonly object[]) => ({
  rules: [
    { host: '', http: { paths: [] } },
    { host: 'a.example.com', http: { paths: all } },
    { host: 'b.example.com' },
  ],
});
const web = { services: [service('web', { ports: [{ port: 80, name: 'http' }, { port: 443 }] })] };
const changed = (seconds: number, more: object = {}) => ({
  managedFields: [{ manager: 'kubectl', time: ago(seconds), keys: ['spec.rules'], ...more }],
});
const ingresses: Cases = {
  'ingress: all that can be wrong at once': [
    ingress,
    join(app('web'), web, classes('traefik', 'other'), {
      ingresses: [
        entry({
          ...paths(
            backend('gone', { number: 80 }),
            backend('web', { number: 81 }),
            backend('web', { number: 81 }),
            backend('web', { name: 'https' }),
            backend('web', { name: 'http' }),
            backend('web', { number: 443 }),
            backend('web', {}),
          ),
          defaultBackend: { service: { name: 'lost', port: { number: 1 } } },
          tls: [{ secretName: 'there' }, { secretName: 'absent' }, { secretName: '' }],
        }),
      ],
      secrets: [
        { metadata: { name: 'there', namespace: 'shop' }, keys: [] },
        { metadata: { name: 'absent', namespace: 'other' }, keys: [] },
      ],
    }),
  ],
  'ingress: nothing is wrong': [
    ingress,
    join(app('web'), web, classes('nginx'), { ingresses: [entry(paths(backend('web', { number: 80 })))] }),
  ],
  ...each(
    [
      ['a class that is not there', {}, {}, {}],
      ['a class that is not there, changed 3599 s ago', {}, changed(3599), {}],
      ['a class that is not there, changed 3601 s ago', {}, changed(3601), {}],
      [
        'a class that is not there, of which the status changed',
        {},
        changed(30, { subresource: 'status' }),
        {},
      ],
      [
        'a class that is not there, and an address',
        {},
        {},
        { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } },
      ],
      ['no class', { ingressClassName: undefined }, {}, {}],
      [
        'no class but the annotation',
        { ingressClassName: undefined },
        { annotations: { 'kubernetes.io/ingress.class': 'x' } },
        {},
      ],
    ] as const,
    ([name, spec, meta, more]) => [
      `ingress: ${name}`,
      [
        ingress,
        join(app('web'), web, classes('traefik'), {
          ingresses: [{ ...entry({ ...paths(backend('web', { number: 80 })), ...spec }, meta), ...more }],
        }),
      ],
    ],
  ),
  'ingress: no class, and a default one': [
    ingress,
    join(app('web'), web, {
      ingressclasses: [
        { metadata: { name: 'a' } },
        { metadata: { name: 'b', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } } },
      ],
      ingresses: [entry({ ingressClassName: undefined })],
    }),
  ],
  'ingress: lists that were not read': [
    ingress,
    { ingresses: [entry({ ...paths(backend('gone', { number: 1 })), tls: [{ secretName: 'absent' }] })] },
  ],
};

const HTTPS = 'client sent an HTTP request to an HTTPS server';
const failingSince = (name: string, seconds: number, more: object = {}) => ({
  logs: [
    log({
      pod: podName(name),
      ...{ first: ago(1200), last: ago(1) },
      requests: 2000,
      endpoints: [
        {
          method: 'GET',
          path: '/',
          requests: 2000,
          errors5xx: 500,
          errors4xx: 0,
          p50: 1,
          p95: 2,
          byStatus: { 200: 1500, 502: 500 },
        },
      ],
      minutes: Array.from({ length: 20 }, (_, i) => ({
        ...{ at: ago((20 - i) * 60), requests: 100, errors4xx: 0, byMethod: {} },
        errors5xx: (20 - i) * 60 <= seconds ? 80 : 0,
      })),
      ...more,
    }),
  ],
});
const protocols: Cases = {
  ...each(
    [
      [HTTPS, 240, 3],
      [HTTPS, 240, 2],
      [HTTPS, 300, 3],
      [HTTPS, 360, 3],
      ['GET \\x16\\x03\\" 400', 240, 9],
      ['PRI * HTTP/2.0 400', 240, 9],
    ] as const,
    ([line, seconds, count]) => [
      `protocol: ${count} times "${line}", ${seconds - 240} s after a caller began to fail`,
      [
        protocol,
        join(
          calling('web', ['api:80']),
          calling('shop', ['api:80']),
          serving('api'),
          failingSince('web', seconds),
          says('api', { [line]: count }),
        ),
      ],
    ],
  ),
};

const labels = (name: string, more: object) => {
  const one = deployment(name);
  return {
    ...one,
    spec: {
      ...(one.spec as object),
      template: { metadata: { labels: more }, spec: { containers: [container()] } },
    },
  };
};
const behind = (
  ports: readonly object[],
  spec: Readonly<Record<string, unknown>> = {},
  options: object = {},
) =>
  join(app('api', { container: spec, ...options }), {
    services: [service('api', { ports })],
  });
const misroutes: Cases = {
  'service: selects nothing, of its name': [
    serviceRouting,
    join(app('api'), calling('web', ['api:80']), {
      services: [service('api', { selector: { app: 'apj', tier: 'x' } })],
      endpointslices: [slice('api', 0)],
    }),
  ],
  'service: selects nothing, like one': [
    serviceRouting,
    join(app('api'), app('other'), { services: [service('front', { selector: { app: 'apis' } })] }),
  ],
  'service: selects nothing, like two': [
    serviceRouting,
    join(app('api1'), app('api2'), { services: [service('front', { selector: { app: 'api' } })] }),
  ],
  'service: selects nothing, and is called': [
    serviceRouting,
    join(calling('web', ['front:80']), calling('top', ['web:80']), {
      services: [service('front', { selector: { app: 'nothing' } }), service('web')],
    }),
  ],
  ...each(
    [
      ['abcd', 'abce'],
      ['abcd', 'abc'],
      ['abcd', 'axcd'],
      ['abcd', 'bcd'],
      ['abcd', 'xabcd'],
      ['abcd', 'abxcd'],
      ['abcd', 'abxyz'],
      ['abcd', 'dcba'],
      ['ab', 'abc'],
      ['abc', 'ab'],
      ['abc', 'abd'],
      ['abcdef', 'abc'],
    ] as const,
    ([wanted, has]) => [
      `service: selects ${wanted}, where ${has} is`,
      [
        serviceRouting,
        {
          deployments: [labels('zzz', { kind: has, 'pod-template-hash': 'q' })],
          pods: [pod('x')],
          services: [service('front', { selector: { app: wanted } })],
        },
      ],
    ],
  ),
  'service: selects nothing, and has addresses': [
    serviceRouting,
    join(calling('web', ['front:80']), {
      services: [service('front', { selector: { app: 'nothing' } })],
      endpointslices: [slice('front')],
    }),
  ],
  'service: of another kind': [
    serviceRouting,
    join(calling('web', ['a:80', 'b:80']), {
      services: [service('a', { type: 'ExternalName' }), service('b', { selector: {} })],
    }),
  ],
  ...each(
    [
      ['a port that is not declared', [{ port: 80, targetPort: 81 }], {}],
      [
        'a port that is not declared, but probed',
        [{ port: 80, targetPort: 81 }],
        { livenessProbe: { tcpSocket: { port: 81 } } },
      ],
      [
        'a port that is not declared, but probed for readiness',
        [{ port: 80, targetPort: 81 }],
        { readinessProbe: { httpGet: { port: 81 } } },
      ],
      [
        'one of two that is not declared',
        [
          { port: 80, targetPort: 8080 },
          { port: 81, targetPort: 81 },
        ],
        {},
      ],
      [
        'a name that is not there',
        [{ port: 80, targetPort: 'web' }],
        { ports: [{ name: 'http', containerPort: 8080 }, { containerPort: 9 }] },
      ],
      [
        'a name that is there',
        [{ port: 80, targetPort: 'http' }],
        { ports: [{ name: 'http', containerPort: 8080 }] },
      ],
      ['another protocol', [{ port: 80, targetPort: 8080, protocol: 'UDP' }], {}],
      [
        'another protocol, which is served too',
        [{ port: 80, targetPort: 8080, protocol: 'UDP' }],
        { ports: [{ containerPort: 8080 }, { containerPort: 8080, protocol: 'UDP' }] },
      ],
      ['no declared port', [{ port: 80, targetPort: 81 }], { ports: [] }],
      ['no target', [{ port: 8080 }], {}],
      ['no target, and another port', [{ port: 80 }], {}],
    ] as const,
    ([name, ports, spec]) => [
      `service: ${name}`,
      [
        serviceRouting,
        join(behind(ports, spec), calling('web', ['api:80']), calling('top', ['web:80']), {
          services: [service('web')],
        }),
      ],
    ],
  ),
  'service: a name that the slices resolve': [
    serviceRouting,
    join(behind([{ port: 80, targetPort: 'web' }]), { endpointslices: [slice('api')] }),
  ],
  'service: a sidecar serves': [
    serviceRouting,
    join(
      behind(
        [{ port: 80, targetPort: 81 }],
        {},
        {
          spec: {
            containers: [container()],
            initContainers: [
              { name: 's', image: 'x', restartPolicy: 'Always', ports: [{ containerPort: 81 }] },
              { name: 'i', image: 'x', ports: [{ containerPort: 82 }] },
            ],
          },
        },
      ),
    ),
  ],
  'service: an init container does not': [
    serviceRouting,
    join(
      behind(
        [{ port: 80, targetPort: 82 }],
        {},
        {
          spec: {
            containers: [container()],
            initContainers: [{ name: 'i', image: 'x', ports: [{ containerPort: 82 }] }],
          },
        },
      ),
    ),
  ],
  'service: refused, and listened elsewhere': [
    serviceRouting,
    join(
      behind([{ port: 80, targetPort: 81 }], {
        ports: [],
        readinessProbe: { httpGet: { port: 9000 } },
        livenessProbe: { exec: { command: ['x'] } },
      }),
      calling('web', ['api:80']),
      says('web', { 'connect ECONNREFUSED api:80': 9 }, ['api:80']),
      says('api', {}, [], { tail: ['listening on port 8000', 'listening on port 700'] }),
    ),
  ],
  'service: the second of two workloads behind it': [
    serviceRouting,
    {
      deployments: [labels('a', { tier: 'x', app: 'a' }), labels('b', { tier: 'x', app: 'b' })],
      pods: [
        pod('a', { labels: { tier: 'x' } }),
        pod('b', { labels: { tier: 'x' }, container: { ports: [{ containerPort: 9 }] } }),
      ],
      services: [service('front', { selector: { tier: 'x' } })],
    },
  ],
  'service: its pods are not ready': [
    serviceRouting,
    behind([{ port: 80, targetPort: 81 }], {}, { ready: false }),
  ],
};

export const led: Cases = { ...routes, ...ingresses, ...protocols, ...misroutes };
