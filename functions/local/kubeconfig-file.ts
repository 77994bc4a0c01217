import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { list, maybeFlag, maybeRecord, maybeText, record, text } from '../core/lenient.ts';
import { codeOf, messageOf } from './error-text.ts';
import { UsageError } from './usage-error.ts';

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
const kubeconfig = record({
  'current-context': text,
  clusters: list(
    record({
      name: text,
      cluster: record({
        server: text,
        'certificate-authority': maybeText,
        'certificate-authority-data': maybeText,
        'insecure-skip-tls-verify': maybeFlag,
        'tls-server-name': maybeText,
        'proxy-url': maybeText,
      }),
    }),
  ),
  users: list(
    record({
      name: text,
      user: record({
        token: maybeText,
        tokenFile: maybeText,
        'client-certificate': maybeText,
        'client-certificate-data': maybeText,
        'client-key': maybeText,
        'client-key-data': maybeText,
        exec: maybeRecord({ command: text }),
        'auth-provider': maybeRecord({ name: text }),
      }),
    }),
  ),
  contexts: list(
    record({ name: text, context: record({ cluster: text, user: text, namespace: maybeText }) }),
  ),
});
export type Kubeconfig = z.infer<typeof kubeconfig>;
export type KubeconfigCluster = Kubeconfig['clusters'][number]['cluster'];
export type KubeconfigUser = Kubeconfig['users'][number]['user'];

async function parse(file: string, content: string): Promise<Kubeconfig> {
  let raw: unknown;
  try {
    raw = JSON.parse(content);
  } catch {
    const { parse: parseYaml } = await import('yaml');
    try {
      raw = parseYaml(content) as unknown;
    } catch (error) {
      const why = messageOf(error).replace(/:$/, '');
      throw new UsageError(`kubeconfig ${file} is not valid YAML: ${why}`);
    }
  }
  if (typeof raw !== 'object' || raw === null || !('clusters' in raw))
    throw new UsageError(`kubeconfig ${file} has no clusters; is it a kubeconfig?`);
  return absolute(z.parse(kubeconfig, raw), dirname(resolve(file)));
}

/** Paths in a kubeconfig are relative to the file that they stand in. */
function absolute(config: Kubeconfig, folder: string): Kubeconfig {
  const at = (path: string | undefined): string | undefined => (path ? resolve(folder, path) : undefined);
  return {
    ...config,
    clusters: config.clusters.map(({ name, cluster }) => ({
      name,
      cluster: { ...cluster, 'certificate-authority': at(cluster['certificate-authority']) },
    })),
    users: config.users.map(({ name, user }) => ({
      name,
      user: {
        ...user,
        tokenFile: at(user.tokenFile),
        'client-certificate': at(user['client-certificate']),
        'client-key': at(user['client-key']),
      },
    })),
  };
}

/** Files to read, as kubectl chooses them: the flag, else $KUBECONFIG (a list), else ~/.kube/config. */
export function kubeconfigFiles(flag: string | undefined, variable: string | undefined): string[] {
  if (flag !== undefined) return [flag];
  const listed = (variable ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed : [join(homedir(), '.kube', 'config')];
}

/**
 * Reads and merges kubeconfig files; for a name that is in several, the first file wins, as in kubectl.
 * @throws UsageError when a file cannot be read or is no kubeconfig.
 */
export async function readKubeconfig(files: readonly string[]): Promise<Kubeconfig> {
  const configs: Kubeconfig[] = [];
  for (const file of files) {
    let content: string;
    try {
      content = await readFile(file, 'utf8');
    } catch (error) {
      const code = codeOf(error);
      // kubectl passes over missing files of a $KUBECONFIG list, but not over the only one.
      if (code === 'ENOENT' && files.length > 1) continue;
      throw new UsageError(
        code === 'ENOENT'
          ? `kubeconfig ${file} does not exist; name one with --kubeconfig or KUBECONFIG`
          : `kubeconfig ${file} cannot be read (${code})`,
      );
    }
    configs.push(await parse(file, content));
  }
  if (configs.length === 0) throw new UsageError(`none of the kubeconfigs exists: ${files.join(', ')}`);
  return {
    'current-context': configs.map((config) => config['current-context']).find((name) => name !== '') ?? '',
    clusters: configs.flatMap((config) => config.clusters),
    users: configs.flatMap((config) => config.users),
    contexts: configs.flatMap((config) => config.contexts),
  };
}
