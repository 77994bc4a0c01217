import type { CollectorName } from '../evidence.ts';
import type * as k from '../kubernetes/objects.ts';
import { timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import type { RawChange } from './change.ts';

/** Kinds whose managed fields tell of people's and pipelines' changes. */
const KINDS: readonly (readonly [CollectorName, string])[] = [
  ['deployments', 'Deployment'],
  ['statefulsets', 'StatefulSet'],
  ['daemonsets', 'DaemonSet'],
  ['cronjobs', 'CronJob'],
  ['services', 'Service'],
  ['ingresses', 'Ingress'],
  ['configmaps', 'ConfigMap'],
  ['secrets', 'Secret'],
  ['persistentvolumeclaims', 'PersistentVolumeClaim'],
  ['resourcequotas', 'ResourceQuota'],
  ['limitranges', 'LimitRange'],
  ['horizontalpodautoscalers', 'HorizontalPodAutoscaler'],
  ['poddisruptionbudgets', 'PodDisruptionBudget'],
  ['networkpolicies', 'NetworkPolicy'],
];

/** Rollouts and scalings are told with both values elsewhere; the others cannot be changed at all (apps/v1). */
const NOT_BY_FIELDS =
  /^spec\.(?:template|replicas|selector|serviceName|podManagementPolicy|volumeClaimTemplates)/;
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The cluster's own hands: what they write is an effect. */
const CONTROLLERS =
  /^(?:kube-controller-manager|kube-scheduler|kubelet|kube-apiserver|cloud-controller-manager|horizontal-pod-autoscaler|.*-controller(?:-manager)?)$/;

/**
 * Changes out of `metadata.managedFields`: which keys, by which manager, when. The API keeps no old values; they are
 * known only where kubectl's own copy of what was applied has them.
 */
export function managedChanges(view: ClusterView): readonly RawChange[] {
  const settled = settledAt(view);
  return KINDS.flatMap(([collector, kind]) =>
    (view.evidence.all(collector) as readonly { readonly metadata: k.Metadata }[]).flatMap(({ metadata }) => {
      const object = { kind, namespace: metadata.namespace, name: metadata.name };
      const created = timeOf(metadata.creationTimestamp);
      return metadata.managedFields.flatMap(({ manager, time, subresource, keys }): readonly RawChange[] => {
        const at = timeOf(time);
        if (at === undefined || subresource === 'status' || CONTROLLERS.test(manager)) return [];
        if (created !== undefined && Math.abs(at - created) < 2_000)
          return created > settled ? [{ at, object, who: manager, facts: { kind: 'created' } }] : [];
        const relevant = keys.filter((key) => !/^(?:metadata|status)(?:\.|$)/.test(key));
        const own = relevant.filter((key) => !WORKLOADS.includes(kind) || !NOT_BY_FIELDS.test(key));
        const fields = own.map((key) => ({ key, was: metadata.lastApplied?.[key] }));
        return own.length === 0 ? [] : [{ at, object, who: manager, facts: { kind: 'fields', fields } }];
      });
    }),
  );
}

/** What comes with the first workloads belongs to them; only what comes this much later is a change, ms. */
const SETTLING_MS = 10 * 60_000;

function settledAt(view: ClusterView): number {
  const created = view.workloads.flatMap(({ metadata }) => timeOf(metadata.creationTimestamp) ?? []);
  return Math.min(...created) + SETTLING_MS;
}
