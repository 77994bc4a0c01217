import { deployment, edge, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const thumbnails = (env: Readonly<Record<string, string>>) =>
  deployment(
    'thumbnails',
    webContainer('thumbnails', env, {
      resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    }),
  );

/** A release keeps every picture in memory until the kernel ends it, again and again. */
export const cacheGrows: System = {
  namespace: 'gallery',
  servers: [service('thumbnails', 8080), thumbnails({}), ...edge({ '/': 'http://thumbnails:8080' })],
  clients: [visitors(200, 'http://edge/t/1', 'http://edge/t/2', 'http://edge/t/3')],
  fault: ({ apply }) => apply(thumbnails({ KEEP_KB: '800' })),
  brokenSeconds: 150,
};
