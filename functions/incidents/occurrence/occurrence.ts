import { textAt } from '../../model/text-at.ts';
import type { Occurrence } from '../incident.ts';

/** What a webhook asks for. */
export type WebhookEvent =
  | { readonly kind: 'triage'; readonly occurrence: Occurrence }
  | {
      readonly kind: 'recovery';
      readonly occurrence: Occurrence;
      /** RFC 3339 UTC. */
      readonly resolvedAt: string;
      /** `INCIDENT-EPOCH-resolved-EVENT`. */
      readonly name: string;
    }
  | {
      /** An acknowledgement ran out or was taken back: nobody has the incident any more. */
      readonly kind: 'lapse';
      readonly occurrence: Occurrence;
      /** RFC 3339 UTC. */
      readonly lapsedAt: string;
      /** `INCIDENT-EPOCH-lapsed-EVENT`. */
      readonly name: string;
    }
  | { readonly kind: 'ping' }
  /** A type that we have no use for, our own notes' `incident.annotated` among them. */
  | { readonly kind: 'ignored'; readonly type: string }
  /** No event of PagerDuty's; `why` is for the log. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** The events that a webhook subscription has to deliver: these lead to something. */
export const HANDLED_EVENTS = [
  'incident.triggered',
  'incident.reopened',
  'incident.unacknowledged',
  'incident.resolved',
] as const;
const isHandled = (type: string): type is (typeof HANDLED_EVENTS)[number] =>
  HANDLED_EVENTS.some((handled) => handled === type);

/** Letters, digits and '_': what an execution's name, a store's key and the note's marker line may all hold. */
const INCIDENT_ID = /^\w{1,30}$/;
/** An execution's name has at most 80 characters: 30 for the incident, 10 for the epoch, 11 between. */
const MAX_EVENT_ID_CHARS = 28;

/**
 * What a webhook's parsed body asks for (V3, https://developer.pagerduty.com/docs/webhooks-overview; real ones have nulls
 * and missing keys). Never throws.
 */
export function readWebhook(body: unknown): WebhookEvent {
  const of = (...path: readonly string[]) => textAt(body, 'event', ...path);
  const type = of('event_type');
  if (type === '') return { kind: 'unreadable', why: 'there is no event.event_type' };
  if (type === 'pagey.ping') return { kind: 'ping' };
  if (!isHandled(type)) return { kind: 'ignored', type };
  if (!INCIDENT_ID.test(of('data', 'id')))
    return { kind: 'unreadable', why: 'event.data.id is not an incident id' };
  const occurred = instant(of('occurred_at'));
  const created = instant(of('data', 'created_at')) ?? occurred;
  if (created === undefined) return { kind: 'unreadable', why: 'event.data.created_at is not a time' };
  const occurrence = occurrenceOf((...path) => of('data', ...path), created);
  const eventId = of('id')
    .replaceAll(/[^\w-]/g, '')
    .slice(0, MAX_EVENT_ID_CHARS);
  switch (type) {
    case 'incident.resolved': {
      const resolvedAt = (occurred ?? created).toISOString();
      return { kind: 'recovery', occurrence, resolvedAt, name: `${occurrence.name}-resolved-${eventId}` };
    }
    case 'incident.unacknowledged': {
      // Counted from the incident's start instead, every call would be due at once.
      if (occurred === undefined) return { kind: 'unreadable', why: 'event.occurred_at is not a time' };
      const lapsedAt = occurred.toISOString();
      return { kind: 'lapse', occurrence, lapsedAt, name: `${occurrence.name}-lapsed-${eventId}` };
    }
    default:
      return { kind: 'triage', occurrence };
  }
}

/** `of` reads the incident's fields. */
function occurrenceOf(of: (...path: readonly string[]) => string, created: Date): Occurrence {
  const reopened = instant(of('reopened_at'));
  const start = reopened ?? created;
  return {
    incidentId: of('id'),
    name: `${of('id')}-${Math.floor(start.getTime() / 1_000)}`,
    serviceId: of('service', 'id'),
    title: of('title'),
    url: of('html_url'),
    urgency: of('urgency'),
    createdAt: start.toISOString(),
    ...(reopened === undefined ? {} : { reopenedAt: reopened.toISOString() }),
  };
}

/** The time, undefined when the text is none; the year stays within what an epoch of ten digits can say. */
function instant(time: string): Date | undefined {
  const parsed = new Date(time);
  const epoch = parsed.getTime();
  return time === '' || Number.isNaN(epoch) || epoch < 0 || epoch > 9_999_999_999_000 ? undefined : parsed;
}
