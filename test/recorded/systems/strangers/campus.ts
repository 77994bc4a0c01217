import { deployment, nodeContainer, secret, service } from '../parts.ts';
import type { System } from '../system.ts';
import { listening } from './parts.ts';

const wax = (colour: string) => secret('sealing-wax', { colour: `${colour}-${process.pid}` });
const env = [{ name: 'WAX', valueFrom: { secretKeyRef: { name: 'sealing-wax', key: 'colour' } } }];
const part = (name: string) => deployment(name, listening(name, `campus ${name}`, 8930, {}, { env }));

/** The Secret that seals passes was changed, and of those who use it the office alone was restarted. */
export const campus: System = {
  namespace: 'campus',
  servers: [
    wax('crimson'),
    ...['office', 'library', 'lab'].flatMap((name) => [service(name, 8930), part(name)]),
  ],
  clients: [deployment('student', nodeContainer('student', 'campus student'), { replicas: 2 })],
  fault: async ({ apply, kubectl }) => {
    await apply(wax('amber'));
    await kubectl('rollout', 'restart', 'deployment/office');
  },
};
