import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { openCache } from './cache.ts';
import { openPool } from './database.ts';
import { numeric, required } from './environment.ts';
import { ExternalError, openExternal } from './external.ts';
import { openGeocoder } from './geocoder-client.ts';
import { logger } from './log.ts';
import { type Backends, routes } from './routes.ts';

/** Node and PostgreSQL error codes that mean "a backend is not there now": answered 503, a service outside 502, everything else 500. */
const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
]);
const POSTGRES_TOO_MANY_CONNECTIONS = '53300';

const statusOf = (error: unknown): number => {
  if (error instanceof ExternalError) return 502;
  const { code, name, message } = error as { code?: string; name?: string; message?: string };
  if (code !== undefined && (UNAVAILABLE.has(code) || code === POSTGRES_TOO_MANY_CONNECTIONS)) return 503;
  return name === 'MaxRetriesPerRequestError' || /connection timeout/.test(message ?? '') ? 503 : 500;
};

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
};

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

let ready = false;

const serve = async (
  backends: Backends,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = request.url ?? '/';
  if (url === '/healthz') return send(response, 200, { ok: true });
  if (url === '/readyz') return send(response, ready ? 200 : 503, { ready });
  const started = performance.now();
  const forwarded = request.headers['x-forwarded-for'];
  const req = {
    id: randomUUID(),
    method: request.method,
    url,
    userAgent: request.headers['user-agent'],
    remoteAddress: typeof forwarded === 'string' ? forwarded : request.socket.remoteAddress,
  };
  const path = url.split('?')[0] ?? '/';
  const route = routes.find((one) => one.method === request.method && one.path.test(path));
  const log = (status: number, err?: unknown): void => {
    const responseTime = Math.round(performance.now() - started);
    const line = { req, res: { statusCode: status }, responseTime };
    if (err === undefined) logger.info(line, 'request completed');
    else logger.error({ ...line, err }, 'request errored');
  };
  if (route === undefined) {
    send(response, 404, { error: 'not found' });
    return log(404);
  }
  try {
    const parameters = route.path.exec(path)?.slice(1) ?? [];
    send(response, 200, await route.handle(backends, parameters, await readBody(request)));
    log(200);
  } catch (error) {
    const status = statusOf(error);
    send(response, status, {
      error: status === 500 ? 'internal error' : 'temporarily unavailable',
      id: req.id,
    });
    log(status, error);
  }
};

const backends: Backends = {
  pool: openPool(numeric('DATABASE_POOL_MAX', 5)),
  cache: openCache(),
  near: openGeocoder(required('GEOCODER_URL'), required('GEOCODER_CA_FILE')),
  external: openExternal(),
};
const server = createServer((request, response) => void serve(backends, request, response));
server.keepAliveTimeout = 65_000;

process.on('SIGTERM', () => {
  logger.info('SIGTERM received, closing');
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 1000).unref();
});

/** The port opens only after the warm-up, as in a service that loads its data first: probes must wait for it. */
setTimeout(
  () => {
    server.listen(numeric('PORT', 3000), () => {
      ready = true;
      logger.info({ port: numeric('PORT', 3000) }, 'listening');
    });
  },
  numeric('WARMUP_MS', 1500),
);
