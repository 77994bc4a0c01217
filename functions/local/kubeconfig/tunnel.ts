import { setMaxListeners } from 'node:events';
import type { Agent } from 'node:http';
import type { AgentOptions } from 'node:https';
import { connect, isIPv6, type Socket } from 'node:net';

// As functions/clients/kubernetes/transport.ts does: an import of node:http evaluates its lazy exports.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** A server behind a proxy. */
interface Target {
  readonly host: string;
  /** Text, where it comes from a URL. */
  readonly port: number | string;
}
/** Opens a connection to a server through a proxy; on abort it is given up. */
type Tunnel = (target: Target, signal: AbortSignal) => Promise<Socket>;

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '');
const withBrackets = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

const userOf = ({ username, password }: URL): string =>
  `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;

const refusal = (status: number | undefined): Error => {
  const why = status === 407 ? 'it wants other credentials' : 'it does not let us through';
  return new Error(`the proxy answered ${status} to CONNECT: ${why}`);
};

/**
 * By CONNECT (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6). A proxy that speaks TLS is verified as the API server
 * is: Go has one TLS configuration for both, and so has kubectl.
 */
function httpTunnel(proxy: URL, { ca, cert, key, servername, rejectUnauthorized }: AgentOptions): Tunnel {
  const secure = proxy.protocol === 'https:';
  const host = withoutBrackets(proxy.hostname);
  const tls = { ca, cert, key, servername: servername ?? host, rejectUnauthorized };
  const authorization = proxy.username
    ? { 'proxy-authorization': `Basic ${Buffer.from(userOf(proxy)).toString('base64')}` }
    : {};
  return (target, signal) =>
    new Promise((resolve, reject) => {
      const to = `${withBrackets(target.host)}:${target.port}`;
      const request = (secure ? https : http).request({
        ...(secure ? tls : {}),
        ...{ method: 'CONNECT', host, port: proxy.port || (secure ? 443 : 80), path: to, signal },
        headers: { host: to, 'user-agent': 'firstnote', ...authorization },
        agent: false,
      });
      request.once('connect', ({ statusCode }, socket: Socket) => {
        if (statusCode === 200) return resolve(socket);
        socket.destroy();
        reject(refusal(statusCode));
      });
      // Without CONNECT an answer is a page of some web server.
      request.once('response', ({ statusCode }) => {
        request.destroy();
        reject(refusal(statusCode));
      });
      request.once('error', reject);
      request.end();
    });
}

const opened = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });

/** By SOCKS 5. Names are looked up by the proxy, as with kubectl: the cluster's may be known only there. */
function socksTunnel(proxy: URL): Tunnel {
  return async (target, signal) => {
    const { SocksClient } = await import('socks');
    const to = { host: withoutBrackets(proxy.hostname), port: Number(proxy.port || 1080) };
    const socket = connect(to);
    const giveUp = (): unknown => socket.destroy(new Error('aborted'));
    signal.addEventListener('abort', giveUp);
    try {
      await opened(socket);
      const user = proxy.username
        ? { userId: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) }
        : {};
      await SocksClient.createConnection({
        proxy: { ...to, ...user, type: 5 },
        ...{ command: 'connect', existing_socket: socket },
        destination: { host: target.host, port: Number(target.port) },
      });
      return socket;
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  };
}

type Connected = (error: Error | null, socket?: unknown) => void;
type Connect = (options: object) => unknown;

/**
 * An agent whose connections go through a proxy. Node's own agents keep and count them; when it is destroyed, so is what is
 * on its way to the proxy, which would keep the process.
 */
export function tunnelAgent(proxy: URL, secure: boolean, options: AgentOptions): Agent {
  const tunnel = proxy.protocol.startsWith('socks') ? socksTunnel(proxy) : httpTunnel(proxy, options);
  const agent = new (secure ? https : http).Agent(options);
  const overTls = agent.createConnection.bind(agent) as Connect;
  const destroy = agent.destroy.bind(agent);
  const pending = new AbortController();
  // Each connection on its way listens: that is no leak.
  setMaxListeners(0, pending.signal);
  return Object.assign(agent, {
    createConnection: (to: Target, done: Connected): void => {
      tunnel(to, pending.signal).then(
        (socket) => done(null, secure ? overTls({ ...to, socket }) : socket),
        (error: Error) => done(error),
      );
    },
    destroy: () => {
      pending.abort();
      destroy();
    },
  });
}
