import { ownLimits } from '../../../../../functions/diagnosis/mechanisms/load/own-limits.ts';
import { ownResources } from '../../../../../functions/diagnosis/mechanisms/load/own-resources.ts';
import { traffic } from '../../../../../functions/diagnosis/mechanisms/load/traffic.ts';
import { ago, container, join, log } from '../../mechanisms/cluster.ts';
import { each, logOf, nth, rise, series, several, waits } from '../parts.ts';
import type { Cases } from '../whole.ts';

const endpoint = (path: string, requests: number, errors5xx: number) => ({
  ...{ method: 'GET', path, requests, errors5xx, errors4xx: 0, p50: 1, p95: 2 },
  byStatus: { 200: requests - errors5xx, 502: errors5xx },
});
const HEADER = 'upstream sent too big header while reading response header from upstream';
const POOL = 'HikariPool-1 - Connection is not available, request timed out after 30000ms';
const FULL = 'write failed: No space left on device';

const limits: Cases = {
  ...each([2, 3], (count) => [
    `own limit: ${count} lines of two pods`,
    [
      ownLimits,
      join(several('api', [{}, {}, {}]), {
        logs: [logOf('api', 0, {}, { [HEADER]: count - 1 }), logOf('api', 1, {}, { [HEADER]: 1 })],
      }),
    ],
  ]),
  ...each(
    [
      [100, 9],
      [100, 10],
      [91, 10],
    ] as const,
    ([requests, failed]) => [
      `own limit: ${failed} of ${requests} requests to one of two endpoints fail`,
      [
        ownLimits,
        join(several('api', [{}]), {
          logs: [
            logOf(
              'api',
              0,
              { endpoints: [endpoint('/a', requests, failed), endpoint('/b', 900, 0)] },
              { [HEADER]: failed },
            ),
          ],
        }),
      ],
    ],
  ),
  ...each(
    [
      'client intended to send too large body: 5 bytes',
      '1024 worker_connections are not enough',
      'delivery acknowledgement on channel 1 timed out',
      'the receipt handle has expired',
    ],
    (line) => [
      `own limit: many requests fail beside "${line}"`,
      [
        ownLimits,
        join(several('api', [{}]), {
          logs: [logOf('api', 0, { endpoints: [endpoint('/a', 50, 40)] }, { [line]: 30 })],
        }),
      ],
    ],
  ),
  ...each(
    [
      'client sent too long header line',
      'upstream reset: reset reason: overflow',
      'Proxy web reached its configured maximum connection limit',
      'net/http: server response headers exceeded 10485760 bytes; aborted',
      'Parse Error: Header overflow',
      'MaxUploadSizeExceededException',
      'CommitFailedException',
      'Application maximum poll interval (300000ms) exceeded by 5ms',
      'CommitFailedError',
      'MessageLockLostException',
    ],
    (line) => [
      `own limit: "${line}"`,
      [ownLimits, join(several('api', [{}]), { logs: [logOf('api', 0, {}, { [line]: 4 })] })],
    ],
  ),
  'own limit: it has ended': [
    ownLimits,
    join(several('api', [{}]), {
      logs: [
        logOf('api', 0, {
          patterns: [
            {
              ...logOf('api', 0, {}, { [HEADER]: 9 }).summary.patterns[0],
              first: ago(900),
              last: ago(800),
            } as never,
          ],
        }),
      ],
    }),
  ],
  'own limit: two of them': [
    ownLimits,
    join(several('api', [{}]), {
      logs: [logOf('api', 0, {}, { MaxUploadSizeExceededException: 9, [HEADER]: 4 })],
    }),
  ],
};

const row = (client: string, state: string, longest: number, connections: number) => ({
  client,
  state,
  longest_seconds: String(longest),
  connections: String(connections),
});
const asked = (...rows: readonly object[]) => ({
  dependencystate: [
    {
      server: 'postgresql',
      namespace: 'shop',
      pod: 'db-0',
      workload: { kind: 'StatefulSet', namespace: 'shop', name: 'db' },
      question: 'connections',
      from: 'db-0',
      rows,
    },
  ],
});
const claims = (more: object = {}, mount: object = {}) => ({
  spec: {
    containers: [
      container({
        volumeMounts: [
          { name: 'cache', mountPath: '/cache' },
          { name: 'ro', mountPath: '/ro', readOnly: true },
          { name: 'data', mountPath: '/data', ...mount },
        ],
      }),
    ],
    volumes: [
      { name: 'cache', emptyDir: {} },
      { name: 'ro', persistentVolumeClaim: { claimName: 'ro' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'data', ...more } },
      { name: 'unused', persistentVolumeClaim: { claimName: 'unused' } },
    ],
  },
});
const sized = {
  persistentvolumeclaims: [
    { metadata: { name: 'data', namespace: 'other' }, status: { capacity: { storage: '9Gi' } } },
    { metadata: { name: 'data', namespace: 'shop' }, status: { capacity: { storage: '2Gi' } } },
  ],
};

