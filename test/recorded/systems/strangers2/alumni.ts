import { deployment, edge, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const pages = (bytes: string) =>
  deployment('pages', listening('pages', 'alumni', 8790, { COOKIE_BYTES: bytes }), { replicas: 2 });

/** A release answers with a cookie that is larger than its proxy reads. */
export const alumni: System = {
  namespace: 'alumni',
  servers: [service('pages', 8790), pages('80'), ...edge({ '/': 'http://pages:8790' })],
  clients: [visitors(500, 'http://edge/reunion', 'http://edge/letter')],
  fault: ({ apply }) => apply(pages('9000')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
