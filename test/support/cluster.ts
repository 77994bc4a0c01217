import type { Bundle } from '../../functions/model/bundle.ts';
import type { CollectorName, EvidenceSet } from '../../functions/model/evidence.ts';
import * as k from '../../functions/model/kubernetes/objects.ts';
import type { ObjectRef } from '../../functions/model/object-ref.ts';

/** Objects of a cluster as a test writes them: what is not named has the reader's default. */
const NAMESPACE = 'production';
type Parts = Record<string, unknown>;

const meta = (name: string, parts: Parts = {}): Parts => ({
  name,
  namespace: NAMESPACE,
  uid: `uid-${name}`,
  labels: { app: name },
  ...parts,
});
const owner = (kind: string, name: string): Parts => ({
  ownerReferences: [{ kind, name, uid: `uid-${name}`, controller: true }],
});

export const deployment = (name: string, spec: Parts = {}, parts: Parts = {}): k.Deployment =>
  k.deployment.parse({
    metadata: meta(name),
    spec: { replicas: 2, template: template(name), ...spec },
    status: { replicas: 2, readyReplicas: 2 },
    ...parts,
  });

export const statefulSet = (name: string, spec: Parts = {}, parts: Parts = {}): k.StatefulSet =>
  k.statefulSet.parse({
    metadata: meta(name),
    spec: { replicas: 1, template: template(name), ...spec },
    status: { replicas: 1, readyReplicas: 1 },
    ...parts,
  });

export const template = (name: string, container: Parts = {}): Parts => ({
  metadata: { labels: { app: name } },
  spec: {
    containers: [{ name, image: `${name}:1`, readinessProbe: { tcpSocket: { port: 80 } }, ...container }],
  },
});

export const replicaSet = (deploymentName: string, revision: number): k.ReplicaSet =>
  k.replicaSet.parse({
    metadata: {
      ...meta(`${deploymentName}-r${revision}`),
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ...owner('Deployment', deploymentName),
    },
    spec: { template: template(deploymentName) },
  });

/** A pod of a ReplicaSet or StatefulSet; `app` is its label and container. */
export const pod = (name: string, of: ObjectRef, app: string, ready = true, parts: Parts = {}): k.Pod =>
  k.pod.parse({
    metadata: meta(name, { labels: { app }, ...owner(of.kind, of.name) }),
    spec: { containers: [{ name: app, image: `${app}:1` }], nodeName: 'node-1' },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ name: app, ready, restartCount: 0, state: { running: { startedAt: '' } } }],
    },
    ...parts,
  });

export const service = (name: string, app: string, port: number): k.Service =>
  k.service.parse({ metadata: meta(name), spec: { selector: { app }, ports: [{ port }] } });

export const endpoints = (serviceName: string, pods: readonly string[], ready = true): k.EndpointSlice =>
  k.endpointSlice.parse({
    metadata: meta(`${serviceName}-x`, { labels: { 'kubernetes.io/service-name': serviceName } }),
    addressType: 'IPv4',
    endpoints: pods.map((name, index) => ({
      addresses: [`10.0.0.${index + 1}`],
      conditions: { ready },
      targetRef: { kind: 'Pod', name, namespace: NAMESPACE },
    })),
  });

export const node = (name: string, cpu = '4', memory = '8Gi'): k.Node =>
  k.node.parse({
    metadata: { name },
    status: { conditions: [{ type: 'Ready', status: 'True' }], allocatable: { cpu, memory, pods: '110' } },
  });

export const quota = (name: string, hard: Parts, used: Parts): k.ResourceQuota =>
  k.resourceQuota.parse({ metadata: meta(name), spec: { hard }, status: { hard, used } });

export const autoscaler = (name: string, target: string, maxReplicas: number): k.HorizontalPodAutoscaler =>
  k.horizontalPodAutoscaler.parse({
    metadata: meta(name),
    spec: { scaleTargetRef: { kind: 'Deployment', name: target }, maxReplicas, minReplicas: 2 },
  });

export const ref = (kind: string, name: string): ObjectRef => ({ kind, namespace: NAMESPACE, name });

