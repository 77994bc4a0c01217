import { deployment, envOf, IMAGES, service } from './parts.ts';
import type { System } from './system.ts';

const DATA = '/var/lib/postgresql/data';

const database = deployment(
  'readings-db',
  {
    name: 'postgres',
    image: IMAGES.postgres,
    args: ['postgres', '-c', 'max_wal_size=32MB', '-c', 'shared_buffers=16MB'],
    env: envOf({ POSTGRES_USER: 'meter', POSTGRES_DB: 'readings', POSTGRES_HOST_AUTH_METHOD: 'trust' }),
    ports: [{ name: 'postgres', containerPort: 5432 }],
    readinessProbe: { tcpSocket: { port: 'postgres' }, periodSeconds: 3 },
    volumeMounts: [{ name: 'data', mountPath: DATA }],
    resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '512Mi' } },
  },
  // A file system in memory with a size, since such a volume really ends where it says.
  { pod: { volumes: [{ name: 'data', emptyDir: { medium: 'Memory', sizeLimit: '144Mi' } }] } },
);

const psql = (name: string, sql: string, everySeconds: number) =>
  deployment(name, {
    name,
    image: IMAGES.postgres,
    command: [
      'sh',
      '-c',
      `while sleep ${everySeconds}; do psql -q -v ON_ERROR_STOP=1 -h readings-db -U meter readings -c "${sql}" && echo "INFO batch stored"; done`,
    ],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
  });

const TABLE = 'CREATE TABLE IF NOT EXISTS readings (at timestamptz, meter int, raw text)';
const store = (rows: number): string =>
  `INSERT INTO readings SELECT now(), n, repeat(md5(n::text), 20) FROM generate_series(1, ${rows}) n`;

/** A meter sends far more than before, until the volume of its database is full. */
export const databaseDiskFull: System = {
  namespace: 'meters',
  servers: [service('readings-db', 5432), database],
  clients: [
    psql('gateway', `SET client_min_messages = error; ${TABLE}; ${store(50)}`, 3),
    psql(
      'billing',
      `SET client_min_messages = error; ${TABLE}; CREATE TEMP TABLE last AS SELECT * FROM readings LIMIT 10`,
      4,
    ),
  ],
  fault: ({ apply }) =>
    apply(psql('gateway', `SET client_min_messages = error; ${TABLE}; ${store(20_000)}`, 2)),
  brokenSeconds: 120,
};
