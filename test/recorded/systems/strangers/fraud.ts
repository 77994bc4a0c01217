import { deployment, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const resources = (cpu: string) => ({
  resources: { requests: { cpu: '10m', memory: '48Mi' }, limits: { cpu, memory: '160Mi' } },
});

const sieve = (cpu: string) =>
  deployment('sieve', listening('sieve', 'fraud sieve', 8770, {}, resources(cpu)));

/** The sieve's CPU limit was cut to less than the payments need. */
export const fraud: System = {
  namespace: 'bankhall',
  servers: [
    service('sieve', 8770),
    sieve('800m'),
    service('counter', 8770),
    deployment('counter', listening('counter', 'fraud counter', 8770), { replicas: 2 }),
  ],
  clients: [visitors(500, 'http://counter:8770/pay/1', 'http://counter:8770/pay/2')],
  fault: ({ apply }) => apply(sieve('15m')),
  brokenSeconds: 110,
};
