import { crash } from '../../../../../functions/diagnosis/mechanisms/pods/crash.ts';
import { ago, container, event, join, pod, service } from '../../mechanisms/cluster.ts';
import { ended, logOf, said, several, waits } from '../parts.ts';
import type { Cases } from '../whole.ts';

const oci =
  'failed to create containerd task: OCI runtime create failed: runc create failed: exec: "serve": executable file not found in $PATH: unknown';

export const crashes: Cases = {
  'crash: two pods, the init container first': [
    crash,
    several('api', [
      ended(2, { finishedAt: ago(50) }),
      {
        ...ended(3, { finishedAt: ago(40) }),
        spec: { containers: [container()], initContainers: [{ name: 'init', image: 'x' }] },
        status: {
          initContainerStatuses: [
            { name: 'init', restartCount: 5, state: { terminated: { exitCode: 4, finishedAt: ago(30) } } },
          ],
        },
      },
      {},
    ]),
  ],
  'crash: what it said at its end, and around': [
    crash,
    join(several('api', [ended(1, { finishedAt: ago(50) }), {}]), {
      logs: [
        logOf('api', 0, {
          previous: true,
          tail: [
            'one more line',
            'loading settings',
            'reading /x',
            'TypeError: x is undefined',
            '    at f (a.js:1)',
            '}',
            'ready to end',
          ],
        }),
        logOf('api', 0, { tail: ['ReferenceError: another'] }),
        logOf('api', 1, { tail: ['SyntaxError: other'] }),
      ],
    }),
  ],
  'crash: what it said last explains nothing': [
    crash,
    join(several('api', [ended(0, { finishedAt: ago(50) })]), {
      logs: [logOf('api', 0, { previous: true, tail: ['starting', 'all is done here', '{}'] })],
    }),
  ],
  'crash: an error that is not the last word, but among the patterns': [
    crash,
    join(several('api', [ended(1, { finishedAt: ago(50) })]), {
      logs: [
        logOf(
          'api',
          0,
          { previous: true, tail: ['starting', 'npm ERR! code ELIFECYCLE'] },
          { 'ValueError: one': 1, 'ValueError: two': 1 },
        ),
      ],
    }),
  ],
  'crash: its last words, with no log before': [
    crash,
    join(
      several('api', [
        {
          ...ended(
            7,
            { finishedAt: ago(50) },
            { restartCount: 0, state: { terminated: { exitCode: 7, finishedAt: ago(9) } }, lastState: {} },
          ),
        },
      ]),
      {
        logs: [logOf('api', 0, { tail: ['a first', 'Error: out of luck'] })],
      },
    ),
  ],
  'crash: a probe kills it': [
    crash,
    join(several('api', [ended(137, { finishedAt: ago(50) })]), {
      events: [said('api', 0, 'Killing', 'Container main failed liveness probe, will be restarted')],
      logs: [logOf('api', 0, { previous: true, tail: ['TypeError: x is undefined'] })],
    }),
  ],
  ...Object.fromEntries(
    [
      'RunContainerError',
      'CreateContainerError',
      'StartError',
      'ContainerCannotRun',
      'PostStartHookError',
      'Another',
    ].map((reason) => [
      `crash: a container waits with ${reason}`,
      [crash, several('api', [waits(reason, oci), waits(reason)])],
    ]),
  ),
  'crash: it may not run as root': [
    crash,
    several('api', [
      waits(
        'CreateContainerConfigError',
        'container has runAsNonRoot and image will run as root (pod: "x", container: main)',
      ),
    ]),
  ],
  'crash: a config error is not its own': [
    crash,
    several('api', [waits('CreateContainerConfigError', 'configmap "x" not found')]),
  ],
  ...Object.fromEntries(
    [125, 126, 127, 128, 129].map((code) => [
      `crash: it ends with ${code}, and the runtime says why`,
      [crash, several('api', [ended(code, { message: oci, finishedAt: ago(5) })])],
    ]),
  ),
  'crash: the runtime says in events why it does not start': [
    crash,
    join(several('api', [ended(1, { finishedAt: ago(5) }), ended(1)]), {
      events: [
        said('api', 0, 'Failed', 'Error: failed to start container "main": first', {
          lastTimestamp: ago(90),
        }),
        said('api', 0, 'Failed', 'Error: failed to create container "main": second', {
          lastTimestamp: ago(60),
        }),
        said('api', 0, 'Failed', 'Failed to pull image', { lastTimestamp: ago(30) }),
        said('api', 0, 'BackOff', 'failed to start container: third', { lastTimestamp: ago(20) }),
        said('api', 1, 'Failed', 'failed to start container: fourth', { lastTimestamp: ago(10) }),
      ],
    }),
  ],
  'crash: the runtime behind a daemon': [
    crash,
    several('api', [
      waits('RunContainerError', 'Error response from daemon: a: b daemon: no such device: unknown'),
    ]),
  ],
  'crash: a hook after its start': [
    crash,
    join(several('api', [waits('CrashLoopBackOff')]), {
      events: [
        said('api', 0, 'FailedPostStartHook', 'PostStartHook failed: first', { lastTimestamp: ago(50) }),
        said('api', 0, 'FailedPostStartHook', 'exec: "hook": permission denied: unknown', {
          lastTimestamp: ago(40),
        }),
        event('Pod', 'other', 'FailedPostStartHook', 'third', { lastTimestamp: ago(10) }),
      ],
    }),
  ],
  ...Object.fromEntries(
    (
      [
        [0, 1, 30, false],
        [143, 1, 30, false],
        [2, 1, 30, false],
        [2, 2, 30, true],
        [2, 2, 599, false],
        [2, 2, 601, false],
        [2, 0, 30, false],
      ] as const
    ).map(([exitCode, restartCount, seconds, ready]) => [
      `crash: it runs again, ${ready ? 'ready' : 'not ready'}, after ${restartCount} restarts, ${seconds} s after it ended with ${exitCode}`,
      [
        crash,
        several('api', [
          {
            ready,
            state: {
              ready,
              restartCount,
              state: { running: {} },
              lastState: { terminated: { exitCode, finishedAt: ago(seconds) } },
            },
          },
        ]),
      ],
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        [0, 1, false],
        [143, 1, false],
        [2, 0, true],
        [2, 0, false],
        [2, 1, true],
      ] as const
    ).map(([exitCode, restartCount, ready]) => [
      `crash: it has ended with ${exitCode}, ${ready ? 'ready' : 'not ready'}, after ${restartCount} restarts`,
      [
        crash,
        several('api', [
          { ready, state: { ready, restartCount, state: { terminated: { exitCode, finishedAt: ago(30) } } } },
        ]),
      ],
    ]),
  ),
  ...Object.fromEntries(
    [30, 3599, 3601].map((seconds) => [
      `crash: a Job's pod failed ${seconds} s ago`,
      [
        crash,
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
              phase: 'Failed',
              ready: false,
              state: {
                ready: true,
                restartCount: 0,
                state: { terminated: { exitCode: 1, finishedAt: ago(seconds) } },
              },
            }),
          ],
        },
      ],
    ]),
  ),
  'crash: it reads the address of a Service': [
    crash,
    join(several('api', [ended(1, { finishedAt: ago(20) })]), {
      services: [
        {
          ...service('other-cache', { clusterIP: '10.96.0.99', ports: [{ port: 6379 }] }),
          metadata: { name: 'other-cache', namespace: 'elsewhere' },
        },
        service('my-cache', { clusterIP: '10.96.0.99', ports: [{ port: 1 }, { port: 6379 }] }),
        service('my-queue', { clusterIP: '10.96.0.99', ports: [{ port: 1 }] }),
      ],
      logs: [logOf('api', 0, { previous: true, tail: ['ValueError: invalid port "tcp://10.96.0.99:6379"'] })],
    }),
  ],
};
