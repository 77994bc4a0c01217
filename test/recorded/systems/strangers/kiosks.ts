import { deployment, nodeContainer, service } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const menu = (idleMs: number) =>
  deployment('menu', listening('menu', 'kiosks menu', 8600, { IDLE_MS: String(idleMs) }), { replicas: 2 });

/** A release of the menu server closes idle connections after a second, and a kiosk loses the order that comes just then. */
export const kiosks: System = {
  namespace: 'canteen',
  servers: [service('menu', 8600), menu(60_000)],
  clients: [deployment('kiosk', nodeContainer('kiosk', 'kiosks kiosk'), { replicas: 3 })],
  fault: ({ apply }) => apply(menu(1000)),
  brokenSeconds: 110,
};
