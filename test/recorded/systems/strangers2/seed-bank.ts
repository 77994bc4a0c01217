import { deployment, edge, IMAGES, service, visitors, webContainer } from '../parts.ts';
import type { System } from '../system.ts';

const migrate = (sum: string) => ({
  name: 'migrate',
  image: IMAGES.redis,
  command: [
    'sh',
    '-c',
    `echo "Drawers: 6 steps known to this build"; [ ${sum} = 91c2 ] && echo "Drawers: nothing to do" && exit 0
     echo "Drawers: step V5__husks was 91c2 when it was taken and reads ${sum} today"; echo "Drawers: will not go on over a rewritten past"; exit 4`,
  ],
  resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '48Mi' } },
});

const drawers = (sum: string) =>
  deployment('drawers', webContainer('drawers'), {
    replicas: 2,
    pod: { initContainers: [migrate(sum)] },
    spec: { strategy: { type: 'Recreate' } },
  });

/** A step before the program of a new revision ends with an error, and the old pods are gone. */
export const seedBank: System = {
  namespace: 'seed-bank',
  servers: [service('drawers', 8080), drawers('91c2'), ...edge({ '/': 'http://drawers:8080' })],
  clients: [visitors(700, 'http://edge/rye', 'http://edge/flax')],
  fault: ({ apply }) => apply(drawers('d07f')),
  wellSeconds: 60,
  brokenSeconds: 90,
};
