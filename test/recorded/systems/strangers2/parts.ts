import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, envOf, type Fields, IMAGES, service } from '../parts.ts';

type Env = Readonly<Record<string, string>>;

/** A PostgreSQL and its Service, as a Deployment that is never two. */
export const postgres = (name: string, env: Env): KubeObject[] => [
  service(name, 5432),
  deployment(
    name,
    {
      name: 'postgres',
      image: IMAGES.postgres,
      env: envOf(env),
      ports: [{ containerPort: 5432 }],
      readinessProbe: { exec: { command: ['pg_isready', '-h', '127.0.0.1'] }, periodSeconds: 5 },
      resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } },
    },
    { spec: { strategy: { type: 'Recreate' } } },
  ),
];

/** A container of PostgreSQL's image that runs a script of bash and has psql. */
export const scripted = (name: string, script: string, env: Env, more: Fields = {}): Fields => ({
  name,
  image: IMAGES.postgres,
  command: ['bash', '-c', script],
  env: envOf(env),
  resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
  ...more,
});
