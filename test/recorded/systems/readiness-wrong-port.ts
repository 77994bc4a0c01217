import { deployment, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const rates = (port: number) =>
  deployment(
    'rates',
    webContainer(
      'rates',
      { JSON: '0' },
      { readinessProbe: { httpGet: { path: '/healthz', port }, periodSeconds: 3, failureThreshold: 2 } },
    ),
    { replicas: 2, spec: { strategy: { type: 'Recreate' } } },
  );

/** After a change of its readiness probe no pod of a service gets ready; its caller is refused. */
export const readinessWrongPort: System = {
  namespace: 'exchange',
  servers: [
    service('rates', 8080),
    rates(8080),
    service('orders', 8080),
    deployment('orders', webContainer('orders', { CALLS: 'http://rates:8080/eur' })),
  ],
  clients: [visitors(300, 'http://orders:8080/buy', 'http://orders:8080/sell')],
  fault: ({ apply }) => apply(rates(9090)),
};
