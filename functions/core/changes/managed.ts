import type { CollectorName } from '../evidence.ts';
import type * as k from '../kubernetes/objects.ts';
import { timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import type { RawChange } from './time-line.ts';

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
      return metadata.managedFields.flatMap(({ manager, time, subresource, keys }) => {
        const at = timeOf(time);
        if (at === undefined || subresource === 'status' || CONTROLLERS.test(manager)) return [];
        if (created !== undefined && Math.abs(at - created) < 2_000)
          return created > settled
            ? [{ kind: 'fields' as const, at, object, what: 'created', who: manager }]
            : [];
        const relevant = keys.filter((key) => !/^(?:metadata|status)(?:\.|$)/.test(key));
        const own = relevant.filter((key) => !WORKLOADS.includes(kind) || !NOT_BY_FIELDS.test(key));
        return own.length === 0
          ? []
          : [{ kind: 'fields' as const, at, object, what: whatOf(own, metadata.lastApplied), who: manager }];
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

const MAX_KEYS = 3;
/** A manager that owns more keys than this has applied a whole manifest: which of them changed is not known. */
const FEW_KEYS = 8;

/** The keys that differ from what was applied before, with their old value; else the keys that the manager owns. */
function whatOf(keys: readonly string[], old: Readonly<Record<string, string>> | undefined): string {
  const changed = keys.filter((key) => old?.[key] !== undefined);
  if (changed.length === 0 && keys.length > FEW_KEYS)
    return `applied as a whole (${keys.length} fields; which of them changed is not known)`;
  const named = changed.length > 0 ? changed : keys;
  const text = named
    .slice(0, MAX_KEYS)
    .map((key) => (old?.[key] ? `${key} (was ${old[key]})` : key))
    .join(', ');
  const more = named.length > MAX_KEYS ? ` and ${named.length - MAX_KEYS} more` : '';
  return `${text}${more}${changed.length > 0 ? '' : ' (old value unknown)'}`;
}
