import type { KubeObject } from '../dojopool/manifests/object.ts';
import { type Fault, object } from '../harness/fault.ts';
import type { System } from '../harness/system.ts';
import { until } from '../harness/until.ts';

const NAME = 'thumbnailer';

/** Writes 4 MiB a second into an emptyDir of 16 MiB; the kubelet looks every ten seconds or so, and evicts. */
const thumbnailer = ({ namespace, settings }: System): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME, namespace, labels: { app: NAME } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: NAME } },
    template: {
      metadata: { labels: { app: NAME } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: NAME,
            image: settings.nodeImage,
            command: [
              'sh',
              '-c',
              'i=0; while true; do head -c 4194304 /dev/zero > /cache/$i; i=$((i+1)); sleep 1; done',
            ],
            volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
          },
        ],
        volumes: [{ name: 'cache', emptyDir: { sizeLimit: '16Mi' } }],
      },
    },
  },
});

/** A workload fills its own volume over its limit: each pod is evicted, and so is its successor. */
export const storageOverLimit: Fault = {
  name: 'storage-over-limit',
  inject: (system) => system.apply(thumbnailer(system)),
  shows: async (system) => {
    await until(
      'two pods were evicted',
      async () => (await system.pods(NAME)).filter(({ status }) => status.phase === 'Failed').length >= 2,
      240_000,
    );
  },
  expected: { causes: ['resource-exhausted'], objects: [object('Deployment', NAME)] },
  revert: (system) => system.remove(`deployment/${NAME}`),
};
