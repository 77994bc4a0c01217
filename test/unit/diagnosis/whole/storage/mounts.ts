import { ownStorage } from '../../../../../functions/diagnosis/mechanisms/storage/own-storage.ts';
import { volumeMount } from '../../../../../functions/diagnosis/mechanisms/storage/volume-mount.ts';
import { ago, container, join, pod } from '../../mechanisms/cluster.ts';
import { creating, each, ended, logOf, said, several, waits } from '../parts.ts';
import type { Cases } from '../whole.ts';

const ATTACH = 'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) db-old';
const mounted = (volume: object, path = '/data', more: object = {}) => ({
  spec: {
    containers: [
      container({
        volumeMounts: [
          { name: 'token', mountPath: '/var/run/secrets/x' },
          { name: 'root', mountPath: '/' },
          { name: 'data', mountPath: path, ...more },
          { name: 'last', mountPath: '/last' },
        ],
      }),
    ],
    volumes: [
      { name: 'token', secret: {} },
      { name: 'data', ...volume },
      { name: 'last', hostPath: { path: '/x' } },
    ],
  },
});
const bare = (volume: object) => ({
  spec: {
    containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })],
    volumes: [{ name: 'data', ...volume }],
  },
});
const DENIED = "cannot open '/data/x': Permission denied";
const failing = { ...ended(1, { finishedAt: ago(9) }) };

const mounts: Cases = {
  'mount: of three pods, the newest word of each': [
    volumeMount,
    join(
      several('db', [{ ...creating, created: ago(400) }, creating, creating, {}, { ...creating, node: '' }]),
      {
        events: [
          said('db', 0, 'FailedMount', 'first', { lastTimestamp: ago(90), firstTimestamp: ago(390) }),
          said('db', 0, 'FailedAttachVolume', ATTACH, {
            count: 0,
            lastTimestamp: ago(60),
            firstTimestamp: ago(380),
          }),
          said('db', 0, 'FailedMount', 'configmap "x" not found', { lastTimestamp: ago(30) }),
          said('db', 0, 'Other', 'another', { lastTimestamp: ago(20) }),
          said('db', 1, 'FailedMapVolume', 'mapping fails', { count: 7, lastTimestamp: ago(60) }),
          said('db', 2, 'FailedMount', 'object "a"/"b" not registered', { lastTimestamp: ago(60) }),
          said('db', 3, 'FailedMount', 'before it ran', { lastTimestamp: ago(60) }),
          said('db', 4, 'FailedMount', 'without a node', { lastTimestamp: ago(60) }),
        ],
      },
    ),
  ],
  ...each([59, 60], (seconds) => [
    `mount: two pods, the older made ${seconds} s ago`,
    [
      volumeMount,
      join(
        several('db', [
          { ...creating, created: ago(9) },
          { ...creating, created: ago(seconds) },
        ]),
        {
          events: [0, 1].map((n) => said('db', n, 'FailedMount', 'timed out', { count: 4 })),
        },
      ),
    ],
  ]),
  ...each(
    [
      'secret "x" not found',
      'references non-existent config key: a',
      'MountVolume.SetUp failed for volume "kube-api-access-x"',
      'failed to sync secret cache: timed out',
    ],
    (message) => [
      `mount: no volume is at fault in: ${message}`,
      [volumeMount, join(several('db', [creating]), { events: [said('db', 0, 'FailedMount', message)] })],
    ],
  ),
  'mount: what the runtime says of two pods': [
    volumeMount,
    several('db', [
      {
        ...waits('RunContainerError', 'runc: error mounting "/x" to rootfs at "/y": not a directory'),
        created: ago(300),
      },
      ended(128, { message: 'failed to create subPath directory for volumeMount "v"' }),
      {
        ready: true,
        state: { ready: true, lastState: { terminated: { exitCode: 1, message: 'error mounting "/z"' } } },
      },
    ]),
  ],
  ...each(
    [
      'failed to prepare subPath for volumeMount',
      'path is mounted on / but it is not a shared or slave mount',
      'not a shared mount',
      'another',
    ],
    (message) => [
      `mount: the runtime says: ${message}`,
      [volumeMount, several('db', [waits('CreateContainerConfigError', message)])],
    ],
  ),
  ...each(
    [
      ['a claim', mounted({ persistentVolumeClaim: { claimName: 'd' } }), DENIED],
      [
        'a claim, read-only',
        mounted({ persistentVolumeClaim: { claimName: 'd' } }, '/data', { readOnly: true }),
        'EROFS: open /data/x',
      ],
      ['a directory of the pod', mounted({ emptyDir: {} }), DENIED],
      ['a directory of the pod, not named', bare({ emptyDir: {} }), 'operation not permitted'],
      ['a claim, not named', bare({ persistentVolumeClaim: { claimName: 'd' } }), 'operation not permitted'],
      ['a path of the node, not named', bare({ hostPath: { path: '/x' } }), 'EACCES'],
      ['NFS, not named', bare({ nfs: { server: 's', path: '/x' } }), 'read-only file system'],
      ['CSI, not named', bare({ csi: { driver: 'x' } }), 'permission denied'],
      ['nothing', {}, DENIED],
      [
        'a claim, of a connection',
        bare({ persistentVolumeClaim: { claimName: 'd' } }),
        'connect: permission denied',
      ],
      [
        'a claim, of what is executed',
        bare({ persistentVolumeClaim: { claimName: 'd' } }),
        'exec /data/x: permission denied',
      ],
      [
        'a claim, of a shell',
        bare({ persistentVolumeClaim: { claimName: 'd' } }),
        '/bin/sh: /data/x: Permission denied',
      ],
    ] as const,
    ([name, spec, line]) => [
      `denied: below ${name}: ${line}`,
      [
        volumeMount,
        join(several('db', [{ ...failing, ...spec }, { ...failing, ...spec }, {}], spec), {
          logs: [
            logOf('db', 0, { previous: true }, { 'socket: permission denied': 9, [line]: 2 }),
            logOf('db', 1, { previous: true }, { [line]: 1 }),
          ],
        }),
      ],
    ],
  ),
  ...each(
    [
      ['ready', { ready: true, state: { ready: true, restartCount: 2 } }],
      ['not restarted', { ready: false, state: { ready: false, restartCount: 0 } }],
      ['running again', { ready: false, state: { ready: false, restartCount: 2 } }],
    ] as const,
    ([name, state]) => [
      `denied: a container that is ${name}`,
      [
        volumeMount,
        join(
          several(
            'db',
            [{ ...state, ...bare({ persistentVolumeClaim: { claimName: 'd' } }) }],
            bare({ persistentVolumeClaim: { claimName: 'd' } }),
          ),
          {
            logs: [logOf('db', 0, {}, { [DENIED]: 3 })],
          },
        ),
      ],
    ],
  ),
};

