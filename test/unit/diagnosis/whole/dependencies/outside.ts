import { outside } from '../../../../../functions/diagnosis/mechanisms/dependencies/outside.ts';
import { slowDependency } from '../../../../../functions/diagnosis/mechanisms/dependencies/slow-dependency.ts';
import { latencyBucket, partBucket } from '../../../../../functions/model/latency.ts';
import { ago, app, join, log, podName } from '../../mechanisms/cluster.ts';
import { calling, says, served, serving } from '../callers.ts';
import { each } from '../parts.ts';
import type { Cases } from '../whole.ts';

const HOST = 'api.wayfinder.com:443';
const guide = (options: object = {}) => calling('guide', [HOST], options);
const known = { external: [{ name: 'Maps', host: 'API.wayfinder.com', port: 443 }] };
const TROUBLES = [
  'x509: certificate has expired',
  'insufficient_quota',
  'HTTP 429 Too Many Requests',
  'Request failed with status code 401',
  'password authentication failed for user "x"',
  'sorry, too many clients already',
  'cannot execute INSERT in a read-only transaction',
  'No space left on device: could not extend file',
  'FATAL: the database system is starting up',
  'Request failed with status code 503',
  'self-signed certificate in certificate chain',
  'connect ECONNREFUSED 1.2.3.4:443',
  'connect ETIMEDOUT 1.2.3.4:443',
  'upstream connect error: 503 Service Unavailable',
  'The operation was aborted due to timeout',
  'getaddrinfo ENOTFOUND api.wayfinder.com',
  'relation "x" does not exist',
];
const hosts: Cases = {
  ...each(TROUBLES, (line) => [
    `outside: ${line}`,
    [outside, join(guide(), says('guide', { [line]: 30 }, [HOST])), {}, {}, known],
  ]),
  ...each([2, 3, 19, 20], (count) => [
    `outside: ${count} lines`,
    [outside, join(guide(), says('guide', { 'connect ETIMEDOUT': count }, [HOST]))],
  ]),
  'outside: two lines, of a pod that is not ready': [
    outside,
    join(guide({ ready: false }), says('guide', { 'connect ETIMEDOUT': 2 }, [HOST])),
  ],
  'outside: few lines, and requests fail': [
    outside,
    join(guide(), says('guide', { 'connect ETIMEDOUT': 5 }, [HOST], served(100, 90))),
  ],
  'outside: at one endpoint alone': [
    outside,
    join(
      guide(),
      says('guide', { 'connect ETIMEDOUT': 20 }, [HOST], {
        endpoints: [...served(90, 20, '/map').endpoints, ...served(400, 0, '/list').endpoints],
      }),
    ),
  ],
  'outside: it copes': [
    outside,
    join(guide(), {
      logs: [
        log({
          pod: podName('guide'),
          ...served(100),
          patterns: [
            {
              ...log({ pod: 'x' }, { 'connect ETIMEDOUT': 30 }, [HOST]).summary.patterns[0],
              level: 'warn',
            } as never,
          ],
        }),
      ],
    }),
  ],
  'outside: five callers': [
    outside,
    join(
      ...['a', 'b', 'c', 'd', 'e'].map((name, i) =>
        join(calling(name, [HOST]), {
          logs: [
            log({
              pod: podName(name),
              patterns: [
                {
                  ...log({ pod: 'x' }, { 'connect ETIMEDOUT': 9 + i }, [HOST]).summary.patterns[0],
                  first: ago(200 + i),
                } as never,
              ],
            }),
          ],
        }),
      ),
    ),
  ],
  'outside: one of two callers, and the other is well': [
    outside,
    join(
      guide(),
      calling('shop', [HOST]),
      says('guide', { 'connect ETIMEDOUT': 30 }, [HOST]),
      says('shop', {}, [], served(50)),
    ),
  ],
  'outside: two hosts that are not reached': [
    outside,
    join(calling('guide', [HOST, 'api.tiles.com:443']), {
      logs: [
        log({ pod: podName('guide') }, { 'connect ETIMEDOUT': 30 }, [HOST]),
        {
          ...log({ pod: podName('guide') }, { 'connect ECONNREFUSED': 30 }, ['api.tiles.com:443']),
          container: 'b',
        },
      ],
    }),
  ],
  'outside: two hosts that answer with errors': [
    outside,
    join(calling('guide', [HOST, 'api.tiles.com:443']), {
      logs: [
        log({ pod: podName('guide') }, { 'Request failed with status code 503': 30 }, [HOST]),
        {
          ...log({ pod: podName('guide') }, { 'Request failed with status code 502': 30 }, [
            'api.tiles.com:443',
          ]),
          container: 'b',
        },
      ],
    }),
  ],
  'outside: by a word of it': [
    outside,
    join(guide(), says('guide', { 'wayfinder answered 500': 30, 'wayfinder answered 401': 9 })),
  ],
  'outside: with a host inside': [
    outside,
    join(guide(), serving('cart'), says('guide', { 'connect ETIMEDOUT': 30 }, ['cart:80', HOST])),
  ],
};

