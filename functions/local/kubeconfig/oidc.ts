import { createHash } from 'node:crypto';
import type { User } from '@kubernetes/client-node/dist/config_types.js';
import { UsageError } from '../usage-error.ts';
import { type Fields, isRecord } from './document.ts';
import type { Environment } from './files.ts';
import { type OidcClient, OidcRefusal, type OidcTokens, refreshTokens } from './oidc-issuer.ts';
import { readCertificate } from './pem.ts';

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

/**
 * Tokens that this process got, by what they were got with: whoever loads a kubeconfig for each look at the cluster asks
 * the provider once, and a provider that takes each refresh token once gets the next one. The kubeconfig stays as it is.
 */
const got = new Map<string, OidcTokens>();

/** The last of them, which the next one waits for: two at once would give the provider the same refresh token. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

async function tokenFrom(client: OidcClient, env: Environment): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(client)).digest('hex');
  const known = got.get(key);
  if (known !== undefined && !isOver(known.idToken)) return known.idToken;
  const tokens = await refreshTokens({ ...client, ...known }, env);
  got.set(key, tokens);
  return tokens.idToken;
}

async function refreshed(user: User, client: OidcClient, env: Environment): Promise<string> {
  try {
    return await inTurn(() => tokenFrom(client, env));
  } catch (error) {
    if (!(error instanceof OidcRefusal)) throw error;
    throw new UsageError(
      `the OIDC token of user "${user.name}" in the kubeconfig has expired, and ${client.issuer} gave no new one (${error.message}); sign in again`,
      1,
    );
  }
}

const isOver = (token: string): boolean => expiryOf(token) * 1_000 <= Date.now();

const REMOVED: Readonly<Record<string, string>> = {
  gcp: 'the plug-in gke-gcloud-auth-plugin',
  azure: 'the plug-in kubelogin',
};

/**
 * The token of an `auth-provider`, got anew where it has expired. kubectl has OIDC alone since 1.26.
 * @throws UsageError
 */
export async function providerToken(user: User, provider: Fields, env: Environment): Promise<string> {
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
  if (!isOver(token)) return token;
  if (text(config['refresh-token']) === '')
    throw new UsageError(
      `the OIDC token of user "${user.name}" in the kubeconfig has expired, and there is no refresh-token; sign in again`,
      1,
    );
  const ca = await readCertificate({
    what: `idp-certificate-authority of user "${user.name}"`,
    data: text(config['idp-certificate-authority-data']),
    file: text(config['idp-certificate-authority']),
  });
  const client: OidcClient = {
    issuer: text(config['idp-issuer-url']),
    clientId: text(config['client-id']),
    clientSecret: text(config['client-secret']),
    refreshToken: text(config['refresh-token']),
    ca,
  };
  return refreshed(user, client, env);
}
