import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import type { KubernetesAccess } from '../clients/kubernetes/port.ts';
import { codeOf, messageOf } from './error-text.ts';
import {
  type Kubeconfig,
  type KubeconfigCluster,
  type KubeconfigUser,
  kubeconfigFiles,
  readKubeconfig,
} from './kubeconfig-file.ts';
import { UsageError } from './usage-error.ts';

export interface LoadedKubeconfig {
  readonly access: KubernetesAccess;
  /** The context's namespace, undefined when it names none. */
  readonly namespace: string | undefined;
  readonly context: string;
}

type Credentials = Pick<KubernetesAccess, 'token' | 'clientCertificate' | 'clientKey'>;

const known = (names: readonly string[]): string =>
  names.length > 0 ? `it has ${names.join(', ')}` : 'it has none';

/** A value given inline in base64, else the content of the file that it names, else undefined. */
async function dataOrFile(what: string, data: string | undefined, file: string | undefined) {
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  if (!file) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${what} ${file}, which the kubeconfig names, cannot be read (${codeOf(error)})`);
  }
}

/**
 * Plug-ins (aws eks get-token, gke-gcloud-auth-plugin, ...) are run by client-node, which takes 0.2 s and more to
 * import: only their users pay for it.
 */
async function pluginCredentials(
  files: readonly string[],
  context: string,
  command: string,
): Promise<Credentials> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const [first = '', ...others] = files;
  const config = new KubeConfig();
  try {
    config.loadFromFile(first);
    for (const file of others) {
      const other = new KubeConfig();
      other.loadFromFile(file);
      config.mergeConfig(other);
    }
    config.setCurrentContext(context);
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const headers = new Headers(options.headers as Record<string, string>);
    const header = headers.get('authorization');
    const token = typeof header === 'string' ? /^Bearer (.+)$/.exec(header)?.[1] : undefined;
    const cert = options.cert ? String(options.cert) : undefined;
    const key = options.key ? String(options.key) : undefined;
    return {
      ...(token ? { token } : {}),
      ...(cert ? { clientCertificate: cert } : {}),
      ...(key ? { clientKey: key } : {}),
    };
  } catch (error) {
    const why = messageOf(error);
    throw new UsageError(`the kubeconfig's credential plug-in ${command} failed: ${why}`, 1);
  }
}

async function credentials(
  user: KubeconfigUser,
  files: readonly string[],
  context: string,
): Promise<Credentials> {
  if (user.exec) return pluginCredentials(files, context, user.exec.command);
  if (user['auth-provider']) return pluginCredentials(files, context, user['auth-provider'].name);
  const token = user.token || (await dataOrFile('the token file', undefined, user.tokenFile))?.trim();
  const certificate = await dataOrFile(
    'the client certificate',
    user['client-certificate-data'],
    user['client-certificate'],
  );
  const key = await dataOrFile('the client key', user['client-key-data'], user['client-key']);
  return {
    ...(token ? { token } : {}),
    ...(certificate ? { clientCertificate: certificate } : {}),
    ...(key ? { clientKey: key } : {}),
  };
}

function find<T>(
  what: string,
  name: string,
  entries: readonly ({ name: string } & T)[],
): { name: string } & T {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  throw new UsageError(
    `the kubeconfig has no ${what} "${name}" (${known(entries.map((entry) => entry.name))})`,
  );
}

function serverUrl(cluster: KubeconfigCluster, name: string): string {
  if (!/^https?:\/\/[^/]/.test(cluster.server) || !URL.canParse(cluster.server))
    throw new UsageError(
      `cluster "${name}" in the kubeconfig has no usable server URL ("${cluster.server}")`,
    );
  if (cluster['proxy-url'])
    throw new UsageError(
      `cluster "${name}" in the kubeconfig needs a proxy-url, which firstnote does not support`,
    );
  return cluster.server;
}

function contextName(config: Kubeconfig, flag: string | undefined): string {
  const name = flag ?? config['current-context'];
  if (name !== '') return name;
  throw new UsageError(
    `the kubeconfig has no current-context; name one with --context (${known(config.contexts.map((entry) => entry.name))})`,
  );
}

/**
 * Reads how to reach the cluster that a kubeconfig's context names. No call to the cluster is made.
 * @throws UsageError for a missing or broken file, an unknown context, cluster or user, a failing plug-in.
 */
export async function loadKubeconfig(options: {
  readonly file?: string | undefined;
  readonly context?: string | undefined;
  /** The value of $KUBECONFIG. */
  readonly variable?: string | undefined;
}): Promise<LoadedKubeconfig> {
  const files = kubeconfigFiles(options.file, options.variable);
  const config = await readKubeconfig(files);
  const context = contextName(config, options.context);
  const { context: entry } = find('context', context, config.contexts);
  const { cluster } = find('cluster', entry.cluster, config.clusters);
  const server = serverUrl(cluster, entry.cluster);
  const ca = await dataOrFile(
    'the certificate authority',
    cluster['certificate-authority-data'],
    cluster['certificate-authority'],
  );
  const user = entry.user === '' ? undefined : find('user', entry.user, config.users).user;
  return {
    access: {
      server,
      name: entry.cluster,
      ...(ca ? { ca } : {}),
      ...(cluster['insecure-skip-tls-verify'] ? { insecureSkipTlsVerify: true } : {}),
      ...(cluster['tls-server-name'] ? { tlsServerName: cluster['tls-server-name'] } : {}),
      ...(user ? await credentials(user, files, context) : {}),
    },
    namespace: entry.namespace || undefined,
    context,
  };
}