const resources: Cases = {
  ...each([2, 3], (count) => [
    `own resource: ${count} lines`,
    [
      ownResources,
      join(several('api', [{}, {}]), {
        logs: [logOf('api', 0, {}, { 'EMFILE: too many open files': count })],
      }),
    ],
  ]),
  'own resource: in two wordings, and of another program': [
    ownResources,
    join(several('api', [{}, {}]), {
      logs: [
        logOf('api', 0, {}, { 'ENOSPC: cannot write': 4, 'PG::DiskFull: No space left on device': 90 }),
        logOf('api', 1, {}, { [FULL]: 7 }),
      ],
    }),
  ],
  'own resource: the server itself': [
    ownResources,
    join(several('db', [{ container: { image: 'postgres:16' } }], { container: { image: 'postgres:16' } }), {
      logs: [logOf('db', 0, {}, { 'could not extend file "base/1": No space left on device': 5 })],
    }),
  ],
  ...each(
    [
      waits('CrashLoopBackOff'),
      { ready: false, state: { ready: false, state: { terminated: { exitCode: 1 } } } },
    ],
    (more) => [
      `own resource: a container that ends: ${JSON.stringify(more.state)}`,
      [ownResources, join(several('api', [more]), { logs: [logOf('api', 0, {}, { [FULL]: 5 })] })],
    ],
  ),
  'own resource: a disk that outlives the pod': [
    ownResources,
    join(several('api', [{ ...claims() }], claims()), sized, { logs: [logOf('api', 0, {}, { [FULL]: 5 })] }),
  ],
  'own resource: a claim that is not written to': [
    ownResources,
    join(several('api', [{ ...claims({ readOnly: true }) }]), sized, {
      logs: [logOf('api', 0, {}, { [FULL]: 5 })],
    }),
  ],
  'own resource: threads, beside a claim': [
    ownResources,
    join(several('api', [{ ...claims() }]), sized, {
      logs: [logOf('api', 0, {}, { "RuntimeError: can't start new thread": 5 })],
    }),
  ],
  ...each(
    [
      [row('10.0.0.1', 'idle in transaction', 5, 3)],
      [row('10.0.0.1', 'idle in transaction', 4, 3)],
      [row('10.0.0.1', 'idle in transaction', 9, 2)],
      [row('10.0.0.1', 'idle in transaction', 9, 2), row('10.0.0.1', 'idle in transaction (aborted)', 30, 1)],
      [row('10.0.0.9', 'idle in transaction', 9, 9)],
      [row('10.0.0.1', 'active', 9, 9)],
    ],
    (rows) => [
      `own resource: a pool, and a server says ${JSON.stringify(rows.map((one) => Object.values(one)))}`,
      [
        ownResources,
        join(several('api', [{}]), asked(...rows), { logs: [logOf('api', 0, {}, { [POOL]: 5 })] }),
      ],
    ],
  ),
  'own resource: memory of the runtime, of one container': [
    ownResources,
    join(
      several('api', [{}], { container: { args: ['-Xmx100m'], resources: { limits: { memory: '1Gi' } } } }),
      {
        logs: [logOf('api', 0, {}, { 'java.lang.OutOfMemoryError: Java heap space': 5 })],
      },
    ),
  ],
  'own resource: memory of the runtime, of one of two containers': [
    ownResources,
    join(several('api', [{}], { spec: { containers: [container(), container({ name: 'b' })] } }), {
      logs: [logOf('api', 0, {}, { 'java.lang.OutOfMemoryError: Java heap space': 5 })],
    }),
  ],
};

const minutes = (before: number, now: number) =>
  Array.from({ length: 20 }, (_, i) => ({
    ...{ at: ago((20 - i) * 60), requests: i < 13 ? before : now, errors5xx: 0, errors4xx: 0, byMethod: {} },
  }));
const abused = (more: object) => ({
  abuse: { verdict: 'none' as const, why: [], requests429: 0, rateLimitLines: 0, ...more },
});
const LIMITED = 'HTTP 429 Too Many Requests from the partner';
const requests: Cases = {
  'traffic: a spike in the logs of two pods': [
    traffic,
    join(several('api', [{}, {}]), {
      logs: [
        log({ pod: nth('api', 0), requests: 500, minutes: minutes(50, 200) }),
        log({ pod: nth('api', 1), requests: 500, minutes: minutes(50, 100) }),
        log({ pod: nth('api', 1), previous: true, requests: 500, minutes: minutes(5000, 50) }),
      ],
    }),
  ],
  'traffic: a spike in a signal': [
    traffic,
    join(several('api', [{}]), { signals: [series('requests', 'api', rise(2, 5))] }),
  ],
  'traffic: a spike of a signal that was nothing before': [
    traffic,
    join(several('api', [{}]), { signals: [series('requests', 'api', rise(0, 5))] }),
  ],
  'traffic: abuse, for two reasons': [
    traffic,
    join(several('api', [{}]), {
      logs: [log({ pod: nth('api', 0), ...abused({ verdict: 'single-client', why: ['one', 'two'] }) })],
    }),
  ],
  'traffic: calls that are turned away, and requests': [
    traffic,
    join(several('api', [{}, {}]), {
      logs: [
        log(
          { pod: nth('api', 0), requests: 1000, ...abused({ requests429: 50 }) },
          { [LIMITED]: 12, 'rate limit exceeded, again': 2 },
          ['partner.example.com:443'],
        ),
        log({ pod: nth('api', 1) }, { [LIMITED]: 8 }),
      ],
    }),
  ],
  'traffic: a quota that is spent': [
    traffic,
    join(several('api', [{}]), {
      logs: [log({ pod: nth('api', 0) }, { 'You exceeded your current quota, please check your plan': 5 })],
    }),
  ],
  'traffic: requests that are turned away without a word': [
    traffic,
    join(several('api', [{}]), {
      logs: [log({ pod: nth('api', 0), requests: 1000, ...abused({ requests429: 60 }) })],
    }),
  ],
};

export const exhausted: Cases = { ...limits, ...resources, ...requests };
