import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, IMAGES, nodeContainer, podOf, redis, service } from './parts.ts';
import type { System } from './system.ts';

const archive: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'archive', labels: { app: 'archive' } },
  spec: {
    serviceName: 'archive',
    replicas: 1,
    selector: { matchLabels: { app: 'archive' } },
    template: podOf('archive', {
      name: 'redis',
      image: IMAGES.redis,
      args: ['redis-server', '--appendonly', 'yes'],
      ports: [{ name: 'redis', containerPort: 6379 }],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    }),
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast-ssd',
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ],
  },
};

/** A new StatefulSet claims a volume of a class that the cluster does not have; the rest of the system works. */
export const claimOfNoClass: System = {
  namespace: 'photos',
  servers: [service('uploads', 6379), redis('uploads')],
  clients: [
    deployment('resizer', nodeContainer('resizer', 'jobs work', { REDIS_HOST: 'uploads', QUEUE: 'photos' })),
    deployment('inbox', nodeContainer('inbox', 'jobs push', { REDIS_HOST: 'uploads', QUEUE: 'photos' })),
  ],
  fault: ({ apply }) => apply(service('archive', 6379), archive),
};
