/** One rule of a ClusterRole (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole). */
export interface RbacRule {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly ('get' | 'list' | 'create')[];
  /** True for resources without a namespace: no Role can give these, only a ClusterRole. */
  readonly clusterScoped?: boolean;
}

/** Rights beyond reading objects and logs; an installation gives each only when it wants it. */
export type OptionalRight = 'secrets' | 'exec' | 'prometheus';

/** "nodes.metrics.k8s.io": a resource with its group. */
export const resourceText = ({ resource, apiGroup }: RbacRule): string =>
  `${resource}${apiGroup === '' ? '' : `.${apiGroup}`}`;

/** "list nodes.metrics.k8s.io": how a note names a rule that is missing. */
export const ruleText = (rule: RbacRule): string => `${rule.verbs.join('+')} ${resourceText(rule)}`;
