import { volumeUnbound } from '../../../../../functions/diagnosis/mechanisms/storage/volume-unbound.ts';
import { ago, event, join } from '../../mechanisms/cluster.ts';
import { each, said, several } from '../parts.ts';
import type { Cases } from '../whole.ts';

const UNBOUND = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: x';
const volumes = (...claims: readonly string[]) => [
  { name: 'e', emptyDir: {} },
  ...claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
];
const waits = (message: string, more: object = {}) => ({
  ...{ ready: false, phase: 'Pending', node: '' },
  spec: { volumes: volumes('data', 'logs') },
  conditions: [
    { type: 'PodScheduled', status: 'True', message: 'another' },
    { type: 'PodScheduled', status: 'False', message },
  ],
  ...more,
});
const claim = (name: string, more: object = {}, spec: object = {}) => ({
  metadata: { name, namespace: 'shop' },
  spec: {
    storageClassName: 'fast',
    accessModes: ['ReadWriteMany', 'ReadWriteOnce'],
    resources: { requests: { storage: '20Gi' } },
    ...spec,
  },
  status: { phase: 'Pending' },
  ...more,
});
const both = [claim('data'), claim('logs')];
const volume = (name: string, spec: object = {}) => ({
  metadata: { name },
  spec: {
    storageClassName: 'fast',
    accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
    capacity: { storage: '20Gi' },
    ...spec,
  },
});
const byHand = { metadata: { name: 'fast' }, provisioner: 'kubernetes.io/no-provisioner' };
const provisioned = { metadata: { name: 'fast' }, provisioner: 'ebs.csi.aws.com' };
const ofClaim = (reason: string, message: string, seconds = 30, name = 'data') =>
  event('PersistentVolumeClaim', name, reason, message, { lastTimestamp: ago(seconds) });

export const claims: Cases = {
  'unbound: two claims of two pods, and claims of others': [
    volumeUnbound,
    join(
      several('db', [{ ...waits(UNBOUND), created: ago(500) }, { ...waits(UNBOUND), created: ago(900) }, {}]),
      {
        persistentvolumeclaims: [
          ...both,
          claim('other'),
          claim('data', { metadata: { name: 'data', namespace: 'elsewhere' }, status: { phase: '' } }),
        ],
        events: [
          ofClaim('ProvisioningFailed', 'first', 90),
          ofClaim('ProvisioningFailed', 'second', 60),
          ofClaim('Normal', 'third', 5),
        ],
      },
    ),
  ],
  ...each(
    [
      'ProvisioningFailed',
      'FailedBinding',
      'VolumeMismatch',
      'ClaimLost',
      'ClaimMisbound',
      'WaitForFirstConsumer',
    ],
    (reason) => [
      `unbound: an event, ${reason}`,
      [
        volumeUnbound,
        join(several('db', [waits(UNBOUND)]), {
          persistentvolumeclaims: both,
          events: [ofClaim(reason, 'because')],
        }),
      ],
    ],
  ),
  'unbound: one claim is bound, of one no phase is known': [
    volumeUnbound,
    join(several('db', [waits(UNBOUND)]), {
      persistentvolumeclaims: [claim('data', { status: { phase: 'Bound' } }), claim('logs', { status: {} })],
    }),
  ],
  'unbound: a claim is absent': [
    volumeUnbound,
    join(several('db', [waits(UNBOUND)]), {
      persistentvolumeclaims: [
        claim('data'),
        claim('logs', { metadata: { name: 'logs', namespace: 'elsewhere' } }),
      ],
    }),
  ],
  'unbound: the scheduler says that a claim is absent, claims were not read': [
    volumeUnbound,
    several('db', [waits('0/3 nodes are available: persistentvolumeclaim "data" not found.')]),
  ],
  ...each(
    [
      'persistentvolumeclaim "data" is being deleted',
      'persistentvolumeclaim "data" bound to non-existent persistentvolume "x"',
      '3 node(s) had volume node affinity conflict.',
      "1 node(s) didn't find available persistent volumes to bind.",
      "2 node(s) didn't match PersistentVolume's node affinity.",
      'no available persistent volumes',
      '3 Insufficient cpu',
    ],
    (message) => [
      `unbound: ${message}`,
      [
        volumeUnbound,
        join(several('db', [waits(message)]), {
          persistentvolumeclaims: both.map((one) => ({ ...one, status: { phase: 'Bound' } })),
        }),
      ],
    ],
  ),
  'unbound: by the newest event, where no condition says it': [
    volumeUnbound,
    join(several('db', [waits('', { conditions: [] })]), {
      events: [
        said('db', 0, 'FailedScheduling', '3 Insufficient cpu', { lastTimestamp: ago(90) }),
        said('db', 0, 'FailedScheduling', UNBOUND, { lastTimestamp: ago(60) }),
        said('db', 0, 'Other', 'another', { lastTimestamp: ago(30) }),
      ],
    }),
  ],
  'unbound: it has a node': [volumeUnbound, several('db', [waits(UNBOUND, { node: 'node-1' })])],
  ...each([59, 60], (seconds) => [
    `unbound: two pods, the older made ${seconds} s ago`,
    [
      volumeUnbound,
      join(several('db', [waits(UNBOUND, { created: ago(seconds) }), waits(UNBOUND, { created: ago(9) })]), {
        persistentvolumeclaims: both,
      }),
    ],
  ]),
  ...each(
    [
      ['no class of that name', [{ ...provisioned, metadata: { name: 'slow' } }], []],
      ['a class that provisions', [provisioned], []],
      ['a class that provisions nothing, no volume', [byHand], []],
      [
        'a class that provisions nothing, a volume of another',
        [byHand],
        [volume('a', { storageClassName: 'slow' })],
      ],
      [
        'a class that provisions nothing, volumes that fit',
        [byHand],
        [volume('a'), volume('b', { claimRef: { name: 'data' } })],
      ],
      [
        'volumes that do not fit',
        [provisioned],
        [
          volume('a', { claimRef: { name: 'other' } }),
          volume('b', { accessModes: ['ReadWriteOnce'] }),
          volume('c', { capacity: { storage: '19Gi' } }),
          volume('d', { capacity: { storage: '1Gi' } }),
        ],
      ],
      [
        'no class object, and volumes by hand',
        [],
        [
          volume('a', { accessModes: [] }),
          volume('b', { capacity: {} }),
          volume('c', { capacity: { storage: '1Gi' } }),
        ],
      ],
    ] as const,
    ([name, storageclasses, persistentvolumes]) => [
      `unbound: ${name}`,
      [
        volumeUnbound,
        join(several('db', [waits(UNBOUND, { spec: { volumes: volumes('data') } })]), {
          persistentvolumeclaims: [claim('data')],
          events: [ofClaim('ProvisioningFailed', 'the word of the provisioner')],
          storageclasses: [...storageclasses],
          persistentvolumes: [...persistentvolumes],
        }),
      ],
    ],
  ),
  'unbound: a claim of no class, and a volume of none': [
    volumeUnbound,
    join(several('db', [waits(UNBOUND, { spec: { volumes: volumes('data') } })]), {
      persistentvolumeclaims: [claim('data', {}, { storageClassName: undefined })],
      storageclasses: [provisioned],
      persistentvolumes: [volume('a'), volume('b', { storageClassName: '', capacity: { storage: '1Gi' } })],
    }),
  ],
};
