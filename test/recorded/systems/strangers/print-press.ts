import { deployment, edge, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const press = (options: string) =>
  deployment(
    'press',
    listening(
      'press',
      'press',
      8350,
      { NODE_OPTIONS: options },
      {
        resources: { requests: { cpu: '10m', memory: '128Mi' }, limits: { memory: '512Mi' } },
      },
    ),
    { replicas: 2 },
  );

/** A release gave the press far less heap than its plates need, though its limit has room. */
export const printPress: System = {
  namespace: 'printers',
  servers: [service('press', 8350), press('--max-old-space-size=300'), ...edge({ '/': 'http://press:8350' })],
  clients: [visitors(350, 'http://edge/page/1', 'http://edge/page/2')],
  fault: ({ apply }) => apply(press('--max-old-space-size=20')),
  brokenSeconds: 130,
};
