import { deployment, nodeContainer, redis, service } from '../parts.ts';
import type { System } from '../system.ts';

const worker = (reel: string) =>
  deployment('transcoder', nodeContainer('transcoder', 'transcoder cut', { REDIS: 'clips', REEL: reel }), {
    replicas: 2,
  });

/** A release of the transcoder waits at another list than the one that clips are put into. */
export const transcoder: System = {
  namespace: 'media',
  servers: [service('clips', 6379), redis('clips')],
  clients: [
    deployment('upload', nodeContainer('upload', 'transcoder upload', { REDIS: 'clips', REEL: 'reel:raw' })),
    worker('reel:raw'),
  ],
  fault: ({ apply }) => apply(worker('reel:raw:v2')),
};
