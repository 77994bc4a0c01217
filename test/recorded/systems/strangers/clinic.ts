import { deployment, envOf, IMAGES, service } from '../parts.ts';
import type { System } from '../system.ts';

const database = deployment('charts', {
  name: 'postgres',
  image: IMAGES.postgres,
  args: ['postgres', '-c', 'max_connections=14'],
  env: envOf({ POSTGRES_USER: 'nurse', POSTGRES_DB: 'charts', POSTGRES_HOST_AUTH_METHOD: 'trust' }),
  ports: [{ containerPort: 5432 }],
  readinessProbe: { tcpSocket: { port: 5432 }, periodSeconds: 5 },
  resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
});

const asks = (name: string, shell: string) =>
  deployment(name, {
    name,
    image: IMAGES.postgres,
    command: ['bash', '-c', shell],
    env: envOf({ PGHOST: 'charts', PGUSER: 'nurse', PGDATABASE: 'charts', PGAPPNAME: name }),
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '160Mi' } },
  });

const ward = asks(
  'ward',
  "while sleep 2; do psql -Atqc 'SELECT 1' >/dev/null && echo 'chart read' || echo 'chart stays shut'; done",
);

/** Holds so many connections open for as long as it runs. */
const rounds = (held: number) =>
  asks(
    'rounds',
    `for n in $(seq ${held}); do (sleep 3600 | psql -q >/dev/null) & sleep 0.3; done; echo "rounds with ${held} doctors"; while sleep 5; do echo 'still on rounds'; done`,
  );

/** A release of one caller keeps nearly all connections of the database, and the other gets none. */
export const clinic: System = {
  namespace: 'clinic',
  servers: [service('charts', 5432), database],
  clients: [ward, rounds(3)],
  fault: ({ apply }) => apply(rounds(20)),
  brokenSeconds: 110,
};
