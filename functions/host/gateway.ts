import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';
import { ROUTES } from '../contracts/routes.ts';
import { failureText } from '../local/error-text.ts';
import { isOwnHost } from '../local/loopback.ts';

/** A Lambda behind the HTTP API. */
export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyResultV2>;

/** A route as API Gateway writes it: "/reports/{occurrence}". */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: HttpHandler;
}

export interface Gateway {
  /** "http://127.0.0.1:PORT". */
  readonly url: string;
  close(): Promise<void>;
}

/** Bytes: twice what the webhook takes (functions/webhook); what is larger is not kept. */
const MAX_BODY_BYTES = 1024 * 1024;
/** ms in which a client must have sent its headers, and all of its request: slow ones hold no connection. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 20_000;
/** Connections at a time: PagerDuty and a few readers. */
const MAX_CONNECTIONS = 256;

export interface GatewayOptions {
  /** Further names that a browser may call this host by: that of its public address. */
  readonly hosts?: readonly string[];
  /** Hears of each request to the webhook that was refused; `from` is an address. */
  readonly onRefused?: (refusal: {
    readonly status: number;
    readonly why: string;
    readonly from: string;
  }) => void;
}

/**
 * An HTTP API on loopback as API Gateway would be one: hands the raw bytes of a request to a Lambda, as a payload of
 * format 2.0 (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 * Port 0 takes a free one; a port that is taken rejects with the system's error.
 */
export async function startGateway(
  routes: readonly Route[],
  port: number,
  { hosts = [], onRefused = () => {} }: GatewayOptions = {},
): Promise<Gateway> {
  const timeouts = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS };
  const server = http.createServer(timeouts, (request, response) => {
    answer(routes, request, hosts)
      .then((result) => {
        const refusal = refusalOf(request, result);
        if (refusal !== undefined) onRefused(refusal);
        send(response, result);
      })
      .catch((error: unknown) => {
        process.stderr.write(failureText(`${request.method} ${request.url}: ${String(error)}`));
        send(response, message(500, 'Internal Server Error'));
      });
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  routes: readonly Route[],
  request: http.IncomingMessage,
  hosts: readonly string[],
): Promise<APIGatewayProxyResultV2> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  // A stranger's name that leads here would make this host's pages his own (DNS rebinding). What is signed needs no name.
  if (url.pathname !== ROUTES.webhook.path && !isOwnHost(request.headers.host, hosts))
    return message(421, 'This host is not called by that name; give it with --public-url.');
  for (const route of routes) {
    const parameters = match(route.path, url.pathname);
    if (route.method === request.method && parameters !== undefined) {
      const body = await bodyOf(request);
      return body === undefined
        ? message(413, 'the body is larger than 1 MiB')
        : route.handle(eventOf(route, request, { url, body, pathParameters: parameters }));
    }
  }
  return message(404, 'Not Found');
}

/** The path's parameters, undefined when the path is another one. */
function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return undefined;
    if (name !== undefined) parameters[name] = decode(value);
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The body's bytes, undefined when there are too many. */
async function bodyOf(request: http.IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read to its end all the same: PagerDuty must hear why, not lose its connection.
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

/** Why a webhook was not taken, undefined when it was, or the request is another one. */
function refusalOf(request: http.IncomingMessage, result: APIGatewayProxyResultV2) {
  const isWebhook = request.method === ROUTES.webhook.method && request.url?.startsWith(ROUTES.webhook.path);
  const { statusCode = 200, body = '' } = typeof result === 'string' ? {} : result;
  if (!isWebhook || statusCode < 400) return undefined;
  const why = /"message":"([^"]*)"/.exec(body)?.[1] ?? 'no reason given';
  return { status: statusCode, why, from: request.socket?.remoteAddress ?? 'an unknown address' };
}

/** What was read of a request. */
interface Taken {
  readonly url: URL;
  readonly body: Buffer;
  readonly pathParameters: Record<string, string>;
}

function eventOf(
  route: Route,
  request: http.IncomingMessage,
  { url, body, pathParameters }: Taken,
): APIGatewayProxyEventV2 {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const at = new Date();
  const routeKey = `${route.method} ${route.path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    queryStringParameters: Object.fromEntries(url.searchParams),
    pathParameters,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method: route.method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey,
      stage: '$default',
      time: at.toUTCString(),
      timeEpoch: at.getTime(),
    },
    // Base64 keeps every byte, as API Gateway does with whatever is not text.
    ...(body.length > 0 && { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
}

const message = (statusCode: number, text: string): APIGatewayProxyResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

function send(response: http.ServerResponse, result: APIGatewayProxyResultV2): void {
  const structured = typeof result === 'string' ? { statusCode: 200, body: result } : result;
  for (const [name, value] of Object.entries(structured.headers ?? {})) {
    response.setHeader(name, String(value));
  }
  response.statusCode = structured.statusCode ?? 200;
  response.end(Buffer.from(structured.body ?? '', structured.isBase64Encoded ? 'base64' : 'utf8'));
}
