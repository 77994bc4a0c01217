import { type Fault, object } from '../harness/fault.ts';
import { apiErrors } from './shows.ts';

const sql = (text: string): string[] => [
  'exec',
  'dojopool-postgresql-0',
  '--',
  'sh',
  '-c',
  `PGPASSWORD=$POSTGRES_PASSWORD psql -h 127.0.0.1 -U dojo_user -d dojopool -c "${text}"`,
];

/** Someone has renamed a table: one endpoint of the API fails, the others do not. */
export const oneEndpoint: Fault = {
  name: 'one-endpoint',
  inject: async (system) => {
    await system.kubectl(...sql('ALTER TABLE venues RENAME TO venues_old'));
  },
  shows: async (system) => {
    await apiErrors(system, 'does not exist', 3);
  },
  expected: {
    causes: ['dependency-error'],
    objects: [object('StatefulSet', 'dojopool-postgresql'), object('Deployment', 'dojopool-api')],
  },
  revert: async (system) => {
    await system.kubectl(...sql('ALTER TABLE venues_old RENAME TO venues'));
    await system.renewPods('postgresql');
  },
  lastsMs: 12_000,
};
