import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { defined } from '../model/present.ts';
import type { RecordedLog, Recording } from './recording.ts';
import { matchesFields, matchesLabels } from './selectors.ts';

/** What a request asks for; `resource` is the plural, with "/log" for logs. */
export interface AskedFor {
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly url: URL;
}

/** How a server can be made to misbehave; undefined answers as recorded. */
export type Interception =
  | { readonly kind: 'hang' }
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Sends the beginning of the answer, then nothing more. */
  | { readonly kind: 'stall' };

export interface RecordingServer {
  readonly url: string;
  /** Paths that were asked for, in order, without queries. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

const json = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
const REASONS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  500: 'InternalError',
};
const refusal = (status: number, message: string): Reply =>
  json(status, {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message,
    reason: REASONS[status] ?? '',
    code: status,
  });

/** CRI's time stamp, which the API puts before each line when it is asked to. */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;

function logReply(log: RecordedLog, query: URLSearchParams): Reply {
  const since = Date.parse(query.get('sinceTime') ?? '');
  const tail = Number(query.get('tailLines') ?? Number.NaN);
  const limit = Number(query.get('limitBytes') ?? Number.NaN);
  let lines = log.text.split('\n').filter((line) => line !== '');
  if (!Number.isNaN(since))
    lines = lines.filter((line) => !(Date.parse(STAMP.exec(line)?.[1] ?? '') < since));
  if (!Number.isNaN(tail)) lines = tail === 0 ? [] : lines.slice(-tail);
  if (query.get('timestamps') !== 'true') lines = lines.map((line) => line.replace(STAMP, ''));
  const text = lines.map((line) => `${line}\n`).join('');
  const body = Number.isNaN(limit) ? text : Buffer.from(text).subarray(0, limit).toString('utf8');
  return { status: 200, body, type: 'text/plain' };
}

const namespaceOf = (item: unknown): string =>
  (item as { metadata?: { namespace?: string } }).metadata?.namespace ?? '';

function listReply(
  recording: Recording,
  path: string,
  namespace: string | undefined,
  query: URLSearchParams,
): Reply {
  const list = Object.hasOwn(recording.lists, path) ? recording.lists[path] : undefined;
  if (list === undefined) return refusal(404, 'the server could not find the requested resource');
  if ('status' in list) return refusal(list.status, list.message);
  const matching = list.items.filter(
    (item) =>
      (namespace === undefined || namespaceOf(item) === namespace) &&
      matchesFields(item, query.get('fieldSelector') ?? '') &&
      matchesLabels(item, query.get('labelSelector') ?? ''),
  );
  const start = Number(query.get('continue') ?? 0) || 0;
  const limit = Number(query.get('limit') ?? 0) || matching.length;
  const next = start + limit < matching.length ? String(start + limit) : undefined;
  return json(200, {
    kind: 'List',
    apiVersion: 'v1',
    metadata: { resourceVersion: '1', ...defined({ continue: next }) },
    items: matching.slice(start, start + limit),
  });
}

const LOG_PATH = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/log$/;
const LIST_PATH = /^\/(api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)$/;

function parse(url: URL): AskedFor {
  if (LOG_PATH.test(url.pathname))
    return { resource: 'pods/log', namespace: LOG_PATH.exec(url.pathname)?.[1], url };
  const match = LIST_PATH.exec(url.pathname);
  return { resource: match?.[3] ?? url.pathname, namespace: match?.[2], url };
}

function reply(recording: Recording, method: string, url: URL): Reply {
  if (method !== 'GET') return refusal(405, 'a recording is read-only');
  if (url.pathname === '/version') return json(200, { major: '1', minor: '34', gitVersion: 'v1.34.0' });
  if (url.pathname === '/readyz') return { status: 200, body: 'ok', type: 'text/plain' };
  const log = LOG_PATH.exec(url.pathname);
  if (log !== null) {
    const previous = url.searchParams.get('previous') === 'true';
    const container = url.searchParams.get('container');
    const found = recording.logs.find(
      (entry) =>
        entry.namespace === log[1] &&
        entry.pod === log[2] &&
        entry.previous === previous &&
        (container === null || entry.container === container),
    );
    return found === undefined
      ? refusal(400, `container "${container ?? ''}" in pod "${log[2]}" has no such log`)
      : logReply(found, url.searchParams);
  }
  const list = LIST_PATH.exec(url.pathname);
  if (list === null) return refusal(404, 'the server could not find the requested resource');
  return listReply(recording, `${list[1]}/${list[3]}`, list[2], url.searchParams);
}

/**
 * Serves a recording as a read-only Kubernetes API on loopback: lists with paging, field and label selectors, and
 * logs with sinceTime, tailLines, limitBytes, previous and timestamps. `intercept` makes it misbehave, for tests.
 */
export async function startRecordingServer(
  recording: Recording,
  options: {
    readonly port?: number;
    readonly intercept?: (asked: AskedFor) => Interception | undefined;
  } = {},
): Promise<RecordingServer> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://recording');
    asked.push(url.pathname);
    const interception = options.intercept?.(parse(url));
    if (interception?.kind === 'hang') return;
    const send = (): void => {
      const { status, body, type }: Reply =
        interception?.kind === 'answer' ? interception : reply(recording, request.method ?? '', url);
      response.writeHead(status, { 'content-type': type ?? 'application/json' });
      if (interception?.kind === 'stall') response.write(body.slice(0, body.length / 2));
      else response.end(body);
    };
    if (interception?.kind === 'delay') setTimeout(send, interception.ms);
    else send();
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
