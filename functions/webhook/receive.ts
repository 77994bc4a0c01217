import type { MetricPart } from '../contracts/metrics.ts';
import { readWebhook, type WebhookEvent } from '../incidents/occurrence/occurrence.ts';
import { Failure } from '../model/failure.ts';
import type { Runtime } from '../runtime/middleware.ts';
import type { ModeSource } from '../runtime/mode.ts';
import type { PlaybookSource } from '../runtime/playbooks.ts';
import { executionOf } from './execution.ts';
import { type SignatureVerdict, verifySignature } from './signature.ts';
import type { StartExecution } from './start-execution.ts';

export interface WebhookPorts extends Runtime {
  /** The secrets of the subscriptions, two while one is rotated; read at most `maxAgeMs` ago, where that is given. */
  readonly secrets: (maxAgeMs?: number) => Promise<readonly string[]>;
  readonly start: StartExecution;
  readonly playbooks: PlaybookSource;
  readonly minuteMs: number;
  readonly mode: ModeSource;
}

/** An event that may start an execution. */
type Started = Extract<WebhookEvent, { readonly occurrence: unknown }>;

/**
 * A request as API Gateway hands it over: payload format 1.0 of a REST API, which has null where there is nothing
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html), and 2.0, which
 * the local host has.
 */
export interface WebhookRequest {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly identity?: { readonly sourceIp?: string };
    readonly http?: { readonly sourceIp?: string };
  };
}

export interface WebhookAnswer {
  readonly status: number;
  readonly message: string;
}

/** Bytes: PagerDuty sends up to 256 KB (https://developer.pagerduty.com/docs/webhooks-overview); twice that is not its. */
const MAX_BODY_BYTES = 512 * 1024;

/**
 * ms: an unknown signature is judged again by secrets no older than this. One may just have been rotated, and three
 * refusals in a row cost the subscription a day; a stranger costs one look at the secrets in this time.
 */
const ROTATED_MS = 10_000;

/**
 * Answers a webhook: what PagerDuty should not send again is 2xx or 4xx, and only what can never be accepted is 4xx,
 * since three of those in a row disable the subscription. Our own trouble is thrown: 5xx, and delivered again.
 */
export async function receive(request: WebhookRequest, ports: WebhookPorts): Promise<WebhookAnswer> {
  const from = senderOf(request);
  const raw = Buffer.from(request.body ?? '', request.isBase64Encoded === true ? 'base64' : 'utf8');
  if (raw.length > MAX_BODY_BYTES)
    return refuse(ports, 'tooLarge', { status: 413, message: 'the body is larger than 512 KiB' }, from);
  const header = headerOf(request, 'x-pagerduty-signature');
  const known = await judge(raw, header, ports);
  const verdict = known === 'forged' ? await judge(raw, header, ports, ROTATED_MS) : known;
  if (verdict !== 'valid') {
    const message = verdict === 'unsigned' ? 'no signature' : 'the signature is not ours';
    return refuse(ports, verdict, { status: 401, message }, from);
  }
  const body = parse(raw);
  if (body === undefined)
    return refuse(ports, 'unreadable', { status: 400, message: 'the body is not JSON' });
  return accept(body, ports);
}

function refuse(
  { logger, metrics }: WebhookPorts,
  reason: MetricPart<'WebhooksRefused'>,
  answer: WebhookAnswer,
  from?: string,
): WebhookAnswer {
  metrics.count('WebhooksRefused', reason);
  logger.warn('webhook refused', { reason, why: answer.message, from });
  return answer;
}

async function judge(
  raw: Uint8Array,
  header: string | undefined,
  ports: WebhookPorts,
  maxAgeMs?: number,
): Promise<SignatureVerdict> {
  const secrets = (await ports.secrets(maxAgeMs)).filter((secret) => secret !== '');
  if (secrets.length === 0) throw new Failure('invalid', 'no webhook secret is configured');
  return verifySignature(raw, header, secrets);
}

async function accept(body: unknown, ports: WebhookPorts): Promise<WebhookAnswer> {
  const event = readWebhook(body);
  switch (event.kind) {
    case 'ping':
      ports.logger.info('PagerDuty tests its subscription');
      return { status: 200, message: 'pong' };
    case 'ignored':
      return { status: 202, message: `nothing to do for ${event.type}` };
    case 'unreadable':
      return refuse(ports, 'unreadable', { status: 400, message: event.why });
    default: {
      const [mode, playbooks] = await Promise.all([ports.mode(), ports.playbooks()]);
      if (mode === 'off') return switchedOff(event, ports);
      const execution = executionOf(event, playbooks, ports.minuteMs);
      if (execution === undefined) return unmatched(event, ports);
      const outcome = await ports.start(execution);
      ports.logger.info('webhook accepted', { execution: execution.name, outcome });
      return { status: 202, message: `${execution.name}: ${outcome}` };
    }
  }
}

/** Accepted, so that PagerDuty neither sends it again nor disables the subscription. */
function switchedOff({ kind, occurrence }: Started, { logger }: WebhookPorts): WebhookAnswer {
  logger.info('firstnote is switched off', { kind, incident: occurrence.incidentId });
  return { status: 202, message: 'firstnote is switched off' };
}

/** Nothing is promised to a service that no playbook answers for; an incident is counted once, when it opens. */
function unmatched({ kind, occurrence }: Started, { logger, metrics }: WebhookPorts): WebhookAnswer {
  if (kind === 'triage') metrics.count('IncidentsUnmatched');
  const { incidentId, serviceId } = occurrence;
  logger.info('no playbook answers for this incident', { kind, incident: incidentId, service: serviceId });
  return { status: 202, message: 'no playbook answers for this incident' };
}

/** The address that a request came from; each payload format has it elsewhere. */
const senderOf = ({ requestContext: { identity, http } = {} }: WebhookRequest): string | undefined =>
  identity?.sourceIp ?? http?.sourceIp;

function headerOf({ headers }: WebhookRequest, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
