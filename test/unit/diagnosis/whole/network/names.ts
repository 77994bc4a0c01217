import { certificate } from '../../../../../functions/diagnosis/mechanisms/network/certificate.ts';
import { dns } from '../../../../../functions/diagnosis/mechanisms/network/dns.ts';
import { reachability } from '../../../../../functions/diagnosis/mechanisms/network/reachability.ts';
import { ago, app, join, log, podName, service, slice } from '../../mechanisms/cluster.ts';
import { calling, says, serving } from '../callers.ts';
import { each } from '../parts.ts';
import type { Cases } from '../whole.ts';

const EXPIRED = 'x509: certificate has expired or is not yet valid';
const minutes = (from: number, requests: number, errors5xx = 0) => [
  { at: ago(from), requests, errors5xx, errors4xx: 0, byMethod: {} },
];
const refusedBy = (to: readonly string[], peers: readonly string[], count = 30) =>
  join(
    calling('web', to),
    serving('api', 443),
    serving('cart', 443),
    says('web', { [EXPIRED]: count }, peers),
  );

const certificates: Cases = {
  'certificate: of the peer that lines name': [
    certificate,
    refusedBy(['api:443', 'cart:443'], ['nobody:1', 'cart:443']),
  ],
  'certificate: of the only one that is called over TLS': [
    certificate,
    refusedBy(['api:443', 'cart:80'], []),
  ],
  'certificate: of one of two that are called over TLS': [
    certificate,
    refusedBy(['api:443', 'cart:443'], []),
  ],
  'certificate: its own': [
    certificate,
    join(serving('web', 443), says('web', { [EXPIRED]: 30 }, ['web:443'])),
  ],
  ...each(
    [
      [240, 5, 0],
      [240, 4, 0],
      [241, 9, 0],
      [200, 9, 4],
      [200, 9, 5],
    ] as const,
    ([seconds, requests, failed]) => [
      `certificate: the server answers ${requests - failed} requests, ${seconds} s ago`,
      [
        certificate,
        join(
          refusedBy(['api:443'], ['api:443']),
          says('api', {}, [], { minutes: minutes(seconds, requests, failed) }),
        ),
      ],
    ],
  ),
  'certificate: in two wordings, of two pods': [
    certificate,
    join(calling('web', ['api:443'], { ready: false }), serving('api', 443), {
      logs: [
        log({ pod: podName('web') }, { [EXPIRED]: 1, 'CERT_HAS_EXPIRED: api': 2 }, ['api:443']),
        log({ pod: podName('web', 'bbbbb') }, { [EXPIRED]: 9 }),
      ],
    }),
  ],
  'certificate: a host outside': [certificate, refusedBy(['api.example.com:443'], ['api.example.com:443'])],
};

const LOOKUP = 'getaddrinfo ENOTFOUND api';
const unresolved = (peers: readonly string[], options: object = {}, count = 30, line = LOOKUP) =>
  join(calling('web', ['api:80'], options), says('web', { [line]: count }, peers));
const system = (name: string, ready: boolean, labels: object = { 'k8s-app': 'kube-dns' }) => ({
  metadata: { name, namespace: 'kube-system', labels },
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});
const failing = (...pairs: readonly (readonly [string, string, string])[]) =>
  join(
    ...pairs.map(([name, line, host]) =>
      join(calling(name, [`${host}:80`]), says(name, { [line]: 30 }, [`${host}:80`])),
    ),
  );