const endpoint = (p95: number | null, more: object = {}) => ({
  ...{ method: 'GET', path: '/slow', requests: 100, errors5xx: 0, errors4xx: 0, p50: 1, p95, byStatus: {} },
  ...more,
});
const slow = (name: string, ...endpoints: readonly object[]) => ({
  logs: [log({ pod: podName(name), endpoints: endpoints as never })],
});
/** Eight stretches, of which the first two took `first`, the others `then`, ms, of a hundred requests each. */
const parts = (first: number, then: number) => ({
  latencyParts: Array.from({ length: 8 }, (_, i) => ({
    from: 100 + i,
    minutes: 1,
    counts: [[partBucket(latencyBucket(i < 2 ? first : then)), 100]],
  })),
});
const chain = (web: readonly object[], api: readonly object[], other: readonly object[] = []) =>
  join(
    calling('web', ['api:80']),
    serving('api'),
    app('other'),
    slow('web', ...web),
    slow('api', ...api),
    slow('other', ...other),
  );
const SLOW_QUERY = 'LOG: duration: 5012.3 ms  statement: SELECT 1';
const slowness: Cases = {
  'slow: the callee of a chain': [
    slowDependency,
    chain([endpoint(4000)], [endpoint(3500, { path: '/a' }), endpoint(3600, { path: '/b' }), endpoint(900)]),
  ],
  'slow: two ends': [slowDependency, chain([endpoint(4000)], [endpoint(3500)], [endpoint(3400)])],
  'slow: two ends alike': [slowDependency, chain([endpoint(4000)], [endpoint(3500)], [endpoint(3500)])],
  ...each(
    [
      ['999 ms', endpoint(999)],
      ['1,000 ms', endpoint(1000)],
      ['nine requests', endpoint(2000, { requests: 9 })],
      ['ten requests', endpoint(2000, { requests: 10 })],
      ['a fifth fails', endpoint(2000, { errors5xx: 20 })],
      ['more than a fifth fails', endpoint(2000, { errors5xx: 21 })],
      ['no percentile', endpoint(null)],
    ] as const,
    ([name, one]) => [`slow: a callee of ${name}`, [slowDependency, chain([endpoint(4000)], [one])]],
  ),
  'slow: one alone': [slowDependency, chain([], [endpoint(4000)])],
  ...each(
    [
      [2000, 4000],
      [1000, 4000],
    ] as const,
    ([first, then]) => [
      `slow: ${first} ms at first and ${then} then`,
      [slowDependency, chain([endpoint(4000, parts(first, then))], [endpoint(3500, parts(first, then))])],
    ],
  ),
  'slow: the worst was so before, the second was not': [
    slowDependency,
    chain(
      [endpoint(4000)],
      [endpoint(3900, { ...parts(3900, 3900), path: '/poll' }), endpoint(2000, { path: '/new' })],
    ),
  ],
  ...each([2, 3], (count) => [
    `slow: ${count} queries`,
    [slowDependency, join(serving('db'), says('db', { [SLOW_QUERY]: count }))],
  ]),
  'slow: queries, in two wordings, of a database whose caller fails': [
    slowDependency,
    join(
      serving('db'),
      calling('web', ['db:80']),
      says('db', { [SLOW_QUERY]: 5, 'Query_time: 5 s': 7 }),
      says('web', {}, [], served(50, 40)),
    ),
  ],
  'slow: queries of a database whose caller is not ready': [
    slowDependency,
    join(serving('db'), calling('web', ['db:80'], { ready: false }), says('db', { [SLOW_QUERY]: 5 })),
  ],
  'slow: queries of a database whose caller is well': [
    slowDependency,
    join(
      serving('db'),
      calling('web', ['db:80']),
      says('db', { [SLOW_QUERY]: 5 }),
      says('web', {}, [], served(50)),
    ),
  ],
};

export const others: Cases = { ...hosts, ...slowness };
