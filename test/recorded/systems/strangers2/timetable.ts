import { deployment, nodeContainer, service } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const app = (ahead: string) =>
  deployment('app', nodeContainer('app', 'timetable app', { AHEAD: ahead }), { replicas: 2 });

/** A release of one caller asks fourteen at a time where it asked one, and there is no room for the other. */
export const timetable: System = {
  namespace: 'railway',
  servers: [service('planner', 8720), deployment('planner', listening('planner', 'timetable planner', 8720))],
  clients: [deployment('board', nodeContainer('board', 'timetable board'), { replicas: 2 }), app('1')],
  fault: ({ apply }) => apply(app('14')),
  wellSeconds: 60,
  brokenSeconds: 80,
};
