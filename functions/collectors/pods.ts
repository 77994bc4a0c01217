import * as z from 'zod/mini';
import * as k from '../model/kubernetes/objects.ts';
import { redact } from '../redaction/redact.ts';
import { listCollector } from './list-collector.ts';
import { withoutManagedFields } from './managed-fields.ts';
import { byName } from './read-object.ts';
import { redactConditions, redactContainerStatus, redactMetadata, redactPodSpec } from './sanitize.ts';
import { SYSTEM_NAMESPACE, targetAndDependencies } from './scopes.ts';

/** Reads a pod, redacted; the managers of a pod (kubelet, controller) say nothing, so they are dropped. */
function readPod(raw: unknown): k.Pod {
  const pod = z.parse(k.pod, withoutManagedFields(raw));
  return {
    metadata: redactMetadata(pod.metadata),
    spec: redactPodSpec(pod.spec),
    status: {
      ...pod.status,
      message: redact(pod.status.message),
      conditions: redactConditions(pod.status.conditions),
      containerStatuses: pod.status.containerStatuses.map(redactContainerStatus),
      initContainerStatuses: pod.status.initContainerStatuses.map(redactContainerStatus),
    },
  };
}

export const pods = listCollector({
  name: 'pods',
  apiVersion: 'v1',
  resource: 'pods',
  scopes: targetAndDependencies,
  read: readPod,
  order: byName,
});

/** DNS, proxies and the network plug-in: a failure there is felt in every namespace. */
export const systempods = listCollector({
  name: 'systempods',
  apiVersion: 'v1',
  resource: 'pods',
  scopes: () => [{ namespace: SYSTEM_NAMESPACE }],
  read: readPod,
  order: byName,
});
