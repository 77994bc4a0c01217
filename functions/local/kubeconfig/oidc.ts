import type { User } from '@kubernetes/client-node/dist/config_types.js';
import { UsageError } from '../usage-error.ts';
import { type Fields, isRecord } from './document.ts';

/** ms: two calls to the identity provider. */
const DEADLINE_MS = 15_000;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** When a token ends, seconds since 1970; 0 where it does not say, as of what is no JWT. */
function expiryOf(token: string): number {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isRecord(payload) && typeof payload.exp === 'number' ? payload.exp : 0;
  } catch {
    return 0;
  }
}

const late = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), DEADLINE_MS).unref();
  });

/** By client-node, which takes half a second to import: only a token that has expired is worth that. */
async function refreshed(user: User, config: Fields): Promise<string> {
  const { OpenIDConnectAuth } = await import('@kubernetes/client-node/dist/oidc_auth.js');
  const options: { headers: Record<string, string> } = { headers: {} };
  try {
    // It writes what it gets into the user that it is given.
    const own = { ...user, authProvider: { name: 'oidc', config: { ...config } } };
    await Promise.race([new OpenIDConnectAuth().applyAuthentication(own, options), late()]);
  } catch {
    throw new UsageError(
      `the OIDC token of user "${user.name}" in the kubeconfig has expired, and ${text(config['idp-issuer-url'])} gave no new one; sign in again`,
      1,
    );
  }
  return options.headers.Authorization?.replace(/^Bearer /, '') ?? '';
}

const REMOVED: Readonly<Record<string, string>> = {
  gcp: 'the plug-in gke-gcloud-auth-plugin',
  azure: 'the plug-in kubelogin',
};

/**
 * The token of an `auth-provider`, got anew where it has expired. kubectl has OIDC alone since 1.26.
 * @throws UsageError
 */
export async function providerToken(user: User, provider: Fields): Promise<string> {
  const name = text(provider.name);
  const config = isRecord(provider.config) ? provider.config : {};
  if (name !== 'oidc') {
    const instead = Object.hasOwn(REMOVED, name) ? `; use ${REMOVED[name]}` : '';
    throw new UsageError(
      `the auth-provider "${name}" of user "${user.name}" in the kubeconfig is not known${instead}`,
    );
  }
  for (const field of ['idp-issuer-url', 'client-id'])
    if (text(config[field]) === '')
      throw new UsageError(`the OIDC auth-provider of user "${user.name}" in the kubeconfig has no ${field}`);
  const token = text(config['id-token']);
  if (expiryOf(token) * 1_000 > Date.now()) return token;
  if (text(config['refresh-token']) === '')
    throw new UsageError(
      `the OIDC token of user "${user.name}" in the kubeconfig has expired, and there is no refresh-token; sign in again`,
      1,
    );
  return refreshed(user, { ...config, 'id-token': token || '..' });
}
