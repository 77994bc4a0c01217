import type { Planter } from './planter.ts';

const AT = '2026-11-25T13:58:00Z';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A pod that holds a kind in all its places, crashing, so that its words are looked at. */
function rawPod(plant: Planter, kind: string, name: string): unknown {
  const p = plant;
  const settings = p.env(kind, 'annotation value');
  return {
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      creationTimestamp: '2026-11-25T13:00:00Z',
      labels: { app: 'api' },
      annotations: {
        'example.com/note': p.text(kind, 'annotation'),
        [`example.com/${settings.name}`]: settings.value,
      },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'api-5d4f8c7b9', uid: 'rs', controller: true }],
    },
    spec: {
      nodeName: 'node-1',
      initContainers: [{ name: 'init', image: 'init:1', args: p.words(kind, 'init args') }],
      containers: [
        {
          name: 'api',
          image: 'api:1',
          command: p.words(kind, 'command'),
          args: ['sh', '-c', p.text(kind, 'shell')],
          env: [p.env(kind, 'env')],
          livenessProbe: { exec: { command: p.words(kind, 'exec probe') } },
          readinessProbe: { httpGet: { path: p.path(kind, 'probe path'), port: 8080 } },
        },
        {
          name: 'split',
          image: 'api:1',
          command: p.words(kind, 'command and args').slice(0, 1),
          args: p.words(kind, 'args').slice(1),
        },
      ],
    },
    status: {
      phase: 'Running',
      message: p.text(kind, 'pod status'),
      conditions: [
        { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: p.text(kind, 'condition') },
      ],
      containerStatuses: [
        {
          name: 'api',
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff', message: p.text(kind, 'waiting') } },
          lastState: {
            terminated: { exitCode: 1, reason: 'Error', message: p.text(kind, 'terminated'), finishedAt: AT },
          },
        },
      ],
    },
  };
}

const template = (containers: unknown) => ({
  metadata: { labels: { app: 'api' } },
  spec: { containers: [containers] },
});

/** Everything that the API of the cluster says. */
export function rawLists(p: Planter, kinds: readonly string[]) {
  const each = (make: (kind: string, name: string) => unknown) => ({
    items: kinds.map((kind, i) => make(kind, `api-5d4f8c7b9-${i}`)),
  });
  return {
    'api/v1/pods': each((kind, name) => rawPod(p, kind, name)),
    'api/v1/events': each((kind, name) => ({
      metadata: { name: `${name}.1`, namespace: 'shop', creationTimestamp: AT },
      type: 'Warning',
      reason: 'Unhealthy',
      message: p.text(kind, 'event'),
      firstTimestamp: AT,
      lastTimestamp: AT,
      involvedObject: { kind: 'Pod', namespace: 'shop', name },
    })),
    'apis/apps/v1/deployments': each((kind, name) => ({
      metadata: {
        name,
        namespace: 'shop',
        annotations: {
          [LAST_APPLIED]: JSON.stringify({
            kind: 'Deployment',
            spec: { template: template({ name: 'api', env: [p.env(kind, 'last applied env')] }) },
          }),
        },
      },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        template: template({ name: 'api', image: 'api:1', args: p.words(kind, 'template args') }),
      },
      status: { conditions: [{ type: 'Available', status: 'False', message: p.text(kind, 'workload') }] },
    })),
    'apis/apps/v1/controllerrevisions': each((kind, name) => ({
      metadata: { name, namespace: 'shop' },
      revision: 1,
      data: { spec: { template: template({ name: 'db', env: [p.env(kind, 'revision env')] }) } },
    })),
    'api/v1/persistentvolumes': each((kind, name) => ({
      metadata: { name },
      status: { phase: 'Failed', message: p.text(kind, 'volume') },
    })),
    'api/v1/nodes': each((kind, name) => ({
      metadata: { name },
      status: { conditions: [{ type: 'Ready', status: 'False', message: p.text(kind, 'node') }] },
    })),
    'apis/networking.k8s.io/v1/ingresses': each((kind, name) => ({
      metadata: { name, namespace: 'shop', annotations: { 'example.com/snippet': p.text(kind, 'ingress') } },
      spec: { rules: [{ host: 'x.example', http: { paths: [{ path: p.path(kind, 'ingress path') }] } }] },
    })),
  };
}
