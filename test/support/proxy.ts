import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import type { Certificate } from './certificate.ts';

export interface TestProxy {
  /** Host and port, without a scheme. */
  readonly address: string;
  /** "HOST:PORT" of each tunnel that was asked for. */
  readonly tunnels: readonly string[];
  /** Connections that are open. */
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

/** Bytes go both ways until one side ends; an end that breaks is an end. */
function join(one: Socket, other: Socket): void {
  for (const [from, to] of [[one, other] as const, [other, one] as const]) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}

async function listening(server: Server, tunnels: readonly string[]): Promise<TestProxy> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/**
 * An HTTP proxy that tunnels (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6), for who has the credentials if there are
 * some. It looks up names in its own way, as a company's may.
 */
export function connectProxy(
  credentials?: string,
  tls?: Certificate,
  addressOf: (name: string) => string = (name) => name,
): Promise<TestProxy> {
  const tunnels: string[] = [];
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = tls ? createTlsServer({ cert: tls.certificate, key: tls.key }) : createServer();
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    if (wanted && request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    tunnels.push(target);
    const { hostname, port } = new URL(`http://${target}`);
    const upstream = connect(Number(port || 80), addressOf(hostname), () =>
      client.write('HTTP/1.1 200 OK\r\n\r\n'),
    );
    join(client, upstream);
  });
  return listening(server, tunnels);
}

/** A SOCKS 5 proxy without authentication, for addresses of four bytes and names (https://www.rfc-editor.org/rfc/rfc1928). */
export function socksProxy(): Promise<TestProxy> {
  const tunnels: string[] = [];
  const server = createTcpServer((client) => {
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request: Buffer) => {
        const isName = request[3] === 3;
        const end = isName ? 5 + (request[4] ?? 0) : 8;
        const host = isName ? request.toString('latin1', 5, end) : request.subarray(4, end).join('.');
        const port = request.readUInt16BE(end);
        tunnels.push(`${host}:${port}`);
        const upstream = connect(port, host, () => {
          client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          join(client, upstream);
        });
        upstream.on('error', () => client.destroy());
      });
    });
  });
  return listening(server, tunnels);
}

/** One that takes connections and says nothing. */
export const silentProxy = (): Promise<TestProxy> =>
  listening(
    createTcpServer((socket) => socket.resume()),
    [],
  );
