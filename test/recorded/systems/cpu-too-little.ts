import { deployment, edge, service, visitors, webContainer } from './parts.ts';
import type { System } from './system.ts';

const pricing = (cpu: { requests: string; limits: string }) =>
  deployment(
    'pricing',
    webContainer(
      'pricing',
      { WORK_MS: '40' },
      {
        resources: {
          requests: { cpu: cpu.requests, memory: '64Mi' },
          limits: { cpu: cpu.limits, memory: '192Mi' },
        },
        readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 3 },
      },
    ),
  );

/** A CPU limit was cut to less than the requests need: all are slow, and many time out. */
export const cpuTooLittle: System = {
  namespace: 'travel',
  servers: [
    service('pricing', 8080),
    pricing({ requests: '200m', limits: '1' }),
    ...edge({ '/': 'http://pricing:8080' }),
  ],
  clients: [visitors(1000, 'http://edge/fares', 'http://edge/fares/2')],
  fault: ({ apply }) => apply(pricing({ requests: '20m', limits: '20m' })),
  brokenSeconds: 150,
};
