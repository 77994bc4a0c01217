import type { KubeObject } from '../../../cluster/dojopool/manifests/object.ts';
import { deployment, type Fields, nodeContainer, OUTSIDE_ADDRESS, podOf, service } from '../parts.ts';

type Env = Readonly<Record<string, string>>;

/** A container whose program answers probes at /up. */
export const listening = (name: string, command: string, port: number, env: Env = {}, more: Fields = {}) =>
  nodeContainer(name, command, env, {
    ports: [{ containerPort: port }],
    readinessProbe: { httpGet: { path: '/up', port }, periodSeconds: 3 },
    ...more,
  });

/** A container whose program listens at a port that speaks no HTTP. */
export const connected = (name: string, command: string, port: number, env: Env = {}, more: Fields = {}) =>
  listening(name, command, port, env, {
    readinessProbe: { tcpSocket: { port }, periodSeconds: 5 },
    ...more,
  });

export const statefulSet = (
  app: string,
  container: Fields,
  more: { replicas?: number; pod?: Fields } = {},
): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: app, labels: { app } },
  spec: {
    serviceName: app,
    replicas: more.replicas ?? 1,
    selector: { matchLabels: { app } },
    podManagementPolicy: 'Parallel',
    template: podOf(app, container, more.pod),
  },
});

export const cronJob = (
  name: string,
  schedule: string,
  container: Fields,
  spec: Fields = {},
): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name, labels: { app: name } },
  spec: {
    schedule,
    jobTemplate: {
      spec: { template: podOf(name, container, { restartPolicy: 'Never' }), ...spec },
    },
  },
});

/** The field of a pod by which it finds a host outside. */
export const reaching = (host: string): Fields => ({
  hostAliases: [{ ip: OUTSIDE_ADDRESS, hostnames: [host] }],
});

/** What stands for a host outside, as programs/strangers/outside.mts answers with this environment. */
export const outsideServer = (port: number, env: Env = {}): KubeObject =>
  deployment('outside', connected('outside', 'outside', port, { PORT: String(port), ...env }));

export const outside = (port: number, env: Env = {}): KubeObject[] => [
  service('outside', port),
  outsideServer(port, env),
];
