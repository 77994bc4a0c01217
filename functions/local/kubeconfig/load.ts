import { isatty } from 'node:tty';
import type { Cluster } from '@kubernetes/client-node/dist/config_types.js';
import type { KubernetesAccess } from '../../clients/kubernetes/port.ts';
import { defined } from '../../model/present.ts';
import { UsageError } from '../usage-error.ts';
import { credentialsOf } from './credentials.ts';
import { type Environment, kubeconfigFiles } from './files.ts';
import { impersonationHeaders } from './impersonation.ts';
import { inCluster, SERVICE_ACCOUNT } from './in-cluster.ts';
import { readCertificate } from './pem.ts';
import type { PluginPlace } from './plugin.ts';
import { proxyTo } from './proxy.ts';
import { isEmpty, type Kubeconfig, type KubeconfigUser, readKubeconfig } from './read.ts';

export interface LoadedKubeconfig {
  readonly access: KubernetesAccess;
  /** The context's namespace, undefined when it names none. */
  readonly namespace: string | undefined;
  readonly context: string;
}

export interface KubeconfigOptions {
  /** --kubeconfig. */
  readonly file?: string | undefined;
  /** --context. */
  readonly context?: string | undefined;
  /** KUBECONFIG, HOME, proxies; plug-ins run with it. */
  readonly env: Environment;
  /** True where a person looks on: a plug-in may then ask, if it is at a terminal. */
  readonly terminal?: boolean;
  /** ms; a plug-in that opens a browser waits for a person. */
  readonly pluginDeadlineMs?: number;
  /** Where a pod has its service account. */
  readonly serviceAccount?: string;
}

/** ms. */
const PLUGIN_DEADLINE_MS = 60_000;
const PLUGIN_DEADLINE_ALONE_MS = 20_000;

const known = (names: readonly string[]): string =>
  names.length > 0 ? `it has ${names.join(', ')}` : 'it has none';

const NEEDS = { context: 'cluster', cluster: 'server', user: 'name' } as const;

function find<T extends { readonly name: string }>(
  what: keyof typeof NEEDS,
  name: string,
  entries: readonly T[],
  { incomplete }: Kubeconfig,
): T {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  if (incomplete.has(`${what} "${name}"`))
    throw new UsageError(`${what} "${name}" in the kubeconfig has no ${NEEDS[what]}`);
  throw new UsageError(
    `the kubeconfig has no ${what} "${name}" (${known(entries.map((entry) => entry.name))})`,
  );
}

function serverUrl({ name, server }: Cluster): URL {
  const isUsable = /^https?:\/\/[^/]/.test(server) && URL.canParse(server);
  const url = isUsable ? new URL(server) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '')
    throw new UsageError(
      `cluster "${name}" in the kubeconfig has no usable server URL; write it as https://HOST:PORT`,
    );
  return url;
}

function contextName(config: Kubeconfig, flag: string | undefined): string {
  const name = flag ?? config.currentContext;
  if (name !== '') return name;
  throw new UsageError(
    `the kubeconfig has no current-context; name one with --context (${known(config.contexts.map((entry) => entry.name))})`,
  );
}

async function clusterAccess(cluster: Cluster, url: URL, env: Environment): Promise<KubernetesAccess> {
  const what = (field: string): string => `${field} of cluster "${cluster.name}"`;
  const ca = await readCertificate({
    what: what('certificate-authority'),
    data: cluster.caData,
    file: cluster.caFile,
  });
  if (ca && cluster.skipTLSVerify)
    throw new UsageError(
      `cluster "${cluster.name}" in the kubeconfig has both certificate-authority and insecure-skip-tls-verify; keep one`,
    );
  const proxyUrl = { value: cluster.proxyUrl, what: `${what('proxy-url')} in the kubeconfig` };
  const proxy = proxyTo(url, proxyUrl, env);
  return {
    server: cluster.server,
    name: cluster.name,
    ...defined({
      ca: ca || undefined,
      insecureSkipTlsVerify: cluster.skipTLSVerify || undefined,
      tlsServerName: cluster.tlsServerName || undefined,
      proxy,
    }),
  };
}

/** Who asks, and as whom. Credentials are not sent in the clear, by kubectl neither (client-go, clientcmd). */
async function identityOf(
  user: KubeconfigUser,
  url: URL,
  place: PluginPlace,
): Promise<Pick<KubernetesAccess, 'token' | 'clientCertificate' | 'clientKey' | 'headers'>> {
  const impersonation = impersonationHeaders(user);
  const credentials = url.protocol === 'https:' ? await credentialsOf(user, place) : {};
  const headers = { ...credentials.headers, ...impersonation };
  return { ...credentials, ...(Object.keys(headers).length > 0 ? { headers } : {}) };
}

/**
 * Reads how to reach the cluster that a kubeconfig's context names, as kubectl would; where there is no kubeconfig, from
 * within a pod. No call to the cluster is made.
 * @throws UsageError in one sentence, never with a secret: a missing or broken file, an unknown context, cluster or user,
 * what cannot be used, a plug-in that fails or hangs.
 */
export async function loadKubeconfig(options: KubeconfigOptions): Promise<LoadedKubeconfig> {
  const { env } = options;
  const terminal = options.terminal === true && isatty(0);
  const chosen = kubeconfigFiles(options.file, env);
  const config = await readKubeconfig(chosen);
  if (isEmpty(config)) {
    const pod = chosen.required ? undefined : await inCluster(env, options.serviceAccount ?? SERVICE_ACCOUNT);
    if (pod) return pod;
    throw new UsageError(
      `there is no kubeconfig in ${chosen.files.join(', ')}; name one with --kubeconfig or KUBECONFIG`,
    );
  }
  const context = contextName(config, options.context);
  const entry = find('context', context, config.contexts, config);
  const cluster = find('cluster', entry.cluster, config.clusters, config);
  const url = serverUrl(cluster);
  const access = await clusterAccess(cluster, url, env);
  const place: PluginPlace = {
    ...{ cluster, env, terminal },
    deadlineMs: options.pluginDeadlineMs ?? (terminal ? PLUGIN_DEADLINE_MS : PLUGIN_DEADLINE_ALONE_MS),
  };
  const user = entry.user ? find('user', entry.user, config.users, config) : undefined;
  const identity = user ? await identityOf(user, url, place) : {};
  return { access: { ...access, ...identity }, namespace: entry.namespace || undefined, context };
}
