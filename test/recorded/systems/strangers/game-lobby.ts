import { deployment, service, visitors } from '../parts.ts';
import type { System } from '../system.ts';
import { listening, statefulSet } from './parts.ts';

/** What one of three matchmakers keeps on its own went bad; the other two are well. */
export const gameLobby: System = {
  namespace: 'arena',
  servers: [
    service('matchmaker', 4000),
    statefulSet('matchmaker', listening('matchmaker', 'game-lobby matchmaker', 4000), { replicas: 3 }),
    service('lobby', 4000),
    deployment('lobby', listening('lobby', 'game-lobby lobby', 4000), { replicas: 2 }),
  ],
  clients: [visitors(350, 'http://lobby:4000/party/duel', 'http://lobby:4000/party/team')],
  fault: async ({ kubectl }) =>
    void (await kubectl('exec', 'matchmaker-1', '--', 'touch', '/tmp/arena.warped')),
};
