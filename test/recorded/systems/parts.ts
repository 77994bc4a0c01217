import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';

const { DOJOPOOL_NODE_IMAGE, DOJOPOOL_POSTGRES_IMAGE, DOJOPOOL_REDIS_IMAGE, NGINX_IMAGE } = process.env;

/** The cluster suite's variables name the images (test/cluster/README.md), NGINX_IMAGE the web server's. */
export const IMAGES = {
  node: DOJOPOOL_NODE_IMAGE ?? 'image.test/node:24',
  postgres: DOJOPOOL_POSTGRES_IMAGE ?? 'image.test/postgres:15',
  redis: DOJOPOOL_REDIS_IMAGE ?? 'image.test/redis:7',
  nginx: NGINX_IMAGE ?? 'image.test/nginx:1',
} as const;

/** Where the recorder puts the files of programs/, as a ConfigMap of this name. */
export const PROGRAMS = 'programs';

/** In an object of a system: the address of what stands for its host outside. */
export const OUTSIDE_ADDRESS = 'address-of-outside';

export type Fields = Readonly<Record<string, unknown>>;

export const configMap = (name: string, data: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

export const secret = (name: string, stringData: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  stringData,
});

/** A Service for the pods with label `app`. */
export const service = (app: string, port: number, targetPort: number | string = port): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: app, labels: { app } },
  spec: { selector: { app }, ports: [{ port, targetPort }] },
});

/** { A: 'b' } as a container's env. */
export const envOf = (values: Readonly<Record<string, string>>): Fields[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** A container that runs one of programs/ with these words after it. */
export const nodeContainer = (
  name: string,
  command: string,
  env: Readonly<Record<string, string>> = {},
  more: Fields = {},
): Fields => ({
  name,
  image: IMAGES.node,
  args: command.split(' ').map((word, index) => (index === 0 ? `/programs/${word}.mts` : word)),
  env: envOf({ SERVICE: name, ...env }),
  volumeMounts: [{ name: PROGRAMS, mountPath: '/programs' }],
  resources: { requests: { cpu: '10m', memory: '48Mi' }, limits: { memory: '160Mi' } },
  ...more,
});

/** The template of a pod with one container, which finds the programs where it mounts them. */
export const podOf = (app: string, container: Fields, more: Fields = {}, labels: Fields = {}) => ({
  metadata: { labels: { app, ...labels } },
  spec: {
    terminationGracePeriodSeconds: 3,
    enableServiceLinks: false,
    containers: [container],
    volumes: [{ name: PROGRAMS, configMap: { name: PROGRAMS } }],
    ...more,
  },
});

export const deployment = (
  app: string,
  container: Fields,
  more: { replicas?: number; pod?: Fields; labels?: Fields; spec?: Fields } = {},
): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: app, labels: { app } },
  spec: {
    replicas: more.replicas ?? 1,
    selector: { matchLabels: { app } },
    template: podOf(app, container, more.pod, more.labels),
    ...more.spec,
  },
});

const WEB_PORT = 8080;

/** A container of programs/web.mts; its environment is that program's. */
export const webContainer = (
  name: string,
  env: Readonly<Record<string, string>> = {},
  more: Fields = {},
): Fields =>
  nodeContainer(
    name,
    'web',
    { JSON: '1', ...env },
    {
      ports: [{ name: 'http', containerPort: WEB_PORT }],
      readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 3 },
      ...more,
    },
  );

/** Someone who asks the URLs in turn. */
export const visitors = (everyMs: number, ...urls: string[]): KubeObject =>
  deployment('visitors', nodeContainer('visitors', `load ${urls.join(' ')}`, { EVERY_MS: String(everyMs) }));

/** A Redis that keeps nothing on disk; never two of it, each with half of the data. */
export const redis = (app: string, ...options: string[]): KubeObject =>
  deployment(
    app,
    {
      name: 'redis',
      image: IMAGES.redis,
      args: ['redis-server', '--save', '', ...options],
      ports: [{ name: 'redis', containerPort: 6379 }],
      readinessProbe: { tcpSocket: { port: 'redis' }, periodSeconds: 3 },
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    },
    { spec: { strategy: { type: 'Recreate' } } },
  );

/** nginx that leads each path to a Service: { '/cart': 'http://cart:8080' }. */
export const edge = (routes: Readonly<Record<string, string>>): KubeObject[] => {
  const locations = Object.entries(routes).map(
    ([path, to]) =>
      `  location ${path} { proxy_connect_timeout 2s; proxy_read_timeout 3s; proxy_pass ${to}; }`,
  );
  const site = [
    'server {',
    '  listen 8080;',
    '  location = /healthz { access_log off; return 200; }',
    ...locations,
    '}',
  ];
  const container = {
    name: 'nginx',
    image: IMAGES.nginx,
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 3 },
    volumeMounts: [{ name: 'site', mountPath: '/etc/nginx/conf.d' }],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
  };
  return [
    configMap('edge-site', { 'default.conf': `${site.join('\n')}\n` }),
    service('edge', 80, 'http'),
    deployment('edge', container, { pod: { volumes: [{ name: 'site', configMap: { name: 'edge-site' } }] } }),
  ];
};
