import type { CollectorName } from '../../functions/model/evidence.ts';
import type { Target } from '../../functions/model/report.ts';
import {
  ago,
  app,
  deployment,
  event,
  join,
  log,
  node,
  pod,
  podName,
  replicaSet,
  service,
  slice,
  statefulSet,
} from '../unit/diagnosis/mechanisms/cluster.ts';

interface Incident {
  readonly target: Partial<Target>;
  readonly parts: { readonly [Name in CollectorName]?: readonly unknown[] };
}

const target = { workload: { kind: 'Deployment', namespace: 'shop', name: 'api' } };
const minute = (seconds: number, requests: number, errors5xx: number) => ({
  at: ago(seconds),
  requests,
  errors5xx,
  errors4xx: 0,
  byMethod: { POST: requests },
});
const endpoint = (requests: number, errors5xx: number) => ({
  method: 'POST',
  path: '/orders/:id',
  requests,
  errors5xx,
  errors4xx: 0,
  p50: 30,
  p95: 5000,
  byStatus: { 200: requests - errors5xx, 503: errors5xx },
});
const url = { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'db', key: 'url' } } };
const database = {
  statefulsets: [statefulSet('db', { container: { ports: [{ containerPort: 5432 }] } })],
  pods: [pod('db', { ownerKind: 'StatefulSet', container: { ports: [{ containerPort: 5432 }] } })],
  services: [service('db', { ports: [{ port: 5432, targetPort: 5432, protocol: 'TCP' }] })],
  endpointslices: [slice('db')],
  nodes: [node('node-1')],
};

/** Incidents that we composed; each one's whole report is kept beside it. */
export const INCIDENTS: Readonly<Record<string, Incident>> = {
  /** A worker that was scaled up holds the database's connections. */
  'database-connections': {
    target,
    parts: join(app('api', { container: { env: [url] } }), database, {
      deployments: [deployment('worker', { replicas: 12, container: { env: [url] } })],
      replicasets: [replicaSet('worker')],
      pods: [pod('worker')],
      events: [
        event(
          'Deployment',
          'worker',
          'ScalingReplicaSet',
          'Scaled up replica set worker-6d4cf56db6 from 2 to 12',
          { type: 'Normal', count: 1, firstTimestamp: ago(250), lastTimestamp: ago(250) },
        ),
      ],
      logs: [
        log(
          {
            pod: podName('api'),
            requests: 1100,
            byStatus: { 200: 700, 503: 400 },
            endpoints: [endpoint(1100, 400)],
            minutes: [minute(600, 200, 0), minute(540, 200, 0), minute(240, 200, 150), minute(180, 200, 150)],
          },
          { 'request errored: sorry, too many clients already': 400 },
        ),
        log({ pod: podName('worker') }, { 'batch failed: sorry, too many clients already': 60 }),
        log({ pod: 'db-0' }, { 'FATAL: sorry, too many clients already': 460 }),
      ],
    }),
  },
  /** The new revision fails by an error of its own; pods of the old one do not. */
  'bad-rollout': {
    target,
    parts: {
      nodes: [node('node-1')],
      deployments: [deployment('api', { replicas: 2, container: { image: 'registry.example/api:42' } })],
      replicasets: [
        replicaSet('api', { revision: 41, container: { image: 'registry.example/api:41' } }),
        replicaSet('api', {
          hash: '7f5b9c8d44',
          revision: 42,
          container: { image: 'registry.example/api:42' },
          created: ago(260),
        }),
      ],
      pods: [pod('api'), pod('api', { hash: '7f5b9c8d44', suffix: 'bbbbb', created: ago(255) })],
      events: [
        event('Deployment', 'api', 'ScalingReplicaSet', 'Scaled up replica set api-7f5b9c8d44 from 0 to 1', {
          type: 'Normal',
          count: 1,
          firstTimestamp: ago(260),
          lastTimestamp: ago(260),
        }),
      ],
      logs: [
        log({
          pod: podName('api'),
          requests: 500,
          byStatus: { 200: 500 },
          endpoints: [endpoint(500, 0)],
          minutes: [minute(600, 100, 0), minute(240, 100, 0)],
        }),
        log(
          {
            pod: 'api-7f5b9c8d44-bbbbb',
            requests: 300,
            byStatus: { 200: 180, 500: 120 },
            endpoints: [endpoint(300, 120)],
            minutes: [minute(240, 100, 40), minute(180, 200, 80)],
          },
          { "TypeError: Cannot read properties of undefined (reading 'total')": 120 },
        ),
      ],
    },
  },
  /** All is well: nothing is named, and what was looked at is said. */
  healthy: {
    target,
    parts: join(app('api'), database, {
      events: [
        event('Pod', podName('api'), 'Unhealthy', 'Readiness probe failed: connection refused', {
          firstTimestamp: ago(2990),
          lastTimestamp: ago(2980),
        }),
      ],
      services: [service('api')],
      logs: [
        log({
          pod: podName('api'),
          requests: 900,
          byStatus: { 200: 900 },
          endpoints: [endpoint(900, 0)],
          minutes: [minute(600, 100, 0)],
        }),
      ],
    }),
  },
};
