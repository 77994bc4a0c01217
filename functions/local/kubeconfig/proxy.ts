import type { Agent } from 'node:http';
import type { AgentOptions } from 'node:https';
import type { KubernetesProxy } from '../../clients/kubernetes/port.ts';
import { UsageError } from '../usage-error.ts';
import type { Environment } from './files.ts';
import { bypassesProxy } from './no-proxy.ts';

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

/** Says of the proxy what it answers, where it does not let us through. */
function explained(error: Error | null): Error | null {
  const [, status] = /^Bad response: (\d+)$/.exec(error?.message ?? '') ?? [];
  if (status === undefined) return error;
  const why = status === '407' ? 'it wants other credentials' : 'it does not let us through';
  return new Error(`the proxy answered ${status} to CONNECT: ${why}`);
}

type Connected = (error: Error | null, socket: unknown) => void;

async function agentOf(proxy: URL, secure: boolean): Promise<(options: AgentOptions) => Agent> {
  if (proxy.protocol.startsWith('socks')) {
    const { SocksProxyAgent } = await import('socks-proxy-agent');
    // Names are looked up by the proxy, as kubectl does: the cluster's may be known only there.
    const through = Object.assign(new URL(proxy), { protocol: 'socks5h:' });
    return (options) => new SocksProxyAgent(through, options);
  }
  const { HttpProxyAgent, HttpsProxyAgent } = await import('hpagent');
  return (options) => {
    const agent = secure
      ? new HttpsProxyAgent({ ...options, proxy })
      : new HttpProxyAgent({ ...options, proxy });
    const connect = agent.createConnection.bind(agent) as (options: object, done: Connected) => unknown;
    const connectExplained = (to: object, done: Connected): unknown =>
      connect(to, (error, socket) => done(explained(error), socket));
    return Object.assign(agent, { createConnection: connectExplained });
  };
}

/**
 * The proxy to a server: the cluster's `proxy-url`, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. By the agents that
 * client-node uses, which itself does not look at the environment. @throws UsageError for what is no proxy's URL.
 */
export async function proxyTo(
  server: URL,
  proxyUrl: { readonly value: string | undefined; readonly what: string },
  env: Environment,
): Promise<KubernetesProxy | undefined> {
  const proxy = proxyUrl.value ? parsed(proxyUrl.value, proxyUrl.what) : fromEnvironment(server, env);
  if (proxy === undefined) return undefined;
  return {
    name: `${proxy.protocol}//${proxy.host}`,
    agent: await agentOf(proxy, server.protocol === 'https:'),
  };
}
