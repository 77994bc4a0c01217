import { liveness } from '../../../../../functions/diagnosis/mechanisms/pods/liveness.ts';
import { readiness } from '../../../../../functions/diagnosis/mechanisms/pods/readiness.ts';
import { ago, deployment, event, join, pod, replicaSet, statefulSet } from '../../mechanisms/cluster.ts';
import { creating, said, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const probed = (more: object, options: object = {}) => ({
  container: { livenessProbe: { httpGet: { port: 8080, path: '/live' } }, ...more },
  ...options,
});

const killed = (exitCode: number, seconds: number, more: object = {}) => ({
  ready: false,
  state: {
    ready: false,
    restartCount: 4,
    state: { running: {} },
    lastState: { terminated: { exitCode, finishedAt: ago(seconds), ...more } },
  },
});

const probeEvents = (kind: string, message = 'HTTP probe failed with statuscode: 404') => ({
  events: [
    said('api', 0, 'Unhealthy', `${kind} probe failed: ${message}`, {
      count: 7,
      firstTimestamp: ago(500),
      lastTimestamp: ago(100),
    }),
    said('api', 0, 'Unhealthy', `${kind} probe failed: again`, {
      count: 0,
      firstTimestamp: ago(450),
      lastTimestamp: ago(40),
    }),
    said('api', 0, 'Unhealthy', 'Readiness probe failed: not that', { lastTimestamp: ago(20) }),
    said('api', 0, 'Killing', `Container main failed ${kind.toLowerCase()} probe, will be restarted`, {
      count: 2,
      lastTimestamp: ago(50),
    }),
    said('api', 0, 'Killing', 'Stopping container main', { count: 9, lastTimestamp: ago(30) }),
    said('api', 0, 'Created', 'failed liveness probe', { count: 9, lastTimestamp: ago(30) }),
  ],
});

export const probes: Cases = {
  'liveness: two pods, the second restarted too': [
    liveness,
    join(
      several('api', [
        { ...probed({}), ...killed(137, 40) },
        { ...probed({}), ...killed(143, 90) },
        probed({}),
      ]),
      probeEvents('Liveness'),
    ),
  ],
  ...Object.fromEntries(
    [0, 1, 2, 3, 129, 130, 137, 143].map((code) => [
      `liveness: it ended with ${code}`,
      [liveness, join(several('api', [{ ...probed({}), ...killed(code, 40) }]), probeEvents('Liveness'))],
    ]),
  ),
  'liveness: the kernel killed it': [
    liveness,
    join(
      several('api', [{ ...probed({}), ...killed(137, 40, { reason: 'OOMKilled' }) }]),
      probeEvents('Liveness'),
    ),
  ],
  'liveness: nothing says that it was killed': [
    liveness,
    join(several('api', [{ ...probed({}), ...killed(137, 40) }]), {
      events: [said('api', 0, 'Unhealthy', 'Liveness probe failed: timeout', { count: 0 })],
    }),
  ],
  ...Object.fromEntries(
    [
      ['ready', true, 599, 601],
      ['ready', true, 601, 601],
      ['not ready', false, 601, 601],
      ['ready', true, 601, 599],
    ].map(([name, ready, seen, end]) => [
      `liveness: ${name}, failed ${seen} s ago, killed ${end} s ago`,
      [
        liveness,
        join(
          several('api', [
            {
              ...probed({}),
              ready: ready as boolean,
              state: {
                ready,
                restartCount: 1,
                state: { running: {} },
                lastState: { terminated: { exitCode: 137, finishedAt: ago(end as number) } },
              },
            },
          ]),
          {
            events: [
              said('api', 0, 'Unhealthy', 'Liveness probe failed: timeout', {
                firstTimestamp: ago(700),
                lastTimestamp: ago(seen as number),
              }),
            ],
          },
        ),
      ],
    ]),
  ),
  ...Object.fromEntries(
    [
      { periodSeconds: 10, failureThreshold: 2, initialDelaySeconds: 9 },
      { periodSeconds: 10, failureThreshold: 3 },
      { periodSeconds: 10, failureThreshold: 2, initialDelaySeconds: 9, startup: true },
    ].map(({ startup, ...timing }) => [
      `liveness: ${JSON.stringify(timing)}${startup ? ' behind a startup probe' : ''}`,
      [
        liveness,
        join(
          several('api', [
            {
              ...probed({
                livenessProbe: { httpGet: { port: 8080 }, ...timing },
                ...(startup && { startupProbe: { tcpSocket: { port: 8080 } } }),
              }),
              ...killed(137, 40),
            },
          ]),
          probeEvents('Liveness', 'timeout'),
        ),
      ],
    ]),
  ),
  'liveness: a startup probe': [
    liveness,
    join(
      several('api', [
        {
          container: {
            startupProbe: { exec: { command: ['cat', '/x'] }, periodSeconds: 5, timeoutSeconds: 4 },
          },
          ...killed(137, 40),
        },
      ]),
      probeEvents('Startup', 'no such file'),
    ),
  ],
  'liveness: a startup probe of a container that is ready': [
    liveness,
    join(
      several('api', [
        {
          container: { startupProbe: { grpc: { port: 8080 } } },
          ready: true,
          state: {
            ready: true,
            restartCount: 1,
            lastState: { terminated: { exitCode: 137, finishedAt: ago(9) } },
          },
        },
      ]),
      probeEvents('Startup', 'timeout'),
    ),
  ],
  ...Object.fromEntries(
    (
      [
        ['connection refused', { httpGet: { port: 9 } }, {}],
        ['context deadline exceeded', { httpGet: { port: 9 } }, {}],
        ['', { httpGet: { port: 9 } }, {}],
        [
          'malformed HTTP response',
          { httpGet: { port: 8080 } },
          { livenessProbe: { httpGet: { port: 8080, scheme: 'HTTPS' } } },
        ],
        [
          'malformed HTTP response',
          { httpGet: { port: 8080 } },
          { livenessProbe: { httpGet: { port: 8080 } } },
        ],
        ['HTTP probe failed with statuscode: 403', { httpGet: { port: 8080, path: '/ok' } }, {}],
        ['HTTP probe failed with statuscode: 410', { httpGet: { port: 8080, path: '/ok' } }, {}],
        [
          'no route to host',
          { tcpSocket: { port: 9 } },
          { ports: [], livenessProbe: { tcpSocket: { port: 8 } } },
        ],
        [
          'no route to host',
          { tcpSocket: { port: 9 } },
          { ports: [], livenessProbe: { tcpSocket: { port: 9 } } },
        ],
        ['no route to host', { tcpSocket: { port: 9 } }, { livenessProbe: { tcpSocket: { port: 8 } } }],
        ['it failed', { exec: { command: ['sh', '-c', 'x'.repeat(100)] } }, {}],
      ] as const
    ).map(([message, readinessProbe, more]) => [
      `readiness: ${JSON.stringify(readinessProbe).slice(0, 60)} ${JSON.stringify(more)}: "${message}"`,
      [
        readiness,
        join(several('api', [{ ready: false, container: { readinessProbe, ...more } }, {}]), {
          events: message === '' ? [] : [said('api', 0, 'Unhealthy', `Readiness probe failed: ${message}`)],
        }),
      ],
    ]),
  ),
  'readiness: two pods, and a third that is being made': [
    readiness,
    join(
      several('api', [
        {
          ready: false,
          container: { readinessProbe: { httpGet: { port: 8080 }, timeoutSeconds: 3 } },
          state: { ready: false, restartCount: 2, state: { running: {} } },
        },
        { ready: false, container: { readinessProbe: { tcpSocket: { port: 8080 } } } },
        creating,
        {},
      ]),
      {
        events: [
          said('api', 1, 'Unhealthy', 'Readiness probe failed: first', {
            count: 4,
            firstTimestamp: ago(700),
            lastTimestamp: ago(600),
          }),
          said('api', 0, 'Unhealthy', 'Readiness probe failed: second', {
            count: 2,
            firstTimestamp: ago(80),
            lastTimestamp: ago(10),
          }),
          said('api', 2, 'Unhealthy', 'Readiness probe failed: third', {
            count: 2,
            firstTimestamp: ago(8),
            lastTimestamp: ago(4),
          }),
          said('api', 3, 'Unhealthy', 'Readiness probe failed: fourth', {
            count: 2,
            firstTimestamp: ago(8),
            lastTimestamp: ago(3),
          }),
        ],
      },
    ),
  ],
  ...Object.fromEntries(
    [59, 60, 61].flatMap((seconds) =>
      [true, false].map((isRead) => [
        `readiness: a probe that has not failed, ${seconds} s after the pod was made, events ${isRead ? '' : 'not '}read`,
        [
          readiness,
          join(
            several('api', [
              {
                ready: false,
                created: ago(seconds),
                container: { readinessProbe: { httpGet: { port: 8080 } } },
              },
            ]),
            isRead ? { events: [event('Pod', 'x', 'Y', 'z')] } : {},
          ),
        ],
      ]),
    ),
  ),
  'readiness: a StatefulSet makes one pod after the other': [
    readiness,
    {
      statefulsets: [statefulSet('db', { replicas: 3, ready: 0 })],
      pods: [
        pod('db', {
          ownerKind: 'StatefulSet',
          ready: false,
          container: { readinessProbe: { tcpSocket: { port: 8080 } } },
        }),
      ],
      events: [
        event('Pod', 'db-0', 'Unhealthy', 'Readiness probe failed: refused', { firstTimestamp: undefined }),
      ],
    },
  ],
  ...Object.fromEntries(
    (
      [
        ['8080', '9090'],
        ['8080', undefined],
        ['7070', '9090'],
      ] as const
    ).map(([from, to]) => {
      const of = (value: string | undefined) => ({
        readinessProbe: { httpGet: { port: 8080 } },
        env: value === undefined ? [] : [{ name: 'PORT', value }],
      });
      return [
        `readiness: a new revision has PORT ${to}, which was ${from}`,
        [
          readiness,
          {
            deployments: [deployment('api', { replicas: 2, ready: 1, container: of(to) })],
            replicasets: [
              replicaSet('api', { container: of(from) }),
              replicaSet('api', { hash: 'bbbbbbbbbb', revision: 2, created: ago(500), container: of(to) }),
            ],
            pods: [
              pod('api', { container: of(from) }),
              pod('api', { hash: 'bbbbbbbbbb', ready: false, created: ago(490), container: of(to) }),
            ],
            events: [event('Pod', 'api-bbbbbbbbbb-aaaaa', 'Unhealthy', 'Readiness probe failed: refused')],
          },
        ],
      ];
    }),
  ),
};
