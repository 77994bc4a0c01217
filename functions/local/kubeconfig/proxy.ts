import type { KubernetesProxy } from '../../clients/kubernetes/port.ts';
import { UsageError } from '../usage-error.ts';
import type { Environment } from './files.ts';
import { bypassesProxy } from './no-proxy.ts';
import { tunnelAgent } from './tunnel.ts';

const SCHEMES = ['http:', 'https:', 'socks5:', 'socks5h:'];

/** Upper case before lower case, as Go looks for them. */
const variable = (env: Environment, name: string): string => env[name] || env[name.toLowerCase()] || '';

function parsed(value: string, what: string): URL {
  // The value may hold a password: it is not shown.
  if (!URL.canParse(value)) throw new UsageError(`${what} is not a URL; write it as http://HOST:PORT`);
  const url = new URL(value);
  if (SCHEMES.includes(url.protocol) && url.hostname !== '') return url;
  throw new UsageError(`${what} has the scheme "${url.protocol}"; http, https and socks5 are supported`);
}

function fromEnvironment(server: URL, env: Environment): URL | undefined {
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = variable(env, name);
  if (value === '' || bypassesProxy(server, variable(env, 'NO_PROXY'))) return undefined;
  return parsed(/^\w+:\/\//.test(value) ? value : `http://${value}`, name);
}

/**
 * The proxy to a server: the cluster's `proxy-url`, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.
 * @throws UsageError for what is no proxy's URL.
 */
export function proxyTo(
  server: URL,
  proxyUrl: { readonly value: string | undefined; readonly what: string },
  env: Environment,
): KubernetesProxy | undefined {
  const proxy = proxyUrl.value ? parsed(proxyUrl.value, proxyUrl.what) : fromEnvironment(server, env);
  if (proxy === undefined) return undefined;
  return {
    name: `${proxy.protocol}//${proxy.host}`,
    agent: (options) => tunnelAgent(proxy, server.protocol === 'https:', options),
  };
}