/** Evidence of these collectors, all read whole, of production/deployment/dojopool-api at 14:03:22Z. */
export function bundleOf(data: Partial<Record<CollectorName, readonly unknown[]>>): Bundle {
  const evidence = Object.fromEntries(
    Object.entries(data).map(([collector, items]) => [
      collector,
      { collector, status: items.length > 0 ? 'ok' : 'empty', detail: '', data: items, ms: 5 },
    ]),
  ) as unknown as EvidenceSet;
  return {
    version: '1',
    generatedAt: '2026-11-25T14:03:22.000Z',
    target: { cluster: 'prod', namespace: NAMESPACE, workload: ref('Deployment', 'dojopool-api') },
    window: { from: '2026-11-25T13:48:22.000Z', to: '2026-11-25T14:03:22.000Z' },
    evidence,
    timings: { total: 2100 },
  };
}

const API_ENV = [
  { name: 'DATABASE_URL', value: 'postgres://dojo_user@dojopool-postgresql:5432/dojopool' },
  { name: 'REDIS_URL', value: 'redis://dojopool-redis:6379' },
  { name: 'GEMINI_URL', value: 'https://generativelanguage.googleapis.com' },
  { name: 'MAPBOX_URL', value: 'https://api.mapbox.com' },
];
const API_RESOURCES = {
  requests: { cpu: '250m', memory: '128Mi' },
  limits: { cpu: '500m', memory: '256Mi' },
};

/** metrics.k8s.io of a pod with one container. */
export const usage = (name: string, container: string, cpu: string, memory: string): k.PodMetrics =>
  k.podMetrics.parse({ metadata: meta(name), containers: [{ name: container, usage: { cpu, memory } }] });

/** Lists that are read whole and hold nothing. */
const NOTHING_OF: readonly CollectorName[] = [
  'events',
  'daemonsets',
  'controllerrevisions',
  'jobs',
  'cronjobs',
  'ingresses',
  'ingressclasses',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'persistentvolumeclaims',
  'persistentvolumes',
  'storageclasses',
  'resourcequotas',
  'limitranges',
  'horizontalpodautoscalers',
  'poddisruptionbudgets',
  'networkpolicies',
  'systempods',
];

const apiPod = (name: string): k.Pod =>
  pod(name, ref('ReplicaSet', 'dojopool-api-r41'), 'dojopool-api', true, {
    spec: {
      containers: [{ name: 'dojopool-api', image: 'dojopool-api:1', resources: API_RESOURCES }],
      nodeName: 'node-1',
    },
  });

/** DojoPool in good health: two API pods, PostgreSQL, Redis, one node, no quota. */
export function dojopool(): Partial<Record<CollectorName, readonly unknown[]>> {
  return {
    deployments: [
      deployment('dojopool-api', {
        template: template('dojopool-api', { env: API_ENV, resources: API_RESOURCES }),
      }),
      deployment('score-worker', { template: template('score-worker', { env: API_ENV.slice(0, 1) }) }),
    ],
    statefulsets: [
      statefulSet('dojopool-postgresql', { template: template('postgresql') }),
      statefulSet('dojopool-redis', { template: template('redis') }),
    ],
    replicasets: [replicaSet('dojopool-api', 40), replicaSet('dojopool-api', 41)],
    pods: [
      apiPod('dojopool-api-r41-a'),
      apiPod('dojopool-api-r41-b'),
      pod('score-worker-x', ref('Deployment', 'score-worker'), 'score-worker'),
      pod('dojopool-postgresql-0', ref('StatefulSet', 'dojopool-postgresql'), 'postgresql'),
      pod('dojopool-redis-0', ref('StatefulSet', 'dojopool-redis'), 'redis'),
    ],
    services: [
      service('dojopool-api', 'dojopool-api', 80),
      service('dojopool-postgresql', 'postgresql', 5432),
      service('dojopool-redis', 'redis', 6379),
    ],
    endpointslices: [
      endpoints('dojopool-api', ['dojopool-api-r41-a', 'dojopool-api-r41-b']),
      endpoints('dojopool-postgresql', ['dojopool-postgresql-0']),
      endpoints('dojopool-redis', ['dojopool-redis-0']),
    ],
    nodes: [node('node-1')],
    podmetrics: [
      usage('dojopool-api-r41-a', 'dojopool-api', '120m', '156Mi'),
      usage('dojopool-api-r41-b', 'dojopool-api', '110m', '150Mi'),
    ],
    ...Object.fromEntries(NOTHING_OF.map((collector) => [collector, []])),
  };
}
