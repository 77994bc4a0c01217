import * as z from 'zod/mini';
import { type Account, Refused } from './account.ts';
import { type StoredIncident, SUBSCRIPTION_ID, type Subscription } from './model.ts';
import * as shapes from './shapes.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** '' when there is none. */
  readonly body: string;
}
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Call extends ApiRequest {
  readonly account: Account;
  readonly parts: readonly string[];
  /** Id of the user that the From header names. */
  readonly userId: string;
}
type Operation = (call: Call) => unknown;

const notePayload = z.object({ note: z.object({ content: z.string().check(z.minLength(1)) }) });
const newIncidentPayload = z.object({
  incident: z.object({
    type: z.literal('incident'),
    title: z.string().check(z.minLength(1)),
    service: z.object({ id: z.string(), type: z.literal('service_reference') }),
    urgency: z.optional(z.enum(['high', 'low'])),
    assignments: z.optional(z.array(z.object({ assignee: z.object({ id: z.string() }) }))),
  }),
});
const incidentPayload = z.object({
  incident: z.object({
    type: z.enum(['incident', 'incident_reference']),
    escalation_level: z.optional(z.int()),
    status: z.optional(z.enum(['acknowledged', 'resolved', 'triggered'])),
  }),
});
const respondersPayload = z.object({
  requester_id: z.string(),
  message: z.string(),
  responder_request_targets: z
    .array(
      z.object({
        responder_request_target: z.object({
          id: z.string(),
          type: z.enum(['user_reference', 'escalation_policy_reference', 'user', 'escalation_policy']),
        }),
      }),
    )
    .check(z.minLength(1)),
});
const statusPayload = z.object({ message: z.string().check(z.minLength(1)) });

/** By method and path; `*` stands for one id. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'POST /incidents': createIncident,
  'GET /incidents/*': (call) => ({ incident: shapes.incidentShape(call.account, incident(call)) }),
  'PUT /incidents/*': updateIncident,
  'GET /incidents/*/alerts': (call) =>
    page(
      call,
      'alerts',
      incident(call).alerts.map((alert) => shapes.alertShape(call.account, incident(call), alert)),
    ),
  'GET /incidents/*/notes': (call) => ({
    notes: incident(call).notes.map((note) => shapes.noteShape(call.account, note)),
  }),
  'POST /incidents/*/notes': (call) => {
    const { content } = payload(call, notePayload).note;
    return { note: shapes.noteShape(call.account, call.account.addNote(id(call), call.userId, content)) };
  },
  'PUT /incidents/*/notes/*': (call) => {
    const { content } = payload(call, notePayload).note;
    return { note: shapes.noteShape(call.account, call.account.editNote(id(call), id(call, 3), content)) };
  },
  'GET /incidents/*/log_entries': (call) =>
    page(
      call,
      'log_entries',
      incident(call)
        .log.toReversed()
        .map((entry) => shapes.logEntryShape(call.account, incident(call), entry)),
    ),
  'GET /incidents/*/related_change_events': () => ({ change_events: [] }),
  'POST /incidents/*/responder_requests': requestResponders,
  'POST /incidents/*/status_updates': (call) => {
    const update = call.account.postStatusUpdate(id(call), payload(call, statusPayload).message);
    return {
      status_update: {
        ...{ id: update.id, message: update.message, created_at: update.at },
        sender: shapes.userReference(call.account, call.userId),
      },
    };
  },
  'GET /services': (call) =>
    page(
      call,
      'services',
      servicesOf(call).map((service) => shapes.serviceShape(call.account, service)),
    ),
  'GET /services/*': (call) => ({
    service: shapes.serviceShape(call.account, found(servicesOf(call), id(call))),
  }),
  'GET /services/*/change_events': (call) => page(call, 'change_events', []),
  'GET /escalation_policies/*': (call) => {
    found([call.account.setup.policy], id(call));
    return { escalation_policy: shapes.policyShape(call.account) };
  },
  'GET /users/*': (call) => ({
    user: shapes.userShape(call.account, found(call.account.setup.users, id(call))),
  }),
  'GET /webhook_subscriptions': (call) =>
    page(call, 'webhook_subscriptions', subscriptionsOf(call).map(shapes.subscriptionShape)),
  'POST /webhook_subscriptions/*/ping': (call) => {
    if (id(call) !== SUBSCRIPTION_ID || subscriptionsOf(call).length === 0)
      throw new Refused(404, 2100, 'Not Found');
    call.account.ping();
    return undefined;
  },
  'GET /oncalls': (call) => page(call, 'oncalls', shapes.onCallShapes(call.account)),
  'GET /abilities': ({ account }) => ({ abilities: account.setup.abilities }),
};

