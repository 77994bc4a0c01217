import { initWait } from '../../../../../functions/diagnosis/mechanisms/pods/init-wait.ts';
import { ago, container, join, service, slice } from '../../mechanisms/cluster.ts';
import { logOf, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const waiting = (seconds: number, init: object = {}, more: object = {}) => ({
  ready: false,
  phase: 'Pending',
  spec: { containers: [container()], initContainers: [{ name: 'wait', image: 'x', ...init }] },
  status: {
    initContainerStatuses: [{ name: 'wait', state: { running: { startedAt: ago(seconds) } } }],
    containerStatuses: [],
  },
  ...more,
});

const initLog = (n: number, ...tail: string[]) => ({ ...logOf('api', n, { tail }), container: 'wait' });

export const initial: Cases = {
  ...Object.fromEntries(
    [19, 20, 119, 120].flatMap((seconds) =>
      ['', 'waiting for db', 'migrating'].map((line) => [
        `init: runs for ${seconds} s, and says "${line}"`,
        [
          initWait,
          join(several('api', [waiting(seconds)]), { logs: line === '' ? [] : [initLog(0, 'one', line)] }),
        ],
      ]),
    ),
  ),
  'init: two pods, and what is said by others': [
    initWait,
    join(several('api', [waiting(200), waiting(300), {}]), {
      logs: [
        initLog(0, 'is db:5432 there?', 'nc: bad address db'),
        { ...initLog(0, 'before: connection refused'), previous: true },
        logOf('api', 0, { tail: ['timed out'] }),
      ],
      services: [service('db')],
    }),
  ],
  'init: hosts that are not there': [
    initWait,
    join(
      several('api', [
        waiting(20, {
          command: ['sh', '-c', 'until nc -z db 5432; do sleep 1; done'],
          env: [
            { name: 'QUEUE', value: 'queue:5672' },
            { name: 'CACHE_HOST', value: 'cache' },
            { name: 'COLOUR', value: 'green' },
            { name: 'FAR', value: 'api.example.com:443' },
            { name: 'SELF', value: 'localhost:80' },
            { name: 'WELL', value: 'well:80' },
          ],
        }),
      ]),
      { services: [service('db'), service('well')], endpointslices: [slice('db', 0), slice('well')] },
    ),
  ],
  'init: Services that were not read': [
    initWait,
    several('api', [waiting(20, { command: ['sh', '-c', 'until nc -z db 5432; do sleep 1; done'] })]),
  ],
  'init: a sidecar': [initWait, several('api', [waiting(500, { restartPolicy: 'Always' })])],
};
