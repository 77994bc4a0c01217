import type { Settings } from '../settings.ts';
import { fromSecret, nodeDeployment } from './node-deployment.ts';
import { configMap, type KubeObject, service } from './object.ts';
import { GEMINI, MAPBOX, OUTSIDE_HOSTS, type OutsideAddress, S3 } from './outside.ts';

export const BASELINE_RELEASE = '1.41.0';
const CA_PATH = '/etc/geocoder-tls';
const OUTSIDE_CA = 'dojopool-outside-ca';
const OUTSIDE_CA_PATH = '/etc/outside-ca';

const api = (settings: Settings, outside: OutsideAddress): KubeObject =>
  nodeDeployment(settings, {
    name: 'dojopool-api',
    program: 'api',
    replicas: 2,
    memory: { request: '96Mi', limit: '192Mi' },
    cpu: { request: '50m', limit: '500m' },
    env: [
      { name: 'RELEASE', value: BASELINE_RELEASE },
      fromSecret('DATABASE_URL', 'dojopool-api-database', 'url'),
      fromSecret('MAPBOX_TOKEN', 'dojopool-api-keys', 'mapbox'),
      { name: 'NODE_EXTRA_CA_CERTS', value: `${OUTSIDE_CA_PATH}/ca.crt` },
    ],
    envFrom: [{ configMapRef: { name: 'dojopool-api-config' } }],
    hostAliases: [{ ip: outside.ip, hostnames: OUTSIDE_HOSTS }],
    configMaps: { [OUTSIDE_CA_PATH]: OUTSIDE_CA },
    port: { name: 'http', containerPort: 3000 },
    probes: {
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' }, periodSeconds: 2, failureThreshold: 2 },
      livenessProbe: {
        httpGet: { path: '/healthz', port: 'http' },
        initialDelaySeconds: 10,
        periodSeconds: 10,
      },
    },
    secrets: { [CA_PATH]: 'dojopool-geocoder-tls' },
  });

const worker = (settings: Settings): KubeObject =>
  nodeDeployment(settings, {
    name: 'score-worker',
    program: 'worker',
    replicas: 2,
    memory: { request: '48Mi', limit: '128Mi' },
    env: [{ name: 'LANES', value: '4' }, fromSecret('DATABASE_URL', 'dojopool-api-database', 'url')],
  });

const geocoder = (settings: Settings): KubeObject =>
  nodeDeployment(settings, {
    name: 'dojopool-geocoder',
    program: 'geocoder',
    replicas: 1,
    memory: { request: '48Mi', limit: '128Mi' },
    env: [
      { name: 'TLS_CERT_FILE', value: '/etc/tls/tls.crt' },
      { name: 'TLS_KEY_FILE', value: '/etc/tls/tls.key' },
    ],
    port: { name: 'https', containerPort: 8443 },
    probes: { readinessProbe: { tcpSocket: { port: 'https' }, periodSeconds: 2 } },
    secrets: { '/etc/tls': 'dojopool-geocoder-tls' },
  });

/** A traffic generator of its own name, so that a fault can add one; `mix` as app/traffic.ts reads it. */
export const traffic = (settings: Settings, name: string, perSecond: number, mix: string): KubeObject =>
  nodeDeployment(settings, {
    name,
    program: 'traffic',
    replicas: 1,
    memory: { request: '48Mi', limit: '160Mi' },
    env: [
      { name: 'TARGET_URL', value: 'http://dojopool-api' },
      { name: 'RPS', value: String(perSecond) },
      { name: 'MIX', value: mix },
    ],
  });

/** The API, its worker, its geocoder and steady traffic; what it calls outside is at `outside`. */
export const services = (settings: Settings, outside: OutsideAddress): KubeObject[] => [
  configMap(settings.namespace, OUTSIDE_CA, { 'ca.crt': outside.authorities }),
  configMap(settings.namespace, 'dojopool-api-config', {
    REDIS_URL: 'redis://dojopool-redis:6379',
    GEOCODER_URL: 'https://dojopool-geocoder:8443',
    GEOCODER_CA_FILE: `${CA_PATH}/tls.crt`,
    DATABASE_POOL_MAX: '5',
    GEMINI_API_URL: `https://${GEMINI}`,
    MAPBOX_URL: `https://${MAPBOX}`,
    AWS_ENDPOINT_URL_S3: `https://${S3}`,
    PHOTO_BUCKET: 'dojopool-photos',
    LOG_LEVEL: 'info',
    WARMUP_MS: '1500',
  }),
  service(settings.namespace, 'dojopool-geocoder', 'dojopool-geocoder', 8443, 'https'),
  geocoder(settings),
  service(settings.namespace, 'dojopool-api', 'dojopool-api', 80, 'http'),
  api(settings, outside),
  worker(settings),
  traffic(
    settings,
    'dojopool-traffic',
    20,
    'leaderboard:5 scores:6 users:4 venues:2 near:2 sessions:1 assistant:2 maps:2 photos:2',
  ),
];