/** What is answered where it is not 200. */
const STATUS: Readonly<Record<string, number>> = {
  'POST /incidents': 201,
  'POST /webhook_subscriptions/*/ping': 202,
};

/** Operations that want the From header of a user of the account. */
const NEEDS_FROM =
  /^(POST \/incidents$|PUT \/incidents\/\*$|POST \/incidents\/\*\/(notes|status_updates)$|PUT \/incidents\/\*\/notes)/;

/** Answers one request as PagerDuty would: by the state that there is, with its errors and their codes. */
export function answer(account: Account, request: ApiRequest, token: string): ApiAnswer {
  try {
    if (request.headers.authorization !== `Token token=${token}`)
      throw new Refused(401, 2006, 'Unauthorized');
    const parts = request.path.split('/').filter((part) => part !== '');
    const name = `${request.method} /${parts.map((part, index) => (index % 2 === 1 ? '*' : part)).join('/')}`;
    const operation = OPERATIONS[name];
    if (operation === undefined) throw new Refused(404, 2100, 'Not Found');
    if (request.headers.accept !== 'application/vnd.pagerduty+json;version=2') {
      throw new Refused(400, 2001, 'The Accept header names no version of the API');
    }
    const from = account.setup.users.find(({ email }) => email === request.headers.from);
    if (NEEDS_FROM.test(name) && from === undefined) {
      throw new Refused(400, 2001, 'The From header names no user of this account');
    }
    return {
      status: STATUS[name] ?? 200,
      body: operation({ ...request, account, parts, userId: from?.id ?? '' }),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      status: error.status,
      body: { error: { message: error.message, code: error.code, errors: [error.message] } },
    };
  }
}

const id = ({ parts }: Call, index = 1): string => parts[index] ?? '';
const incident = (call: Call): StoredIncident => call.account.find(id(call));

const servicesOf = ({ account: { setup } }: Call) => [setup.service, ...(setup.otherServices ?? [])];
const subscriptionsOf = ({ account: { subscription } }: Call): readonly Subscription[] =>
  subscription === undefined ? [] : [subscription];

function found<Kind extends { readonly id: string }>(all: readonly Kind[], wanted: string): Kind {
  const one = all.find((each) => each.id === wanted);
  if (one === undefined) throw new Refused(404, 2100, 'Not Found');
  return one;
}

function payload<Shape extends z.ZodMiniType>(call: Call, shape: Shape): z.infer<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(call.body);
  } catch {
    throw new Refused(400, 2001, 'The body is no JSON');
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new Refused(400, 2001, 'Invalid Input Provided');
  return parsed.data;
}

/** One page by offset and limit, 25 by default and 100 at most. */
function page(call: Call, name: string, items: readonly unknown[]) {
  const offset = Math.max(0, Number(call.query.get('offset') ?? 0) || 0);
  const limit = Math.min(100, Math.max(1, Number(call.query.get('limit') ?? 25) || 25));
  return {
    [name]: items.slice(offset, offset + limit),
    ...{ offset, limit, more: offset + limit < items.length, total: null },
  };
}

function createIncident(call: Call) {
  const { title, service, urgency, assignments } = payload(call, newIncidentPayload).incident;
  if (service.id !== call.account.setup.service.id) throw new Refused(400, 2001, 'Service Not Found');
  const assigneeId = assignments?.[0]?.assignee.id;
  const opened = call.account.open({
    title,
    ...(urgency === undefined ? {} : { urgency }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
  });
  return { incident: shapes.incidentShape(call.account, opened) };
}

function updateIncident(call: Call) {
  const { escalation_level, status } = payload(call, incidentPayload).incident;
  if (escalation_level !== undefined) call.account.escalate(id(call), escalation_level);
  if (status === 'acknowledged') call.account.acknowledge(id(call), call.userId);
  if (status === 'resolved') call.account.resolve(id(call), call.userId);
  return { incident: shapes.incidentShape(call.account, incident(call)) };
}

function requestResponders(call: Call) {
  const { requester_id, message, responder_request_targets } = payload(call, respondersPayload);
  const { account } = call;
  if (!account.setup.users.some((user) => user.id === requester_id)) {
    throw new Refused(400, 1008, 'Requester User Not Found');
  }
  const targets = responder_request_targets.map(({ responder_request_target: target }) => ({
    id: target.id,
    type: target.type.startsWith('user') ? ('user' as const) : ('escalation_policy' as const),
  }));
  const known = new Set([...account.setup.users.map((user) => user.id), account.setup.policy.id]);
  if (targets.some((target) => !known.has(target.id))) throw new Refused(400, 2001, 'Responder Not Found');
  const stored = account.requestResponders(id(call), { requesterId: requester_id, message, targets });
  return { responder_request: shapes.responderRequestShape(account, incident(call), stored) };
}
