import { deployment, secret } from '../parts.ts';
import type { System } from '../system.ts';
import { postgres, scripted } from './parts.ts';

const word = `otter-${process.pid}`;
const ADMIN = { name: 'members', key: 'admin' };
const password = (name: string, secretName: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: secretName, key } },
});

const asks = (user: string, secretName: string) => {
  const script = `while sleep 3; do
    if psql -Atqc 'SELECT 1' >/dev/null 2>&1; then echo "$(date -u '+%b %d %T') ${user}[1]: <info> member looked up"
    else echo "$(date -u '+%b %d %T') ${user}[1]: <err> turnstile holds, member book keeps mum"; fi; done`;
  const container = scripted(user, script, {});
  const env = [
    { name: 'PGHOST', value: 'members' },
    { name: 'PGUSER', value: user },
    { name: 'PGDATABASE', value: 'members' },
    password('PGPASSWORD', secretName, 'word'),
  ];
  return deployment(user, { ...container, env });
};

const inDatabase = (statement: string): readonly string[] => [
  ...['exec', 'deployment/members', '--', 'bash', '-c'],
  `PGPASSWORD="$POSTGRES_PASSWORD" psql -h 127.0.0.1 -U keeper -d members -qc "${statement}"`,
];

const database = postgres('members', { POSTGRES_USER: 'keeper', POSTGRES_DB: 'members' }).map((object) => {
  if (object.kind !== 'Deployment') return object;
  const { spec } = object as unknown as { spec: { template: { spec: { containers: { env: object[] }[] } } } };
  spec.template.spec.containers[0]?.env.push(password('POSTGRES_PASSWORD', ADMIN.name, ADMIN.key));
  // Both roles are made at the first start, before anybody asks.
  const container = spec.template.spec.containers[0] as unknown as { volumeMounts: object[] };
  container.volumeMounts = [{ name: 'roles', mountPath: '/docker-entrypoint-initdb.d' }];
  (spec.template.spec as unknown as { volumes: object[] }).volumes = [
    { name: 'roles', secret: { secretName: 'members-roles' } },
  ];
  return object;
});

/** The password of one of a database's two roles was changed there, and not in the Secret of who uses it. */
export const gym: System = {
  namespace: 'gym',
  servers: [
    secret('members', { admin: `badger-${process.pid}` }),
    secret('members-roles', {
      'roles.sql': `CREATE ROLE turnstile LOGIN PASSWORD '${word}'; CREATE ROLE reception LOGIN PASSWORD '${word}';`,
    }),
    secret('turnstile-login', { word }),
    secret('reception-login', { word }),
    ...database,
  ],
  clients: [asks('turnstile', 'turnstile-login'), asks('reception', 'reception-login')],
  fault: async ({ kubectl }) =>
    void (await kubectl(...inDatabase(`ALTER ROLE turnstile PASSWORD 'heron-${process.pid}'`))),
  wellSeconds: 60,
  brokenSeconds: 80,
};
