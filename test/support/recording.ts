import type { KubernetesAccess } from '../../functions/clients/kubernetes/port.ts';
import type { RecordedList, Recording } from '../../functions/recordings/recording.ts';

/** A raw pod as the API gives it, with a secret in every place that could hold one. */
export function rawPod(
  name: string,
  more: { ready?: boolean; restarts?: number; namespace?: string; owner?: string } = {},
) {
  const { ready = true, restarts = 0, namespace = 'shop', owner = 'api-5d4f8c7b9' } = more;
  return {
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      creationTimestamp: '2026-11-25T13:00:00Z',
      labels: { app: 'api' },
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{"password":"hunter2-in-annotation"}',
      },
      ownerReferences: [{ kind: 'ReplicaSet', name: owner, uid: 'rs', controller: true }],
      managedFields: [{ manager: 'kubelet', operation: 'Update', fieldsV1: { 'f:status': {} } }],
    },
    spec: {
      nodeName: 'node-1',
      containers: [
        {
          name: 'api',
          image: 'registry.example/api:41',
          args: ['--password', 'hunter2-in-args', '--verbose'],
          env: [
            { name: 'DB_PASSWORD', value: 'hunter2-in-env' },
            { name: 'DATABASE_URL', value: 'postgres://app:hunter2-in-url@postgres:5432/app' },
          ],
        },
      ],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'api',
          ready,
          restartCount: restarts,
          state: ready
            ? { running: { startedAt: '2026-11-25T13:00:00Z' } }
            : { waiting: { reason: 'CrashLoopBackOff' } },
          lastState:
            restarts > 0
              ? { terminated: { reason: 'Error', exitCode: 1, message: 'password=hunter2-in-message' } }
              : {},
        },
      ],
    },
  };
}

/** A recording with the given lists; the kinds that are not named answer an empty list. */
export function recordingOf(lists: Record<string, RecordedList>, logs: Recording['logs'] = []): Recording {
  const empty = Object.fromEntries(
    [
      'api/v1/pods',
      'api/v1/events',
      'api/v1/services',
      'api/v1/nodes',
      'api/v1/configmaps',
      'api/v1/secrets',
      'api/v1/serviceaccounts',
      'api/v1/persistentvolumeclaims',
      'api/v1/persistentvolumes',
      'api/v1/resourcequotas',
      'api/v1/limitranges',
      'apis/apps/v1/deployments',
      'apis/apps/v1/replicasets',
      'apis/apps/v1/statefulsets',
      'apis/apps/v1/daemonsets',
      'apis/apps/v1/controllerrevisions',
      'apis/batch/v1/jobs',
      'apis/batch/v1/cronjobs',
      'apis/storage.k8s.io/v1/storageclasses',
      'apis/autoscaling/v2/horizontalpodautoscalers',
      'apis/policy/v1/poddisruptionbudgets',
      'apis/networking.k8s.io/v1/networkpolicies',
      'apis/networking.k8s.io/v1/ingresses',
      'apis/networking.k8s.io/v1/ingressclasses',
      'apis/discovery.k8s.io/v1/endpointslices',
    ].map((path): [string, RecordedList] => [path, { items: [] }]),
  );
  return {
    version: 1,
    recordedAt: '2026-11-25T14:00:00Z',
    cluster: 'test',
    namespace: 'shop',
    lists: {
      ...empty,
      'api/v1/namespaces': { items: [{ metadata: { name: 'shop' } }, { metadata: { name: 'kube-system' } }] },
      ...lists,
    },
    logs,
  };
}

export const accessTo = (url: string): KubernetesAccess => ({
  server: url,
  token: 'test-token',
  name: 'test',
});

export const kubeconfigFor = (server: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster: { server } }],
    users: [{ name: 'reader', user: { token: 'test-token' } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'reader', namespace: 'shop' } }],
  });
