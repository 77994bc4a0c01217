import type { OutgoingHttpHeaders } from 'node:http';
import type { Agent } from 'node:https';
import { defined } from '../../model/present.ts';
import { codeOf } from '../error-text.ts';
import { isRecord } from './document.ts';
import type { Environment } from './files.ts';
import { proxyTo } from './proxy.ts';

// As functions/clients/kubernetes/transport.ts does: an import of node:http evaluates its lazy exports.
const https = process.getBuiltinModule('node:https');

/** ms: two calls to the identity provider. */
const DEADLINE_MS = 15_000;
/** Bytes of an answer: a discovery document has some 3 KB, tokens with a thousand groups 40 KB. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** A client of an identity provider, as `kubectl oidc-login` and others write it into a kubeconfig. */
export interface OidcClient {
  /** https://..., with or without a slash at its end. */
  readonly issuer: string;
  readonly clientId: string;
  /** '' where the client has none. */
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** PEM; undefined: the certificates of Node. */
  readonly ca: string | undefined;
}

export interface OidcTokens {
  readonly idToken: string;
  /** The one for the next time: some providers take each once. */
  readonly refreshToken: string;
}

interface Request {
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  /** '' of a GET. */
  readonly form: string;
}
interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Why there is no new token, in a few words without a secret. */
export class OidcRefusal extends Error {}

/**
 * Gets a new id token with a refresh token, as client-go does (plugin/pkg/client/auth/oidc): the token endpoint comes from
 * the issuer's discovery document, and whether the token holds is for the API server to say.
 * @throws OidcRefusal
 */
export async function refreshTokens(client: OidcClient, env: Environment): Promise<OidcTokens> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const ask = async (request: Request): Promise<Reply> => {
    const agent = agentFor(request.url, client.ca, env);
    signal.addEventListener('abort', () => agent.destroy());
    try {
      return await exchange(request, agent, signal);
    } finally {
      agent.destroy();
    }
  };
  const { url, isPosted } = await tokenEndpoint(client, ask);
  const { status, body } = await ask(grantRequest(client, url, isPosted));
  const answer = isRecord(body) ? body : {};
  if (status !== 200) throw new OidcRefusal(`it answered ${status}${errorOf(answer)}`);
  if (typeof answer.id_token !== 'string')
    throw new OidcRefusal('its answer has no id_token: was the scope openid asked for at the login?');
  const next = typeof answer.refresh_token === 'string' ? answer.refresh_token : client.refreshToken;
  return { idToken: answer.id_token, refreshToken: next };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function tokenEndpoint(
  { issuer }: OidcClient,
  ask: (request: Request) => Promise<Reply>,
): Promise<{ readonly url: URL; readonly isPosted: boolean }> {
  const url = secureUrl(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { status, body } = await ask({ url, headers: {}, form: '' });
  if (status !== 200 || !isRecord(body)) throw new OidcRefusal(`its discovery document answered ${status}`);
  const { token_endpoint: endpoint, token_endpoint_auth_methods_supported: methods } = body;
  // Without a list it is client_secret_basic alone.
  const isPosted = Array.isArray(methods) && !methods.includes('client_secret_basic');
  return { url: secureUrl(String(endpoint)), isPosted };
}

/** A refresh token and a client's secret are never sent in the clear. */
function secureUrl(text: string): URL {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return new URL(text);
  throw new OidcRefusal('it has an address that is not https://');
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-6, and section 2.3.1 for how the client says who it is. */
function grantRequest(
  { clientId, clientSecret, refreshToken }: OidcClient,
  url: URL,
  isPosted: boolean,
): Request {
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const isBasic = clientSecret !== '' && !isPosted;
  if (!isBasic) form.set('client_id', clientId);
  if (clientSecret !== '' && isPosted) form.set('client_secret', clientSecret);
  const user = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return {
    url,
    form: form.toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(isBasic ? { authorization: `Basic ${Buffer.from(user).toString('base64')}` } : {}),
    },
  };
}

/** ", invalid_grant": an error's code, which has no secret (RFC 6749, section 5.2). */
const errorOf = ({ error }: Readonly<Record<string, unknown>>): string =>
  typeof error === 'string' && /^[\w-]{1,60}$/.test(error) ? `, ${error}` : '';

function agentFor(url: URL, ca: string | undefined, env: Environment): Agent {
  const options = { ...defined({ ca }), keepAlive: false };
  const proxy = proxyTo(url, { value: undefined, what: 'the proxy' }, env);
  return (proxy?.agent(options) as Agent | undefined) ?? new https.Agent(options);
}

const exchange = ({ url, headers, form }: Request, agent: Agent, signal: AbortSignal): Promise<Reply> =>
  new Promise<Reply>((resolve, reject) => {
    const method = form === '' ? 'GET' : 'POST';
    const all = { accept: 'application/json', 'user-agent': 'firstnote', ...headers };
    const request = https.request(url, { method, headers: all, agent, signal }, (response) => {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      response.on('data', (chunk: Uint8Array) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) {
          reject(new OidcRefusal('it answers without end'));
          response.destroy();
        }
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString('utf8')) });
      });
    });
    // Node tells a request of the abort only once it has a connection: a proxy may never give it one.
    signal.addEventListener('abort', reject);
    request.on('error', reject);
    request.end(form);
  }).catch((error: unknown) => {
    if (error instanceof OidcRefusal) throw error;
    throw new OidcRefusal(
      signal.aborted ? 'no answer' : `no connection, ${codeOf(error) || 'unknown reason'}`,
    );
  });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
