import {
  type Cluster,
  type Context,
  newClusters,
  newContexts,
  newUsers,
  type User,
} from '@kubernetes/client-node/dist/config_types.js';
import { defined } from '../../model/present.ts';
import { UsageError } from '../usage-error.ts';
import {
  type Entries,
  type Fields,
  type KubeconfigDocument,
  mergeDocuments,
  readDocument,
} from './document.ts';
import { type KubeconfigFiles, readKubeconfigFile } from './files.ts';
import { parseKubeconfig } from './yaml.ts';

/** A user, with what client-node 2 leaves out: https://github.com/kubernetes-client/javascript/blob/main/src/config_types.ts. */
export interface KubeconfigUser extends User {
  readonly tokenFile?: string;
  /** `as-uid`, `as-groups` and `as-user-extra`; `as` itself is `impersonateUser`. */
  readonly impersonateUid?: string;
  readonly impersonateGroups: readonly string[];
  readonly impersonateExtra: Readonly<Record<string, readonly string[]>>;
}

export interface Kubeconfig {
  readonly currentContext: string;
  readonly clusters: readonly Cluster[];
  readonly users: readonly KubeconfigUser[];
  readonly contexts: readonly Context[];
  /** Names of clusters without a server, and of contexts without a cluster. */
  readonly incomplete: ReadonlySet<string>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

function completed(user: User, fields: Fields): KubeconfigUser {
  const extra = Object.entries((fields['as-user-extra'] ?? {}) as Fields);
  return {
    ...user,
    ...defined({
      tokenFile: text(fields.tokenFile) || undefined,
      impersonateUid: text(fields['as-uid']) || undefined,
    }),
    impersonateGroups: texts(fields['as-groups']),
    impersonateExtra: Object.fromEntries(extra.map(([key, values]) => [key, texts(values)])),
  };
}

/** A list as a file has it; client-node reads `token-file`, which is no field of a kubeconfig, from the disk. */
const listed = (entries: ReadonlyMap<string, Fields>, key: string): object[] =>
  [...entries].map(([name, { 'token-file': _unknown, ...fields }]) => ({ name, [key]: fields }));

/** client-node's reading; an entry without what it needs is left out, and missed only where it is asked for. */
function understood(document: KubeconfigDocument): Kubeconfig {
  const lenient = { onInvalidEntry: 'filter' } as const;
  const clusters = newClusters(listed(document.clusters, 'cluster'), lenient);
  const users = newUsers(listed(document.users, 'user'), lenient);
  const contexts = newContexts(listed(document.contexts, 'context'), lenient);
  const incomplete = [
    ...missing('cluster', document.clusters, clusters),
    ...missing('context', document.contexts, contexts),
  ];
  return {
    currentContext: document.currentContext,
    clusters,
    users: users.map((user) => completed(user, document.users.get(user.name) ?? {})),
    contexts,
    incomplete: new Set(incomplete),
  };
}

/** `cluster "prod"` for each that was left out. */
const missing = (what: string, all: Entries, read: readonly { readonly name: string }[]): string[] =>
  [...all.keys()]
    .filter((name) => !read.some((entry) => entry.name === name))
    .map((name) => `${what} "${name}"`);

/** True where there is nothing in it: kubectl then looks whether it runs in a pod. */
export const isEmpty = ({ currentContext, clusters, users, contexts, incomplete }: Kubeconfig): boolean =>
  currentContext === '' && clusters.length + users.length + contexts.length + incomplete.size === 0;

/**
 * Reads and merges kubeconfigs as kubectl does: the first file to name something wins, paths are relative to their file.
 * @throws UsageError in one sentence, without any value, when a file cannot be read or is no kubeconfig.
 */
export async function readKubeconfig({ files, required }: KubeconfigFiles): Promise<Kubeconfig> {
  const documents: KubeconfigDocument[] = [];
  for (const file of files) {
    const content = await readKubeconfigFile(file);
    if (content !== undefined) documents.push(readDocument(await parseKubeconfig(file, content), file));
    else if (required)
      throw new UsageError(`kubeconfig ${file} does not exist; name one with --kubeconfig or KUBECONFIG`);
  }
  return understood(mergeDocuments(documents));
}
