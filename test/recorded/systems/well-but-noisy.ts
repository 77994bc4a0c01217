import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, edge, IMAGES, redis, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const sweep: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'sweep', labels: { app: 'sweep' } },
  spec: {
    backoffLimit: 3,
    template: {
      metadata: { labels: { app: 'sweep' } },
      spec: {
        restartPolicy: 'Never',
        containers: [
          {
            name: 'sweep',
            image: IMAGES.redis,
            // Fails in its first pod only: the key is there for the second.
            command: [
              'sh',
              '-c',
              'if [ "$(redis-cli -h sessions incr sweeps)" = 1 ]; then echo "ERROR lock is held by another sweep"; exit 1; fi; echo swept',
            ],
          },
        ],
      },
    },
  },
};

/**
 * Nothing is wrong, though much is said: scanners get 404, a client asks for a path of old, a Job needed two tries, a
 * log at level error tells of retries that went well, and a pod that was deleted by hand came back.
 */
export const wellButNoisy: System = {
  namespace: 'forum',
  servers: [
    service('sessions', 6379),
    redis('sessions'),
    service('posts', 8080),
    deployment('posts', webContainer('posts', { REDIS: 'sessions:6379' }), { replicas: 2 }),
    ...edge({ '/posts': 'http://posts:8080' }),
  ],
  clients: [
    visitors(
      250,
      'http://edge/posts',
      'http://edge/posts/8',
      'http://edge/wp-login.php',
      'http://edge/posts/9',
      'http://edge/.env',
    ),
    deployment('moderation', {
      name: 'moderation',
      image: IMAGES.node,
      args: [
        'sh',
        '-c',
        'while sleep 7; do echo "$(date -u +%FT%TZ) WARN [moderation] model took 2105 ms, attempt 1 timed out, retrying"; ' +
          'echo "$(date -u +%FT%TZ) INFO [moderation] attempt 2 succeeded, 0 errors, 12 posts checked"; done',
      ],
    }),
  ],
  fault: async ({ apply, kubectl }) => {
    await apply(sweep);
    await kubectl('delete', 'pod', '-l', 'app=sessions', '--wait=false');
  },
};
