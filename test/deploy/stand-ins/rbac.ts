import { parseAllDocuments } from 'yaml';
import { KUBERNETES_GROUP } from '../../../functions/contracts/cluster.ts';

/** What a request to a Kubernetes API wants; '' for the core group; a subresource is part of the resource ("pods/log"). */
export interface Wanted {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}
interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly rules?: readonly Rule[];
  readonly roleRef?: { readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly { readonly kind?: string; readonly name?: string }[];
}

/** What the group of the access entries may do in a cluster that this manifest was applied to. */
export function rightsOf(manifest: string): (wanted: Wanted) => boolean {
  const documents = parseAllDocuments(manifest).map((document) => document.toJS() as Manifest);
  const bound = documents
    .filter(({ kind, subjects = [] }) => kind === 'ClusterRoleBinding' && subjects.some(isOurGroup))
    .map(({ roleRef }) => roleRef?.name);
  const rules = documents
    .filter(({ kind, metadata }) => kind === 'ClusterRole' && bound.includes(metadata?.name))
    .flatMap((role) => role.rules ?? []);
  return ({ verb, group, resource }) =>
    rules.some(
      (rule) =>
        rule.apiGroups.includes(group) && rule.resources.includes(resource) && rule.verbs.includes(verb),
    );
}

const isOurGroup = ({ kind, name }: { readonly kind?: string; readonly name?: string }): boolean =>
  kind === 'Group' && name === KUBERNETES_GROUP;

const RESOURCE =
  /^\/(?:api\/v1|apis\/(?<group>[^/]+)\/[^/]+)\/(?:namespaces\/[^/]+\/)?(?<resource>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<subresource>[^/]+))?$/;

/** What a GET of this path wants; undefined for a path that is open to all who are known ("/version"). */
export function wantedBy(path: string): Wanted | undefined {
  const { group = '', resource, name, subresource } = RESOURCE.exec(path)?.groups ?? {};
  if (resource === undefined) return undefined;
  return {
    verb: name === undefined ? 'list' : 'get',
    group,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
  };
}
