import type * as Http from 'node:http';
import { identityHeaders, routeTo, tlsOptions } from './connection.ts';
import { connectionFailure, statusFailure } from './failure.ts';
import type { Answer, KubernetesAccess, KubernetesFailure } from './port.ts';

// An import of node:http evaluates its lazy exports, undici among them, which costs 20 ms at every start.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** Connections to the API server at a time: all fast collectors are under way at once, and one may hang. */
const MAX_SOCKETS = 16;
/** The most bytes of one answer that is read as a whole; a page of 500 large objects is under 20 MB. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** The most that is read of an error's body. */
const MAX_ERROR_BYTES = 16 * 1024;
/** The longest that a 429 of API Priority and Fairness may make us wait, ms; its usual Retry-After is 1 s. */
const MAX_RETRY_WAIT_MS = 1_000;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly signal: AbortSignal;
  readonly body?: string;
}

/** Sends requests over one pool of kept connections; an answer other than 2xx is a failure. */
export interface Transport {
  open(request: HttpRequest): Promise<Answer<Http.IncomingMessage>>;
  /** Reads the whole body as text. */
  read(request: HttpRequest): Promise<Answer<string>>;
  close(): void;
}

const failed = (failure: KubernetesFailure): { ok: false; failure: KubernetesFailure } => ({
  ok: false,
  failure,
});
const aborted = (): { ok: false; failure: KubernetesFailure } =>
  failed({ kind: 'timeout', message: 'no answer before the deadline' });

async function readBody(response: Http.IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

const bodyHeaders = (body: string | undefined) =>
  body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

/** A kept connection may be closed by the server just as it is used again: that says nothing of the server. */
const isReset = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET';

/** Waits as long as the server asks for, within bounds; false where it was aborted meanwhile. */
async function waitAsTold({ headers }: Http.IncomingMessage, signal: AbortSignal): Promise<boolean> {
  const seconds = Number(headers['retry-after']) || 1;
  await wait(Math.min(seconds * 1_000, MAX_RETRY_WAIT_MS), signal);
  return !signal.aborted;
}

/** One request to a cluster, over connections that are kept. @throws Error when `access.server` is no http or https URL. */
function createSender(access: KubernetesAccess) {
  const server = new URL(access.server);
  const secure = server.protocol === 'https:';
  const agentOptions = { ...(secure ? tlsOptions(access) : {}), keepAlive: true, maxSockets: MAX_SOCKETS };
  const agent = access.proxy?.agent(agentOptions) ?? new (secure ? https : http).Agent(agentOptions);
  const identity = identityHeaders(access);
  const prefix = server.pathname.replace(/\/$/, '');

  const once = (asked: HttpRequest): Promise<Http.IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { method, path, signal, body } = asked;
      const request = (secure ? https : http).request({
        agent,
        method,
        host: server.hostname.replace(/^\[|\]$/g, ''),
        port: server.port || (secure ? 443 : 80),
        path: prefix + path,
        signal,
        headers: {
          ...{ accept: 'application/json, */*', 'user-agent': 'firstnote' },
          ...identity,
          ...bodyHeaders(body),
        },
      });
      // Node tells a request of the abort only once it has a connection: a proxy may never give it one.
      signal.addEventListener('abort', reject, { once: true });
      request.on('response', (response) => {
        signal.removeEventListener('abort', reject);
        resolve(response);
      });
      request.on('error', (error) => {
        if (request.reusedSocket && isReset(error) && !signal.aborted) once(asked).then(resolve, reject);
        else reject(error);
      });
      request.end(body);
    });
  return { once, close: () => agent.destroy() };
}

/** @throws Error when `access.server` is no http or https URL. */
export function createTransport(access: KubernetesAccess): Transport {
  const { once, close } = createSender(access);

  const broken = (error: unknown, { signal }: HttpRequest): Answer<never> =>
    signal.aborted ? aborted() : failed(connectionFailure(error, routeTo(access)));

  async function open(request: HttpRequest, retry = true): Promise<Answer<Http.IncomingMessage>> {
    try {
      const response = await once(request);
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) return { ok: true, value: response };
      const body = (await readBody(response, MAX_ERROR_BYTES))?.toString('utf8') ?? '';
      const mayRetry = status === 429 && retry && (await waitAsTold(response, request.signal));
      return mayRetry ? open(request, false) : failed(statusFailure(status, body));
    } catch (error) {
      return broken(error, request);
    }
  }

  return {
    open: (request) => open(request),
    async read(request) {
      const answer = await open(request);
      if (!answer.ok) return answer;
      try {
        const body = await readBody(answer.value, MAX_ANSWER_BYTES);
        return body === null
          ? failed({ kind: 'failed', message: `the answer is larger than ${MAX_ANSWER_BYTES >> 20} MiB` })
          : { ok: true, value: body.toString('utf8') };
      } catch (error) {
        return broken(error, request);
      }
    },
    close,
  };
}
