import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signatureOf } from '../incidents/signature.ts';
import type { Account, AccountEvent } from './account.ts';
import { SUBSCRIPTION_ID, type Subscription } from './model.ts';
import { policyReference, serviceReference, userReference } from './shapes.ts';

/** The body of a V3 webhook (https://developer.pagerduty.com/docs/webhooks-overview). */
export function webhookBody(account: Account, event: AccountEvent, at: string): string {
  return JSON.stringify({
    event: {
      id: `01${randomUUID().replaceAll('-', '').slice(0, 24).toUpperCase()}`,
      event_type: event.type,
      resource_type: 'incident',
      occurred_at: at,
      agent: null,
      client: null,
      data: event.note === undefined ? incidentData(account, event) : noteData(event, event.note),
    },
  });
}

/** The body of the event that tests a subscription. */
export const pingBody = (at: string): string =>
  JSON.stringify({
    event: {
      ...{ id: randomUUID(), event_type: 'pagey.ping', resource_type: 'pagey', occurred_at: at },
      ...{ agent: null, client: null, data: { message: 'Hello from your friend Pagey!', type: 'ping' } },
    },
  });

function incidentData(account: Account, { incident }: AccountEvent) {
  return {
    id: incident.id,
    type: 'incident',
    self: `https://api.pagerduty.com/incidents/${incident.id}`,
    html_url: `https://example.pagerduty.com/incidents/${incident.id}`,
    number: incident.number,
    status: incident.status,
    incident_key: incident.id.toLowerCase(),
    created_at: incident.createdAt,
    ...(incident.reopenedAt === undefined ? {} : { reopened_at: incident.reopenedAt }),
    title: incident.title,
    incident_type: { name: 'incident_default' },
    service: serviceReference(account),
    assignees: account.assigneesOf(incident).map((id) => userReference(account, id)),
    escalation_policy: policyReference(account),
    teams: [],
    priority: null,
    urgency: incident.urgency,
    conference_bridge: null,
    resolve_reason: null,
  };
}

const noteData = ({ incident }: AccountEvent, note: { readonly id: string; readonly content: string }) => ({
  incident: { id: incident.id, type: 'incident_reference', summary: incident.title },
  id: note.id,
  content: note.content.slice(0, 512),
  trimmed: note.content.length > 512,
  type: 'incident_note',
});

/** One try of a delivery. */
export interface Delivery {
  readonly webhookId: string;
  readonly type: string;
  readonly at: string;
  /** 0 when nobody answered. */
  readonly status: number;
}

/** PagerDuty waits 5 s for an answer. */
const DEADLINE_MS = 5_000;
/** PagerDuty goes on for 48 h; a demonstration for a minute. ms before each further try. */
const RETRIES_MS = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 20_000] as const;

/** What PagerDuty sends again: time-outs, refused connections, 429 and 5xx. */
const isRetried = (status: number): boolean => status === 0 || status === 429 || status >= 500;

/** Delivers a body until it is taken or refused for good; `onTry` hears of every try. */
export async function deliver(
  { url, secret }: Subscription,
  { type, body }: { readonly type: string; readonly body: string },
  onTry: (delivery: Delivery) => void,
  signal: AbortSignal,
): Promise<void> {
  const webhookId = randomUUID();
  const bytes = new TextEncoder().encode(body);
  for (const wait of [...RETRIES_MS, undefined]) {
    const status = await post(url, bytes, {
      'content-type': 'application/json',
      'user-agent': 'PagerDuty-Webhook/V3.0',
      'x-pagerduty-signature': signatureOf(bytes, secret),
      'x-webhook-id': webhookId,
      'x-webhook-subscription': SUBSCRIPTION_ID,
    });
    onTry({ webhookId, type, at: new Date().toISOString(), status });
    if (!isRetried(status) || wait === undefined) return;
    await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
  }
}

async function post(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
