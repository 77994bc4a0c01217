import { deployment, service } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const SALTS = ['9f27', 'c04e', '11ab', 'd3d9'];

const caller = (name: string, salt = SALTS.join('')) =>
  deployment(name, listening(name, `feature-flags ${name}`, 8080, { SALT: salt }), { replicas: 2 });

/** A release of one of three callers sends half of what the flags want of it. */
export const featureFlags: System = {
  namespace: 'toggles',
  servers: [
    service('flags', 8888),
    deployment('flags', listening('flags', 'feature-flags flags', 8888), { replicas: 2 }),
  ],
  clients: ['search', 'profile', 'checkout'].map((name) => caller(name)),
  fault: ({ apply }) => apply(caller('checkout', SALTS.slice(2).join(''))),
};
