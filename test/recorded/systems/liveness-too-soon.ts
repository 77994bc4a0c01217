import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, podOf, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const search = (startsMs: number): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'search', labels: { app: 'search' } },
  spec: {
    serviceName: 'search',
    replicas: 2,
    selector: { matchLabels: { app: 'search' } },
    template: podOf(
      'search',
      webContainer(
        'search',
        { STARTS_MS: String(startsMs), JSON: '0' },
        {
          livenessProbe: {
            httpGet: { path: '/healthz', port: 'http' },
            periodSeconds: 5,
            failureThreshold: 2,
          },
        },
      ),
    ),
  },
});

/** The index has grown: a StatefulSet's pod reads it for longer than its liveness probe waits. */
export const livenessTooSoon: System = {
  namespace: 'library',
  servers: [
    service('search', 8080),
    search(1000),
    service('books', 8080),
    deployment('books', webContainer('books', { CALLS: 'http://search:8080/q' })),
  ],
  clients: [visitors(400, 'http://books:8080/find', 'http://books:8080/find/9')],
  fault: ({ apply }) => apply(search(45_000)),
  brokenSeconds: 120,
};
