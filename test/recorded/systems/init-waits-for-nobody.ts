import { deployment, IMAGES, nodeContainer, redis, service } from './parts.ts';
import type { System } from './system.ts';

const consumer = (registry: string) =>
  deployment(
    'telemetry-consumer',
    nodeContainer('consumer', 'jobs work', { REDIS_HOST: 'stream', QUEUE: 'telemetry' }),
    {
      pod: {
        initContainers: [
          {
            name: 'wait-for-registry',
            image: IMAGES.node,
            command: [
              'sh',
              '-c',
              `until nc -z -w 2 ${registry} 8081; do echo "waiting for ${registry}:8081"; sleep 2; done`,
            ],
          },
        ],
      },
      spec: { strategy: { type: 'Recreate' } },
    },
  );

/** A new release waits, in an init container, for a Service that does not exist. */
export const initWaitsForNobody: System = {
  namespace: 'fleet',
  servers: [
    service('stream', 6379),
    redis('stream'),
    service('schemas', 8081),
    deployment('schemas', nodeContainer('schemas', 'web', { PORT: '8081' })),
  ],
  clients: [
    consumer('schemas'),
    deployment(
      'trackers',
      nodeContainer('trackers', 'jobs push', { REDIS_HOST: 'stream', QUEUE: 'telemetry' }),
    ),
  ],
  fault: ({ apply }) => apply(consumer('schema-registry')),
};
