import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';
import { deployment, envOf, IMAGES, service } from './parts.ts';
import type { System } from './system.ts';

const trust = envOf({ POSTGRES_USER: 'books', POSTGRES_DB: 'books', POSTGRES_HOST_AUTH_METHOD: 'trust' });

const ledger: KubeObject = deployment('ledger-db', {
  name: 'postgres',
  image: IMAGES.postgres,
  env: trust,
  ports: [{ name: 'postgres', containerPort: 5432 }],
  readinessProbe: {
    exec: { command: ['pg_isready', '-h', '127.0.0.1', '-U', 'books'] },
    periodSeconds: 5,
    timeoutSeconds: 5,
  },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
});

const job = (name: string, sql: string): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, labels: { app: name } },
  spec: {
    backoffLimit: 2,
    template: {
      metadata: { labels: { app: name } },
      spec: {
        restartPolicy: 'Never',
        containers: [
          {
            name: 'report',
            image: IMAGES.postgres,
            command: ['psql', '-v', 'ON_ERROR_STOP=1', '-h', 'ledger-db', '-U', 'books', '-c', sql],
          },
        ],
      },
    },
  },
});

/** A batch Job in SQL asks for a table that was never made, and uses up its tries. */
export const reportJobFails: System = {
  namespace: 'books',
  servers: [service('ledger-db', 5432), ledger],
  clients: [job('opening-balance', 'CREATE TABLE entries (id int, amount numeric)')],
  fault: ({ apply }) =>
    apply(job('month-report', 'SELECT month, sum(amount) FROM monthly_entries GROUP BY month')),
  wellSeconds: 30,
};
