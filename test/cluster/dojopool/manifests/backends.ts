import type { Settings } from '../settings.ts';
import { fromSecret } from './node-deployment.ts';
import { configMap, type KubeObject, service } from './object.ts';

/** Few, so that "out of connections" needs no crowd. */
const MAX_CONNECTIONS = 30;

const SCHEMA = `
CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE venues (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE scores (game_id int, user_id int, points int, created_at timestamptz DEFAULT now());
CREATE INDEX ON scores (created_at);
INSERT INTO users SELECT n, 'player ' || n FROM generate_series(0, 199) n;
INSERT INTO venues SELECT n, 'hall ' || n FROM generate_series(0, 19) n;
`;

const postgres = (settings: Settings): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'dojopool-postgresql', namespace: settings.namespace, labels: { app: 'postgresql' } },
  spec: {
    serviceName: 'dojopool-postgresql',
    replicas: 1,
    selector: { matchLabels: { app: 'postgresql' } },
    template: {
      metadata: { labels: { app: 'postgresql' } },
      spec: {
        terminationGracePeriodSeconds: 5,
        enableServiceLinks: false,
        containers: [
          {
            name: 'postgresql',
            image: settings.postgresImage,
            args: ['postgres', '-c', `max_connections=${MAX_CONNECTIONS}`, '-c', 'shared_buffers=16MB'],
            env: [
              { name: 'POSTGRES_USER', value: 'dojo_user' },
              { name: 'POSTGRES_DB', value: 'dojopool' },
              fromSecret('POSTGRES_PASSWORD', 'dojopool-postgresql', 'password'),
            ],
            ports: [{ name: 'postgres', containerPort: 5432 }],
            resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } },
            readinessProbe: { tcpSocket: { port: 'postgres' }, periodSeconds: 2 },
            volumeMounts: [{ name: 'schema', mountPath: '/docker-entrypoint-initdb.d' }],
          },
        ],
        volumes: [{ name: 'schema', configMap: { name: 'dojopool-postgresql-schema' } }],
      },
    },
  },
});

const redis = (settings: Settings): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'dojopool-redis', namespace: settings.namespace, labels: { app: 'redis' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'redis' } },
    template: {
      metadata: { labels: { app: 'redis' } },
      spec: {
        terminationGracePeriodSeconds: 3,
        enableServiceLinks: false,
        containers: [
          {
            name: 'redis',
            image: settings.redisImage,
            args: ['redis-server', '--save', '', '--maxmemory', '32mb'],
            ports: [{ name: 'redis', containerPort: 6379 }],
            resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '300m', memory: '64Mi' } },
            readinessProbe: { tcpSocket: { port: 'redis' }, periodSeconds: 2 },
          },
        ],
      },
    },
  },
});

/** PostgreSQL and Redis with their Services. */
export const backends = (settings: Settings): KubeObject[] => [
  configMap(settings.namespace, 'dojopool-postgresql-schema', { 'schema.sql': SCHEMA }),
  service(settings.namespace, 'dojopool-postgresql', 'postgresql', 5432, 'postgres'),
  postgres(settings),
  service(settings.namespace, 'dojopool-redis', 'redis', 6379, 'redis'),
  redis(settings),
];
