import { configMissing } from '../../../../../functions/diagnosis/mechanisms/pods/config-missing.ts';
import { ago, container, join, pod } from '../../mechanisms/cluster.ts';
import { creating, ended, logOf, said, several, waits } from '../parts.ts';
import type { Cases } from '../whole.ts';

const configMap = (name: string, keys: readonly string[], more: object = {}) => ({
  metadata: { name, namespace: 'shop', ...('namespace' in more ? more : {}) },
  keys,
  ...more,
});

const mounts = (volume: object, mountPath = '/etc/app') => ({
  container: { volumeMounts: [{ name: 'v', mountPath }] },
  spec: {
    volumes: [{ name: 'v', ...volume }],
    containers: [container({ volumeMounts: [{ name: 'v', mountPath }] })],
  },
});

export const configuration: Cases = {
  'config: the kubelet waits, of two pods and a container each': [
    configMissing,
    several('api', [
      { created: ago(500), ...waits('CreateContainerConfigError', 'configmap "one" not found') },
      { created: ago(900), ...waits('CreateContainerConfigError', 'secret "two" not found') },
      {},
    ]),
  ],
  'config: the kubelet waits and says nothing': [
    configMissing,
    several('api', [waits('CreateContainerConfigError')]),
  ],
  'config: a pod that is told to end waits for it': [
    configMissing,
    join(several('api', [{}]), {
      pods: [
        {
          ...pod('api', {
            suffix: 'zzzzz',
            ...waits('CreateContainerConfigError', 'configmap "one" not found'),
          }),
          metadata: {
            ...(pod('api', { suffix: 'zzzzz' }).metadata as object),
            deletionTimestamp: ago(5),
          },
        },
      ],
    }),
  ],
  ...Object.fromEntries(
    [
      'container has runAsNonRoot and image will run as root',
      'a NON-ROOT user',
      'it would run as root',
      'bad SubPath',
    ].map((text) => [
      `config: the kubelet's "${text}" is of no config`,
      [configMissing, several('api', [waits('CreateContainerConfigError', text)])],
    ]),
  ),
  'config: what the template names and the namespace lacks': [
    configMissing,
    join(
      several('api', [waits('CreateContainerConfigError', 'secret "absent" not found')], {
        container: {
          env: [
            { name: 'A', valueFrom: { configMapKeyRef: { name: 'here', key: 'a' } } },
            { name: 'B', valueFrom: { configMapKeyRef: { name: 'here', key: 'b' } } },
            { name: 'C', valueFrom: { configMapKeyRef: { name: 'here', key: 'c', optional: true } } },
            { name: 'D', valueFrom: { secretKeyRef: { name: 'absent', key: 'd' } } },
            { name: 'E', value: 'plain' },
          ],
          envFrom: [
            { configMapRef: { name: 'nowhere' } },
            { configMapRef: { name: 'here' } },
            { secretRef: { name: 'elsewhere' } },
            { secretRef: { name: 'gone', optional: true } },
          ],
        },
        spec: {
          initContainers: [
            {
              name: 'first',
              image: 'x',
              env: [{ name: 'I', valueFrom: { secretKeyRef: { name: 'absent', key: 'i' } } }],
            },
          ],
          volumes: [
            {
              name: 'v1',
              configMap: {
                name: 'here',
                items: [
                  { key: 'a', path: 'a' },
                  { key: 'z', path: 'z' },
                ],
              },
            },
            { name: 'v2', secret: { secretName: 'absent' } },
            { name: 'v3', secret: { secretName: 'kept', items: [{ key: 'no', path: 'x' }] } },
            {
              name: 'v4',
              projected: {
                sources: [
                  { configMap: { name: 'none' } },
                  { secret: { name: 'kept', items: [{ key: 'no2', path: 'x' }] } },
                ],
              },
            },
            { name: 'v5', emptyDir: {} },
          ],
        },
      }),
      {
        configmaps: [
          configMap('here', ['a']),
          { metadata: { name: 'nowhere', namespace: 'other' }, keys: [] },
        ],
        secrets: [
          configMap('kept', ['yes']),
          { metadata: { name: 'absent', namespace: 'other' }, keys: ['d'] },
        ],
      },
    ),
  ],
  'config: volumes that cannot be mounted, of two pods': [
    configMissing,
    join(
      several('api', [
        creating,
        creating,
        {},
        { phase: 'Pending', ready: false, state: { state: { running: {} } } },
      ]),
      {
        events: [
          said(
            'api',
            0,
            'FailedMount',
            'MountVolume.SetUp failed for volume "v" : configmap "one" not found',
            { lastTimestamp: ago(90), firstTimestamp: ago(400) },
          ),
          said(
            'api',
            1,
            'FailedMount',
            'MountVolume.SetUp failed for volume "v" : references non-existent secret key: two',
            { lastTimestamp: ago(60), firstTimestamp: ago(300) },
          ),
          said('api', 1, 'Failed', 'secret "four" not found', { lastTimestamp: ago(30) }),
          said('api', 2, 'FailedMount', 'secret "three" not found', { lastTimestamp: ago(20) }),
          said('api', 3, 'FailedMount', 'secret "five" not found', { lastTimestamp: ago(10) }),
          said('api', 0, 'FailedMount', 'timed out waiting for the condition', { lastTimestamp: ago(5) }),
        ],
      },
    ),
  ],
  'config: a volume whose object is not registered': [
    configMissing,
    join(several('api', [creating]), {
      events: [said('api', 0, 'FailedMount', 'object "shop"/"settings" not registered')],
    }),
  ],
  'config: the volume that every pod has': [
    configMissing,
    join(several('api', [creating]), {
      events: [said('api', 0, 'FailedMount', 'configmap "kube-root-ca.crt" not found')],
    }),
  ],
  'config: a program that ends for want of a setting': [
    configMissing,
    join(several('api', [ended(1), ended(1), {}]), {
      logs: [
        logOf('api', 0, { previous: true, tail: ['DB_URL is not set'] }),
        logOf('api', 1, { previous: true, tail: ['DB_URL is not set'] }, { 'API_KEY is required': 4 }),
      ],
    }),
  ],
  'config: a program that runs, is not ready and says it again and again': [
    configMissing,
    join(several('api', [{ ready: false }, {}]), {
      logs: [logOf('api', 0, {}, { 'API_KEY is required': 3 })],
    }),
  ],
  'config: a program that says it twice': [
    configMissing,
    join(several('api', [{ ready: false }, {}]), {
      logs: [logOf('api', 0, {}, { 'API_KEY is required': 2 })],
    }),
  ],
  ...Object.fromEntries(
    (
      [
        ['a ConfigMap whose keys were read', { configMap: { name: 'files' } }, true],
        ['a ConfigMap whose keys were not', { configMap: { name: 'files' } }, false],
        [
          'a ConfigMap by its items',
          { configMap: { name: 'files', items: [{ key: 'a', path: 'other.yaml' }] } },
          false,
        ],
        ['a Secret', { secret: { secretName: 'files' } }, true],
        ['an empty directory', { emptyDir: {} }, true],
        ['a ConfigMap that has it', { configMap: { name: 'has' } }, true],
      ] as const
    ).map(([name, volume, isRead]) => [
      `config: a file that is missed below ${name}`,
      [
        configMissing,
        join(several('api', [{ ...ended(1), ...mounts(volume) }, {}], mounts(volume)), {
          logs: [
            logOf('api', 0, {
              previous: true,
              tail: ['open /srv/x /etc/app/app.yaml: no such file or directory'],
            }),
          ],
          ...(isRead && {
            configmaps: [
              { metadata: { name: 'files', namespace: 'other' }, keys: ['app.yaml'] },
              { metadata: { name: 'another', namespace: 'shop' }, keys: ['app.yaml'] },
              configMap('files', ['x']),
              configMap('has', ['app.yaml']),
            ],
            secrets: [configMap('files', ['x'])],
          }),
        }),
      ],
    ]),
  ),
};
