import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendJson } from './https-server.ts';

/** What a call meets instead of PagerDuty: an answer with this status, or a connection that is reset. */
export type Fault = 401 | 404 | 429 | 'reset';

/** What stands between firstnote and PagerDuty. */
export interface UnreliableWay {
  readonly url: string;
  /** From now on each kind of call meets the fault once, and then passes; undefined ends that. */
  failOnce(fault: Fault | undefined): void;
  /** Kinds of calls that met it: "POST /incidents/ID/notes". */
  readonly failed: ReadonlySet<string>;
  /** From now on this token is good, and no other. */
  accept(token: string): void;
  close(): Promise<void>;
}

/** A way to the stand-in at `to`, whose own token is `token`; it is reliable until it is told otherwise. */
export async function startUnreliable(to: string, token: string): Promise<UnreliableWay> {
  let accepted = token;
  let fault: Fault | undefined;
  const failed = new Set<string>();
  const server = createServer((request, response) => {
    const kind = kindOf(request);
    if (fault !== undefined && !failed.has(kind)) {
      failed.add(kind);
      return meet(fault, request, response);
    }
    if (request.headers.authorization !== `Token token=${accepted}`) return refuse(response, 401);
    return pass(to, token, request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failOnce(next) {
      failed.clear();
      fault = next;
    },
    failed,
    accept(next) {
      accepted = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every second part of a path is an id. */
function kindOf({ method, url = '' }: IncomingMessage): string {
  const parts = (url.split('?')[0] ?? '').split('/').slice(1);
  return `${method} /${parts.map((part, index) => (index % 2 === 1 ? 'ID' : part)).join('/')}`;
}

function meet(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'reset') request.socket.resetAndDestroy();
  else refuse(response, fault);
}

/** As PagerDuty writes errors (https://developer.pagerduty.com/docs/errors). */
function refuse(response: ServerResponse, status: number): void {
  sendJson(response, status, { error: { message: 'Refused on the way', code: 2000, errors: [] } });
}

function pass(to: string, token: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  const authorization = `Token token=${token}`;
  const passed = httpRequest(
    `${to}${request.url}`,
    { method, headers: { ...headers, authorization } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    },
  );
  passed.once('error', () => response.destroy());
  request.pipe(passed);
}
