import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { defined } from '../../model/present.ts';
import type { Environment } from './files.ts';
import type { LoadedKubeconfig } from './load.ts';

/** https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api */
export const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

const read = (folder: string, name: string): Promise<string> =>
  readFile(join(folder, name), 'utf8').then(
    (text) => text.trim(),
    () => '',
  );

/** The way into the cluster from one of its pods, by the pod's service account; undefined elsewhere. */
export async function inCluster(env: Environment, folder: string): Promise<LoadedKubeconfig | undefined> {
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '' } = env;
  const [token, ca, namespace] = await Promise.all([
    read(folder, 'token'),
    read(folder, 'ca.crt'),
    read(folder, 'namespace'),
  ]);
  if (host === '' || port === '' || token === '') return undefined;
  return {
    access: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      name: 'in-cluster',
      token,
      ...defined({ ca: ca || undefined }),
    },
    namespace: env.POD_NAMESPACE || namespace || undefined,
    context: 'in-cluster',
  };
}
