import { present } from '../model/present.ts';
import type { CollectContext } from './collector.ts';

/** Where a list is read: the whole cluster, the target's namespace, or that and more. */
export interface Scope {
  readonly namespace?: string;
  readonly fieldSelector?: string;
  /** A scope whose failure does not fail the collector; it is named in the detail. */
  readonly extra?: string;
}

/** Where the control plane's own pods run (https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/). */
export const SYSTEM_NAMESPACE = 'kube-system';
/** Where events of Nodes are kept: an object without a namespace has its events in "default". */
const NODE_EVENTS_NAMESPACE = 'default';

/** The whole cluster: for kinds that have no namespace. */
export const wholeCluster = (): readonly Scope[] => [{}];

/** The target's namespace. */
export const targetNamespace = ({ target }: CollectContext): readonly Scope[] => [
  { namespace: target.namespace },
];

/** The target's namespace, and the other namespaces in which the playbook's dependencies run. */
export function targetAndDependencies({ target, playbook }: CollectContext): readonly Scope[] {
  const others = new Set(playbook.dependencies.flatMap(({ namespace }) => (namespace ? [namespace] : [])));
  others.delete(target.namespace);
  return [
    { namespace: target.namespace },
    ...[...others].sort().map((namespace) => ({ namespace, extra: `namespace ${namespace}` })),
  ];
}

/** Events of the target's namespace, of nodes, and warnings of the control plane's own pods. */
export function eventScopes(context: CollectContext): readonly Scope[] {
  const scopes = targetAndDependencies(context);
  const read = new Set(scopes.map(({ namespace }) => namespace));
  return present(
    ...scopes,
    !read.has(NODE_EVENTS_NAMESPACE) && {
      namespace: NODE_EVENTS_NAMESPACE,
      fieldSelector: 'involvedObject.kind=Node',
      extra: 'events of nodes',
    },
    !read.has(SYSTEM_NAMESPACE) && {
      namespace: SYSTEM_NAMESPACE,
      fieldSelector: 'type=Warning',
      extra: `events of ${SYSTEM_NAMESPACE}`,
    },
  );
}
