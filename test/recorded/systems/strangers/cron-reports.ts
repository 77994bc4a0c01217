import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, envOf, IMAGES, service } from '../parts.ts';
import type { System } from '../system.ts';
import { cronJob } from './parts.ts';

const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '96Mi' } };

const database = deployment('books', {
  name: 'postgres',
  image: IMAGES.postgres,
  env: envOf({ POSTGRES_USER: 'clerk', POSTGRES_DB: 'books', POSTGRES_HOST_AUTH_METHOD: 'trust' }),
  ports: [{ containerPort: 5432 }],
  readinessProbe: { exec: { command: ['pg_isready', '-h', '127.0.0.1'] }, periodSeconds: 4 },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
});

const asks = (name: string, shell: string) => ({
  name,
  image: IMAGES.postgres,
  command: ['sh', '-c', shell],
  env: envOf({
    PGHOST: 'books',
    PGUSER: 'clerk',
    PGDATABASE: 'books',
    PGOPTIONS: '-c client_min_messages=error',
  }),
  resources,
});

const till = deployment(
  'till',
  asks(
    'till',
    "psql -qc 'CREATE TABLE IF NOT EXISTS slips (at timestamptz, pence int); CREATE TABLE IF NOT EXISTS takings (day date, pence int)'; " +
      "while sleep 3; do psql -qc 'INSERT INTO slips VALUES (now(), 250)' && echo 'slip kept'; done",
  ),
);

const digest = cronJob(
  'day-digest',
  '* * * * *',
  asks(
    'digest',
    "echo 'reading the takings'; psql -v ON_ERROR_STOP=1 -Atc 'SELECT count(*) FROM takings' || { echo 'digest abandoned, nothing goes to print'; exit 3; }; echo 'digest printed'",
  ),
  { backoffLimit: 0 },
);

const tidy: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'tidy-2027', labels: { app: 'tidy' } },
  spec: {
    template: {
      metadata: { labels: { app: 'tidy' } },
      spec: {
        restartPolicy: 'Never',
        containers: [asks('tidy', "psql -qc 'ALTER TABLE takings RENAME TO takings_2026' && echo tidied")],
      },
    },
  },
};

/** A Job renamed the table that a CronJob reads each minute; what is written meanwhile goes to another. */
export const cronReports: System = {
  namespace: 'bookkeeping',
  servers: [service('books', 5432), database],
  clients: [till, digest],
  fault: ({ apply }) => apply(tidy),
  wellSeconds: 130,
  brokenSeconds: 150,
};
