import { readFile } from 'node:fs/promises';
import type { KubernetesAccess } from '../../clients/kubernetes/port.ts';
import { codeOf } from '../error-text.ts';
import { UsageError } from '../usage-error.ts';
import { type Fields, isRecord } from './document.ts';
import { providerToken } from './oidc.ts';
import { checkPair, readCertificate, readKey } from './pem.ts';
import { type PluginPlace, pluginCredentials } from './plugin.ts';
import type { KubeconfigUser } from './read.ts';

export type Credentials = Pick<KubernetesAccess, 'token' | 'clientCertificate' | 'clientKey' | 'headers'>;

/** What a header may hold: more would be an error of Node's in the middle of a triage. */
const HEADER_TEXT = /^[\x20-\x7e]+$/;

/** The token file's content takes precedence over `token` where it can be read (client-go, transport/round_trippers.go). */
async function tokenOf({ name, token, tokenFile }: KubeconfigUser): Promise<string | undefined> {
  const read = tokenFile === undefined ? undefined : await readToken(tokenFile, token !== undefined);
  const found = read || token || undefined;
  return found === undefined ? undefined : inHeader(name, found);
}

function inHeader(user: string, token: string): string {
  if (HEADER_TEXT.test(token)) return token;
  throw new UsageError(
    `the token of user "${user}" in the kubeconfig has a character that no header can hold`,
  );
}

/** Read at each load: whoever runs for long loads the kubeconfig for each look at the cluster. */
async function readToken(file: string, otherwise: boolean): Promise<string> {
  let token = '';
  try {
    token = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (otherwise) return '';
    throw new UsageError(
      `the token file ${file}, which the kubeconfig names, cannot be read (${codeOf(error)})`,
    );
  }
  if (token === '' && !otherwise)
    throw new UsageError(`the token file ${file}, which the kubeconfig names, is empty`);
  return token;
}

async function certificateOf(user: KubeconfigUser): Promise<Credentials> {
  const of = (field: string): string => `${field} of user "${user.name}"`;
  const certificate = await readCertificate({
    what: of('client-certificate'),
    data: user.certData,
    file: user.certFile,
  });
  if (certificate === undefined) return {};
  const key = await readKey({ what: of('client-key'), data: user.keyData, file: user.keyFile });
  if (key === undefined)
    throw new UsageError(
      `user "${user.name}" in the kubeconfig has a client certificate without a client-key`,
    );
  checkPair(certificate, key, `user "${user.name}"`);
  return { clientCertificate: certificate, clientKey: key };
}

/** As kubectl, which refuses two ways of saying who asks. */
function refuseTwo(user: KubeconfigUser, exec: Fields | undefined, provider: Fields | undefined): void {
  const two = (one: string, other: string): UsageError =>
    new UsageError(`user "${user.name}" in the kubeconfig has both ${one} and ${other}; keep one`);
  if (user.username && (user.token || user.tokenFile)) throw two('a token', 'a username');
  if (exec && provider) throw two('exec', 'an auth-provider');
}

const basic = ({ username, password }: KubeconfigUser): string =>
  `Basic ${Buffer.from(`${username}:${password ?? ''}`, 'utf8').toString('base64')}`;

/**
 * Who asks. What stands in the kubeconfig goes before a plug-in, which is then not run, as in kubectl (client-go,
 * plugin/pkg/client/auth/exec). @throws UsageError
 */
export async function credentialsOf(user: KubeconfigUser, place: PluginPlace): Promise<Credentials> {
  const exec = isRecord(user.exec) ? user.exec : undefined;
  const provider = isRecord(user.authProvider) ? user.authProvider : undefined;
  refuseTwo(user, exec, provider);
  const certificate = await certificateOf(user);
  const token = await tokenOf(user);
  if (token !== undefined) return { ...certificate, token };
  if (user.username) return { ...certificate, headers: { authorization: basic(user) } };
  if (provider)
    return { ...certificate, token: inHeader(user.name, await providerToken(user, provider, place.env)) };
  return exec && !certificate.clientCertificate ? pluginCredentials(exec, place) : certificate;
}
