import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { isOwnHost } from '../local/loopback.ts';
import { Account, type AccountEvent, type NewIncident, Refused } from './account.ts';
import { type ApiRequest, answer } from './api.ts';
import {
  type AccountSetup,
  DEMO_ACCOUNT,
  DEMO_PEOPLE,
  type StoredIncident,
  type Subscription,
} from './model.ts';
import { type Delivery, deliver, pingBody, webhookBody } from './webhook.ts';

export interface StandInOptions {
  /** 0 takes a free port. */
  readonly port?: number;
  readonly setup?: AccountSetup;
  /** The REST API token that is asked for. */
  readonly token: string;
  /** ms; the delays of its escalation policy run by it. */
  readonly minuteMs: number;
  /** Epoch ms. */
  readonly now?: () => number;
  /** Lets a request end in a 502: before anything was done, or after it was. */
  readonly trouble?: (request: ApiRequest) => 'before' | 'after' | undefined;
}

/** What `GET /_state` shows, newest incident first. */
export interface StandInState {
  readonly incidents: readonly (Omit<StoredIncident, 'alerts'> & {
    readonly url: string;
    readonly assignees: readonly string[];
    readonly responders: readonly { readonly name: string; readonly at: string; readonly message: string }[];
  })[];
  readonly deliveries: readonly Delivery[];
}

/** A PagerDuty on loopback that keeps state: one account, its REST API, and webhooks as PagerDuty signs them. */
export interface StandIn {
  readonly url: string;
  readonly account: Account;
  /** Webhooks go there from now on. */
  subscribe(subscription: Subscription): void;
  state(): StandInState;
  /** Ends when every delivery so far has been taken, refused or given up. */
  delivered(): Promise<void>;
  close(): Promise<void>;
}

/** Deliveries that are remembered; a host that runs for weeks must not grow. */
const MAX_DELIVERIES = 500;
/** A body that is larger than this is nobody's. */
const MAX_BODY_BYTES = 1024 * 1024;

const newIncident = z.object({
  title: z.string().check(z.minLength(1)),
  severity: z.optional(z.string()),
  details: z.optional(z.unknown()),
  urgency: z.optional(z.enum(['high', 'low'])),
});

/** Starts the stand-in. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const now = options.now ?? (() => Date.now());
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  /** PagerDuty keeps the order of one incident's events: a delivery waits for the one before it. */
  const lastOf = new Map<string, Promise<void>>();

  const remember = (delivery: Delivery) => {
    deliveries.push(delivery);
    if (deliveries.length > MAX_DELIVERIES) deliveries.shift();
  };
  const send = (type: string, body: string, before: Promise<void> = Promise.resolve()) => {
    const to = account.subscription;
    if (to === undefined || !isDelivered(to, type)) return before;
    const delivery = before.then(() => deliver(to, { type, body }, remember, closing.signal));
    underWay.add(delivery);
    delivery.finally(() => underWay.delete(delivery));
    return delivery;
  };
  const at = () => new Date(now()).toISOString();
  const tell = (event: AccountEvent): void => {
    const { id } = event.incident;
    lastOf.set(id, send(event.type, webhookBody(account, event, at()), lastOf.get(id)));
  };
  const account = new Account(options.setup ?? DEMO_ACCOUNT, {
    ...{ now, minuteMs: options.minuteMs, tell },
    ping: () => void send('pagey.ping', pingBody(at())),
  });

  const state = (): StandInState => ({
    incidents: account.incidents.toReversed().map(({ alerts: _alerts, ...incident }) => ({
      ...incident,
      url: `https://example.pagerduty.com/incidents/${incident.id}`,
      assignees: account.assigneesOf(incident).map((id) => account.nameOf(id)),
      responders: incident.responderRequests.flatMap(({ targets, at, message }) =>
        targets.map((target) => ({ name: account.nameOf(target.id), at, message })),
      ),
    })),
    deliveries: deliveries.toReversed(),
  });

  const server = createServer((request, response) => {
    respond(request, response, { account, state, options }).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account,
    subscribe: (to) => {
      account.subscription = to;
    },
    state,
    async delivered() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () => {
      closing.abort();
      account.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** PagerDuty delivers what a subscription names, and a test event always. */
const isDelivered = ({ events, inactive, temporarilyDisabled }: Subscription, type: string): boolean =>
  inactive !== true &&
  temporarilyDisabled !== true &&
  (events === undefined || type === 'pagey.ping' || events.includes(type));

/** What is asked for, and as whom. */
interface Served {
  readonly account: Account;
  readonly state: () => StandInState;
  readonly options: StandInOptions;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { account, state, options }: Served,
): Promise<void> {
  const { token, trouble } = options;
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const body = await readBody(request);
  const method = request.method ?? 'GET';
  const call = { method, path: url.pathname, query: url.searchParams, headers: request.headers, body };
  const isControl = url.pathname.startsWith('/_');
  const fate = isControl ? undefined : trouble?.(call);
  const answered = () =>
    isControl
      ? control(request, { name: `${method} ${url.pathname}`, body }, { account, state })
      : answer(account, call, token);
  const reply = fate === 'before' ? undefined : answered();
  if (reply === undefined || fate === 'after') {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
    return;
  }
  const json = reply.body === undefined ? '' : JSON.stringify(reply.body);
  response.writeHead(reply.status, { 'content-type': 'application/json' }).end(json);
}

/**
 * What people do in PagerDuty's pages, for tests and the local host's page: `GET /_state`, `POST /_incidents`
 * `{title, severity?, details?, urgency?}`, `POST /_incidents/ID/acknowledge|lapse|resolve|reopen`. No token is asked for:
 * pages of others that a browser on this machine has open are answered 403.
 */
function control(
  { headers }: IncomingMessage,
  { name, body }: { readonly name: string; readonly body: string },
  { account, state }: Pick<Served, 'account' | 'state'>,
) {
  if (!isOwnHost(headers.host) || isFromAnotherPage(headers))
    return { status: 403, body: { message: 'not from another page' } };
  try {
    if (name === 'GET /_state') return { status: 200, body: state() };
    if (name === 'POST /_incidents') {
      const incident = account.open(newIncident.parse(JSON.parse(body)) as NewIncident);
      return { status: 201, body: { id: incident.id } };
    }
    const [, id = '', action] =
      /^POST \/_incidents\/(\w+)\/(acknowledge|lapse|resolve|reopen)$/.exec(name) ?? [];
    if (action === 'acknowledge') account.acknowledge(id, DEMO_PEOPLE.onCall.id);
    else if (action === 'lapse') account.lapse(id);
    else if (action === 'resolve') account.resolve(id, DEMO_PEOPLE.onCall.id);
    else if (action === 'reopen') account.reopen(id);
    else return { status: 404, body: { message: 'not found' } };
    return { status: 200, body: { id } };
  } catch (error) {
    const status = error instanceof Refused ? error.status : 400;
    return { status, body: { message: error instanceof Error ? error.message : 'bad request' } };
  }
}

/** What a browser says of who asks (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header); programs say nothing. */
const isFromAnotherPage = ({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean =>
  (origin !== undefined && origin !== `http://${host}`) ||
  (site !== undefined && site !== 'same-origin' && site !== 'none');

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
