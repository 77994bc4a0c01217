import { oom } from '../../../../../functions/diagnosis/mechanisms/pods/oom.ts';
import { runtimeEnd } from '../../../../../functions/diagnosis/mechanisms/pods/runtime-end.ts';
import { startMemory } from '../../../../../functions/diagnosis/mechanisms/pods/start-memory.ts';
import { ago, container, event, join } from '../../mechanisms/cluster.ts';
import { creating, ended, limits, logOf, said, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const oomEnd = (more: object = {}, state: object = {}) => ({
  ready: false,
  state: {
    ready: false,
    restartCount: 2,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: ago(60), ...more } },
    ...state,
  },
});

export const memory: Cases = {
  'oom: two pods, with limits and heaps': [
    oom,
    several('api', [
      {
        ...oomEnd(),
        ...limits('128Mi', {
          env: [
            { name: 'JAVA_OPTS', value: '-Xmx100m' },
            { name: 'NODE_OPTIONS', value: '--max-old-space-size=96' },
          ],
        }),
      },
      { ...oomEnd({ finishedAt: ago(30) }), ...limits('256Mi') },
      {},
    ]),
  ],
  'oom: no limit, no time': [oom, several('api', [oomEnd({ finishedAt: undefined })])],
  'oom: a small limit': [oom, several('api', [{ ...oomEnd(), ...limits('10Mi') }])],
  'oom: runc says so': [
    oom,
    several('api', [
      oomEnd({
        reason: 'StartError',
        exitCode: 128,
        message: 'container init was OOM-killed (memory limit too low?)',
      }),
    ]),
  ],
  'oom: the waiting state says so': [
    oom,
    several('api', [
      {
        ready: false,
        state: {
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: 'RunContainerError', message: 'memory limit too low' } },
        },
      },
    ]),
  ],
  ...Object.fromEntries(
    [599, 601].map((seconds) => [
      `oom: well again for ${seconds} s`,
      [
        oom,
        several('api', [
          { ...oomEnd({ finishedAt: ago(seconds) }, { ready: true, state: { running: {} } }), ready: true },
        ]),
      ],
    ]),
  ),
  'oom: not ready, long ago': [
    oom,
    several('api', [oomEnd({ finishedAt: ago(5000) }, { state: { running: {} } })]),
  ],
  'oom: a pod of its own': [
    oom,
    {
      pods: [
        {
          metadata: { name: 'alone', namespace: 'shop' },
          spec: { containers: [container()] },
          status: { phase: 'Running', containerStatuses: [{ name: 'main', ...oomEnd().state }] },
        },
      ],
    },
  ],
  'oom: a heap that its runtime limits ends two pods': [
    runtimeEnd,
    join(
      several('api', [
        { ...ended(134, { finishedAt: ago(50) }), ...limits('1Gi') },
        { ...ended(134, { finishedAt: ago(20) }), ...limits('1Gi') },
        {},
      ]),
      {
        logs: [
          logOf('api', 0, {
            previous: true,
            tail: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
          }),
          logOf('api', 1, {
            previous: true,
            tail: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
          }),
        ],
      },
    ),
  ],
  'oom: a heap that its runtime limits, of the present run': [
    runtimeEnd,
    join(
      several('api', [
        ended(
          3,
          {},
          { restartCount: 0, state: { terminated: { exitCode: 3, finishedAt: ago(9) } }, lastState: {} },
        ),
      ]),
      {
        logs: [logOf('api', 0, { tail: ['java.lang.OutOfMemoryError: Metaspace'] })],
      },
    ),
  ],
  ...Object.fromEntries(
    (
      [
        ['5M', 'FailedCreatePodSandBox', 'runc: x', 30],
        ['6Mi', 'FailedCreatePodSandBox', 'runc: x', 30],
        ['6Mi', 'FailedCreatePodSandBox', 'container init was OOM-killed', 30],
        ['5M', 'FailedCreatePodSandBox', 'memory limit too low', 599],
        ['5M', 'FailedCreatePodSandBox', 'memory limit too low', 601],
        ['5M', 'FailedMount', 'write: no space left on device', 30],
        ['5M', 'FailedMount', 'another', 30],
        ['6Mi', 'FailedMount', 'write: no space left on device', 30],
        ['5M', 'FailedOther', 'memory limit too low', 30],
      ] as const
    ).map(([memory, reason, message, seconds]) => [
      `start memory: ${memory}, ${reason}: ${message}, ${seconds} s ago`,
      [
        startMemory,
        join(several('api', [{ ...creating, ...limits(memory) }, { ...creating, ...limits(memory) }, {}]), {
          events: [
            said('api', 0, reason, 'runc: before', { lastTimestamp: ago(3000) }),
            said('api', 0, reason, message, { count: 0, lastTimestamp: ago(seconds) }),
            said('api', 1, reason, 'runc: y', { count: 5, lastTimestamp: ago(seconds) }),
          ],
        }),
      ],
    ]),
  ),
  'start memory: a pod alone, and one without a node': [
    startMemory,
    {
      pods: ['node-1', ''].map((nodeName, i) => ({
        metadata: { name: `alone-${i}`, namespace: 'shop', creationTimestamp: ago(99) },
        spec: { nodeName, containers: [container({ resources: { limits: { memory: '1M' } } })] },
        status: { phase: 'Pending' },
      })),
      events: [0, 1].map((i) => event('Pod', `alone-${i}`, 'FailedCreatePodSandBox', 'x')),
    },
  ],
};
