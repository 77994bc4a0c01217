import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, IMAGES, redis, secret, service, webContainer } from './parts.ts';
import type { System } from './system.ts';

const backup = (from: string): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'session-backup', labels: { app: 'session-backup' } },
  spec: {
    schedule: '* * * * *',
    concurrencyPolicy: 'Forbid',
    jobTemplate: {
      spec: {
        template: {
          metadata: { labels: { app: 'session-backup' } },
          spec: {
            restartPolicy: 'OnFailure',
            containers: [
              {
                name: 'backup',
                image: IMAGES.redis,
                command: ['sh', '-c', 'redis-cli -h sessions dbsize && echo "backup of sessions written"'],
                env: [{ name: 'BUCKET', valueFrom: { secretKeyRef: { name: from, key: 'bucket' } } }],
              },
            ],
          },
        },
      },
    },
  },
});

/** A CronJob takes its settings from a Secret that nobody made. */
export const cronjobMissingSecret: System = {
  namespace: 'accounts',
  servers: [
    service('sessions', 6379),
    redis('sessions'),
    service('login', 8080),
    deployment('login', webContainer('login', { REDIS: 'sessions:6379' })),
    secret('backup', { bucket: 'sessions-eu' }),
  ],
  clients: [backup('backup')],
  fault: ({ apply }) => apply(backup('backup-bucket')),
  brokenSeconds: 150,
};
