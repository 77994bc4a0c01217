import type { RawChange } from '../../model/change.ts';
import type { CollectorName } from '../../model/evidence.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { anyOf } from '../../text/any-of.ts';
import { timeOf } from '../../text/time.ts';
import type { ClusterView } from '../view/view.ts';

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
const CONTROLLERS = anyOf(
  [
    /^kube-scheduler$/,
    /^kubelet$/,
    /^kube-apiserver$/,
    /^horizontal-pod-autoscaler$/,
    /-controller(?:-manager)?$/,
  ],
  '',
);

/**
 * Changes out of `metadata.managedFields`: which keys, by which manager, when. The API keeps no old values; they are
 * known only where kubectl's own copy of what was applied has them.
 */
export function managedChanges(view: ClusterView): readonly RawChange[] {
  const settled = settledAt(view);
  return KINDS.flatMap(([collector, kind]) =>
    (view.evidence.all(collector) as readonly { readonly metadata: k.Metadata }[]).flatMap(({ metadata }) =>
      metadata.managedFields.flatMap((entry) => changeOf(entry, metadata, kind, settled) ?? []),
    ),
  );
}

function changeOf(
  { manager, operation, time, subresource, keys }: k.Metadata['managedFields'][number],
  metadata: k.Metadata,
  kind: string,
  settled: number,
): RawChange | undefined {
  const at = timeOf(time);
  if (at === undefined || subresource === 'status' || CONTROLLERS.test(manager)) return undefined;
  const change = { at, object: { kind, namespace: metadata.namespace, name: metadata.name }, who: manager };
  const created = timeOf(metadata.creationTimestamp);
  if (created !== undefined && Math.abs(at - created) < 2_000)
    return created > settled ? { ...change, facts: { kind: 'created' } } : undefined;
  const own = keys
    .filter((key) => !/^(?:metadata|status)(?:\.|$)/.test(key))
    .filter((key) => !WORKLOADS.includes(kind) || !NOT_BY_FIELDS.test(key));
  if (own.length === 0) return undefined;
  const before = oldValues(metadata);
  const fields = own.map((key) => ({ key, was: before.get(key) ?? before.get(withoutElements(key)) }));
  const applied = own.length > 1 && (operation === 'Apply' || keys.includes(LAST_APPLIED));
  return { ...change, facts: { kind: 'fields', fields, ...(applied ? { applied } : {}) } };
}

/** kubectl's own copy of what was applied: who wrote it has applied a whole manifest. */
const LAST_APPLIED = 'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration';

/**
 * What was applied before, by path. Managed fields tell the elements of a list apart by other keys than kubectl does
 * (`[port=80,protocol=TCP]`, `[name=http]`): where one path alone is the same without them, it is the same.
 */
function oldValues({ lastApplied = {} }: k.Metadata): ReadonlyMap<string, string> {
  const entries = Object.entries(lastApplied);
  const plain = entries.map(([path]) => withoutElements(path));
  const alone = entries.flatMap(([path, value]): readonly (readonly [string, string])[] =>
    plain.filter((other) => other === withoutElements(path)).length === 1
      ? [[withoutElements(path), value]]
      : [],
  );
  return new Map([...alone, ...entries]);
}

const withoutElements = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, '[]');

/** What comes with the first workloads belongs to them; only what comes this much later is a change, ms. */
const SETTLING_MS = 10 * 60_000;

function settledAt(view: ClusterView): number {
  const created = view.workloads.flatMap(({ metadata }) => timeOf(metadata.creationTimestamp) ?? []);
  return Math.min(...created) + SETTLING_MS;
}