const names: Cases = {
  ...each(
    ['api', 'api.shop', 'api.shop.svc.cluster.local', 'api.other', 'api.other.svc', 'api.example.com'],
    (host) => [
      `dns: ${host}, which no Service has`,
      [dns, join(unresolved([`${host}:80`]), { services: [service('other')] })],
    ],
  ),
  'dns: a Service that is there': [
    dns,
    join(unresolved(['api:80']), serving('api'), { endpointslices: [slice('api', 2)] }),
  ],
  'dns: Services were not read': [dns, unresolved(['api:80'])],
  'dns: an alias': [
    dns,
    join(unresolved(['api:80']), {
      services: [service('api', { type: 'ExternalName', externalName: 'db.example.com', selector: {} })],
    }),
  ],
  ...each(
    [
      ['Default', false],
      ['ClusterFirst', false],
      ['ClusterFirstWithHostNet', false],
      ['ClusterFirstWithHostNet', true],
      ['', false],
    ] as const,
    ([dnsPolicy, hostNetwork]) => [
      `dns: a policy, ${dnsPolicy}${hostNetwork ? ' of the host network' : ''}`,
      [
        dns,
        join(unresolved(['api:80'], { spec: { dnsPolicy, hostNetwork } }), { services: [service('other')] }),
      ],
    ],
  ),
  ...each([2, 3, 20], (count) => [
    `dns: ${count} lines, of no host`,
    [dns, unresolved([], {}, count, 'getaddrinfo EAI_AGAIN')],
  ]),
  ...each([2, 3], (count) => [
    `dns: ${count} lines, of pods that are not ready`,
    [dns, unresolved(['api:80'], { ready: false }, count)],
  ]),
  'dns: two that cannot look up one name': [dns, failing(['web', LOOKUP, 'api'], ['shop', LOOKUP, 'api'])],
  'dns: two that cannot look up two names': [
    dns,
    join(failing(['web', LOOKUP, 'api'], ['shop', 'getaddrinfo ENOTFOUND cart', 'cart']), serving('cart')),
  ],
  'dns: one that cannot look up two names': [
    dns,
    join(calling('web', ['api:80', 'cart:80']), {
      logs: [
        log({ pod: podName('web') }, { [LOOKUP]: 9 }, ['api:80']),
        {
          ...log({ pod: podName('web') }, { 'getaddrinfo ENOTFOUND cart': 9 }, ['cart:80']),
          container: 'other',
        },
      ],
    }),
  ],
  ...each(
    [
      ['one is ready', [system('dns-1', true), system('dns-2', false)]],
      ['none is ready', [system('dns-1', false), system('dns-2', false)]],
      ['none is ready, of CoreDNS', [system('dns-1', false, { 'app.kubernetes.io/name': 'coredns' })]],
      ['there are only others', [system('proxy', true, { 'k8s-app': 'kube-proxy' })]],
      ['none were read', []],
    ] as const,
    ([name, systempods]) => [
      `dns: of its servers ${name}`,
      [
        dns,
        join(
          failing(
            ['web', LOOKUP, 'api'],
            ['shop', 'connect ETIMEDOUT cart:80', 'cart'],
            ['third', 'connect ECONNREFUSED cart:80', 'cart'],
          ),
          serving('cart'),
          { systempods: [...systempods] },
        ),
      ],
    ],
  ),
  ...each(
    [
      ['one host', [['web', 'connect ETIMEDOUT cart:80', 'cart']]],
      [
        'two hosts',
        [
          ['web', 'connect ETIMEDOUT cart:80', 'cart'],
          ['shop', 'connect ETIMEDOUT api:80', 'api'],
        ],
      ],
      [
        'one host, of two',
        [
          ['web', 'connect ETIMEDOUT cart:80', 'cart'],
          ['shop', 'connect ETIMEDOUT cart:80', 'cart'],
        ],
      ],
    ] as const,
    ([name, pairs]) => [
      `dns: there are no servers of it, and time-outs of ${name}`,
      [
        dns,
        join(failing(...pairs), serving('cart'), serving('api'), { systempods: [system('proxy', true, {})] }),
      ],
    ],
  ),
  'dns: there are no servers of it, one host times out, and a database': [
    dns,
    join(
      failing(['web', 'connect ETIMEDOUT cart:80', 'cart']),
      serving('cart'),
      calling('shop', []),
      says('shop', { 'psycopg2.OperationalError: connection timed out': 30 }),
      {
        systempods: [system('proxy', true, {})],
      },
    ),
  ],
};

const probe = (host: string, result: string, more: object = {}) => ({
  ...{ from: 'pod/web', inside: true, host, port: 80, result, detail: '' },
  ...more,
});
const asked = { workload: { kind: 'Deployment', namespace: 'shop', name: 'web' } };
const reached: Cases = {
  'tried: of several, from inside and outside': [
    reachability,
    join(app('web'), serving('api'), serving('cart'), {
      probes: [
        probe('api', 'refused', { detail: 'FATAL: sorry, too many clients already' }),
        probe('api', 'timeout', { inside: false }),
        probe('cart', 'open'),
        probe('cart', 'open', { inside: false, port: 81 }),
        probe('cart', 'unknown'),
        probe('nowhere', 'dns-failed'),
        probe('api', 'dns-failed'),
        probe('far.example.com', 'timeout'),
      ],
    }),
    asked,
  ],
  'tried: an outside host that a caller misses': [
    reachability,
    join(
      calling('web', ['far.example.com:80']),
      says('web', { 'connect ETIMEDOUT far.example.com:80': 9 }, ['far.example.com:80']),
      {
        probes: [probe('far.example.com', 'timeout')],
      },
    ),
    asked,
  ],
  'tried: nobody is asked about': [
    reachability,
    join(app('web'), serving('api'), { probes: [probe('far', 'timeout'), probe('api', 'timeout')] }),
  ],
};

export const resolved: Cases = { ...certificates, ...names, ...reached };
