/** One rule of a ClusterRole (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole). */
export interface RbacRule {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly ('get' | 'list' | 'create')[];
  /** True for resources without a namespace: no Role can give these, only a ClusterRole. */
  readonly clusterScoped?: boolean;
}

/** "list nodes.metrics.k8s.io": how a note names a rule that is missing. */
export const ruleText = (rule: RbacRule): string =>
  `${rule.verbs.join('+')} ${rule.resource}${rule.apiGroup === '' ? '' : `.${rule.apiGroup}`}`;
