import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, edge, IMAGES, podOf, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

/** It has asked for an image that is not there since long before anything failed. */
const exporter: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'old-exporter', labels: { app: 'old-exporter' } },
  spec: {
    selector: { matchLabels: { app: 'old-exporter' } },
    template: podOf('old-exporter', { name: 'exporter', image: `${IMAGES.nginx}.9-exporter` }),
  },
};

/** Beside an exporter that never ran, a service that visitors need is scaled away. */
export const oldNoiseNewFault: System = {
  namespace: 'cinema',
  servers: [
    service('films', 8080),
    deployment('films', webContainer('films')),
    service('seats', 8080),
    deployment('seats', webContainer('seats')),
    ...edge({ '/seats': 'http://seats:8080', '/': 'http://films:8080' }),
  ],
  clients: [visitors(300, 'http://edge/', 'http://edge/seats/5', 'http://edge/seats')],
  before: [exporter],
  fault: async ({ kubectl }) => void (await kubectl('scale', 'deployment/seats', '--replicas=0')),
};
