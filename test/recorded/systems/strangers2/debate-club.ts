import { deployment, edge, service, visitors } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const forum = (build: string) =>
  deployment('forum', listening('forum', 'debate-club forum', 8910, { BUILD: build }), { replicas: 2 });

/** Nothing is wrong: each request has always been logged with an error, and a release went well. */
export const debateClub: System = {
  namespace: 'debate-club',
  servers: [service('forum', 8910), forum('6.3.1'), ...edge({ '/': 'http://forum:8910' })],
  clients: [visitors(500, 'http://edge/thread/1', 'http://edge/thread/2')],
  fault: ({ apply }) => apply(forum('6.3.2')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
