import { compare } from '../model/canonical.ts';
import type { OptionalRight, RbacRule } from '../model/rbac.ts';
import type { Collector } from './collector.ts';

/** A rule as a manifest has it. */
interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

interface Subject {
  readonly kind: 'Group' | 'ServiceAccount';
  readonly name: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
}

/** A Kubernetes object as a manifest has it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

export interface RoleOptions {
  /** Rights beyond reading objects and logs; exec has its namespaces. */
  readonly rights: ReadonlySet<Exclude<OptionalRight, 'exec'>>;
  /** The namespaces in which programs may be run in pods; none where it is absent. */
  readonly execIn?: readonly string[];
  /** Limits all but cluster-scoped kinds to this namespace. */
  readonly namespace?: string;
  /** Binds this account, and makes it; else the group "firstnote" is bound (the group of an EKS access entry). */
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
  /** The Service that Prometheus is proxied through, as the API's path names it ("prometheus:9090"). */
  readonly prometheus?: { readonly namespace: string; readonly service: string };
}

const RBAC = 'rbac.authorization.k8s.io';
const NAME = 'firstnote';
/** The role, and the group that only the function which runs programs in pods is in. */
const EXEC_NAME = `${NAME}-exec`;
/** Namespaces that are read beside the target's: DNS and proxies, and the events of nodes. */
export const SHARED_NAMESPACES = ['kube-system', 'default'];

/** Folds rules into one a group and verbs, sorted. */
function policyRules(rules: readonly RbacRule[]): PolicyRule[] {
  const folded = new Map<string, { rule: RbacRule; resources: Set<string> }>();
  for (const rule of rules) {
    const key = `${rule.apiGroup} ${rule.verbs.join()}`;
    const entry = folded.get(key) ?? { rule, resources: new Set() };
    entry.resources.add(rule.resource);
    folded.set(key, entry);
  }
  return [...folded]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { rule, resources }]) => ({
      apiGroups: [rule.apiGroup],
      resources: [...resources].sort(compare),
      verbs: rule.verbs,
    }));
}

/** A role and its binding, for the cluster or for one namespace. */
function roleAndBinding(
  name: string,
  rules: readonly PolicyRule[],
  subject: Subject,
  namespace?: string,
): Manifest[] {
  if (rules.length === 0) return [];
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const metadata = namespace === undefined ? { name } : { name, namespace };
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind, name },
      subjects: [subject],
    },
  ];
}

/**
 * The roles that the collectors need, generated from the rules that they declare: nothing more, nothing that writes.
 * Exec, the one right that is like writing, is a role of its own in each namespace, for a group of its own.
 */
export function roleManifests(collectors: readonly Collector[], options: RoleOptions): Manifest[] {
  const { namespace, serviceAccount, rights, execIn = [], prometheus } = options;
  const bound = (group: string): Subject =>
    serviceAccount === undefined
      ? { kind: 'Group', name: group, apiGroup: RBAC }
      : { kind: 'ServiceAccount', ...serviceAccount };
  const subject = bound(NAME);
  const rulesOf = (right: OptionalRight | undefined): RbacRule[] =>
    collectors.filter(({ optional }) => optional === right).flatMap(({ rbac }) => rbac);
  const reading = [...rulesOf(undefined), ...(rights.has('secrets') ? rulesOf('secrets') : [])];
  const accounts: Manifest[] =
    serviceAccount === undefined
      ? []
      : [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...serviceAccount } }];
  const roles =
    namespace === undefined
      ? roleAndBinding(NAME, policyRules(reading), subject)
      : [
          ...roleAndBinding(NAME, policyRules(reading.filter((rule) => rule.clusterScoped)), subject),
          ...roleAndBinding(
            NAME,
            policyRules(reading.filter((rule) => !rule.clusterScoped)),
            subject,
            namespace,
          ),
          ...SHARED_NAMESPACES.filter((shared) => shared !== namespace).flatMap((shared) =>
            roleAndBinding(`${NAME}-shared`, policyRules(sharedRules(reading)), subject, shared),
          ),
        ];
  const exec = policyRules(rulesOf('exec'));
  const proxy: PolicyRule[] = prometheus
    ? policyRules(rulesOf('prometheus')).map((rule) => ({ ...rule, resourceNames: [prometheus.service] }))
    : [];
  return [
    ...accounts,
    ...roles,
    ...execIn.flatMap((each) => roleAndBinding(EXEC_NAME, exec, bound(EXEC_NAME), each)),
    ...roleAndBinding(`${NAME}-prometheus`, proxy, subject, prometheus?.namespace),
  ];
}

/** Of the shared namespaces only pods and events are read. */
export const sharedRules = (rules: readonly RbacRule[]): RbacRule[] =>
  rules.filter(({ apiGroup, resource }) => apiGroup === '' && (resource === 'pods' || resource === 'events'));