const evicted = (message: string, seconds: number, more: object = {}) => ({
  ready: false,
  phase: 'Failed',
  status: {
    ...{ phase: 'Failed', reason: 'Evicted', message, containerStatuses: [] },
    conditions: [{ type: 'DisruptionTarget', status: 'True', lastTransitionTime: ago(seconds) }],
    ...more,
  },
});
const OVER = 'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ';
const TOTAL = 'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi.';
const serving = (...pods: readonly object[]) => several('api', [...pods, {}], { replicas: 1, ready: 1 });
const asked = { workload: { kind: 'Deployment', namespace: 'shop', name: 'api' } };

const own: Cases = {
  'own storage: two pods, the later first': [ownStorage, serving(evicted(OVER, 100), evicted(TOTAL, 300))],
  'own storage: one pod': [ownStorage, serving(evicted(OVER, 100))],
  'own storage: one pod, asked about': [ownStorage, serving(evicted(OVER, 100)), asked],
  'own storage: one pod, and it lacks one': [ownStorage, several('api', [evicted(OVER, 100)])],
  ...each([599, 601], (seconds) => [
    `own storage: ${seconds} s ago`,
    [
      ownStorage,
      several('api', [evicted('Container x exceeded its local ephemeral storage limit "1Gi".', seconds)]),
    ],
  ]),
  'own storage: of the node': [
    ownStorage,
    several('api', [evicted('The node was low on resource: ephemeral-storage.', 5)]),
  ],
  'own storage: not evicted': [ownStorage, several('api', [evicted(OVER, 5, { reason: 'Preempted' })])],
  'own storage: a Job': [
    ownStorage,
    {
      jobs: [{ metadata: { name: 'j', namespace: 'shop' }, spec: { template: { spec: {} } } }],
      pods: [pod('j', { ownerKind: 'Job', ...evicted(OVER, 50) })],
    },
  ],
};

export const written: Cases = { ...mounts, ...own };
