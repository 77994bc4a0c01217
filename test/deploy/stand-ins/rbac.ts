import { parseAllDocuments } from 'yaml';

/** What a request to a Kubernetes API wants; '' for the core group; a subresource is part of the resource ("pods/log"). */
export interface Wanted {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** Absent for what belongs to no namespace, and for all of them. */
  readonly namespace?: string | undefined;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}
interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
  readonly roleRef?: { readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly { readonly kind?: string; readonly name?: string }[];
}

/** What members of these Kubernetes groups may do in a cluster that this manifest was applied to. */
export function rightsOf(manifest: string): (wanted: Wanted, groups: readonly string[]) => boolean {
  const documents = parseAllDocuments(manifest).map((document) => document.toJS() as Manifest);
  const rulesOf = ({ roleRef, metadata }: Manifest): readonly Rule[] =>
    documents
      .filter(({ kind }) => kind === roleRef?.kind)
      .filter((role) => role.metadata?.name === roleRef?.name)
      .filter((role) => role.kind === 'ClusterRole' || role.metadata?.namespace === metadata?.namespace)
      .flatMap(({ rules = [] }) => rules);
  const bindings = documents.filter(({ kind = '' }) => /^(Cluster)?RoleBinding$/.test(kind));
  return (wanted, groups) =>
    bindings
      .filter(({ subjects = [] }) =>
        subjects.some(({ kind, name = '' }) => kind === 'Group' && groups.includes(name)),
      )
      .filter(
        ({ kind, metadata }) => kind === 'ClusterRoleBinding' || metadata?.namespace === wanted.namespace,
      )
      .flatMap(rulesOf)
      .some((rule) => isOf(rule, wanted));
}

const isOf = ({ apiGroups, resources, verbs }: Rule, { group, resource, verb }: Wanted): boolean =>
  apiGroups.includes(group) && resources.includes(resource) && verbs.includes(verb);

const RESOURCE =
  /^\/(?:api\/v1|apis\/(?<group>[^/]+)\/[^/]+)\/(?:namespaces\/(?<namespace>[^/]+)\/)?(?<resource>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<subresource>[^/]+))?$/;

/** What a GET of this path wants; undefined for a path that is open to all who are known ("/version"). */
export function wantedBy(path: string): Wanted | undefined {
  const { group = '', namespace, resource, name, subresource } = RESOURCE.exec(path)?.groups ?? {};
  if (resource === undefined) return undefined;
  return {
    verb: name === undefined ? 'list' : 'get',
    group,
    namespace,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
  };
}
