import { configMap, deployment, IMAGES, nodeContainer, service } from '../parts.ts';
import { listening } from '../strangers/parts.ts';
import type { System } from '../system.ts';

const site = (...lines: string[]) =>
  configMap('edge-site', {
    'default.conf': [
      'server {',
      '  listen 8080;',
      '  location = /healthz { access_log off; return 200; }',
      '  location /scores {',
      '    proxy_pass http://hub:8750;',
      '    proxy_http_version 1.1;',
      ...lines.map((line) => `    ${line}`),
      '  }',
      '}\n',
    ].join('\n'),
  });

const proxy = deployment(
  'edge',
  {
    name: 'nginx',
    image: IMAGES.nginx,
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 3 },
    volumeMounts: [{ name: 'site', mountPath: '/etc/nginx/conf.d' }],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
  },
  { pod: { volumes: [{ name: 'site', configMap: { name: 'edge-site' } }] } },
);

/** A proxy was restarted with a ConfigMap that no longer hands on the wish to switch protocols. */
export const liveScores: System = {
  namespace: 'stadium',
  servers: [
    service('hub', 8750),
    deployment('hub', listening('hub', 'live-scores hub', 8750)),
    site('proxy_set_header Upgrade $http_upgrade;', 'proxy_set_header Connection "upgrade";'),
    service('edge', 80, 'http'),
    proxy,
  ],
  clients: [deployment('screen', nodeContainer('screen', 'live-scores screen'), { replicas: 2 })],
  fault: async ({ apply, kubectl }) => {
    await apply(site('proxy_set_header Host $host;'));
    await kubectl('rollout', 'restart', 'deployment/edge');
  },
  wellSeconds: 60,
  brokenSeconds: 80,
};
