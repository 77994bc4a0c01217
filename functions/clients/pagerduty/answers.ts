import * as z from 'zod/mini';
import { count, list, maybeRecord, record, text } from '../../model/lenient.ts';
import { redact } from '../../redaction/redact.ts';
import type {
  EscalationPolicy,
  Incident,
  IncidentAlert,
  LogEntry,
  Note,
  OnCall,
  Person,
  ReportedChange,
} from './port.ts';

/**
 * PagerDuty's answers, read leniently: some of the official document's own examples break its schemas (nullable
 * fields), so nothing is rejected for what we do not need.
 */
const reference = record({ id: text, summary: text, name: text });
const person = (value: z.infer<typeof reference>): Person => ({
  id: value.id,
  name: value.summary === '' ? value.name : value.summary,
});

const incidentShape = record({
  incident: record({
    id: text,
    title: text,
    html_url: text,
    status: z.catch(z.enum(['triggered', 'acknowledged', 'resolved', '']), ''),
    urgency: z.catch(z.enum(['high', 'low', '']), ''),
    created_at: text,
    service: reference,
    escalation_policy: reference,
    assigned_via: text,
    assignments: list(record({ at: text, assignee: reference })),
    acknowledgements: list(record({ at: text, acknowledger: reference })),
    pending_actions: list(record({ type: text, at: text })),
    responder_requests: list(
      record({
        message: text,
        requested_at: text,
        responder_request_targets: list(
          record({ id: text, responder_request_target: maybeRecord({ id: text }) }),
        ),
      }),
    ),
  }),
});

/** An incident out of `GET /incidents/{id}`. */
export function readIncident(answer: unknown): Incident {
  const { incident } = incidentShape.parse(answer);
  const escalates = incident.pending_actions.find((action) => action.type === 'escalate')?.at;
  return {
    id: incident.id,
    title: incident.title,
    url: incident.html_url,
    status: incident.status,
    urgency: incident.urgency,
    createdAt: incident.created_at,
    serviceId: incident.service.id,
    escalationPolicyId: incident.escalation_policy.id,
    climbs: incident.assigned_via !== 'direct_assignment',
    assignments: incident.assignments.map(({ at, assignee }) => ({ at, person: person(assignee) })),
    acknowledgements: incident.acknowledgements.map((ack) => ({
      at: ack.at,
      person: person(ack.acknowledger),
    })),
    ...(escalates === undefined || escalates === '' ? {} : { escalatesAt: escalates }),
    responderRequests: incident.responder_requests.flatMap((request) =>
      request.responder_request_targets.map((target) => ({
        targetId: target.responder_request_target?.id ?? target.id,
        message: request.message,
        at: request.requested_at,
      })),
    ),
  };
}

const alertsShape = record({
  more: z.catch(z.boolean(), false),
  alerts: list(
    record({
      id: text,
      summary: text,
      severity: text,
      created_at: text,
      body: record({
        details: z.optional(z.unknown()),
        contexts: list(record({ type: text, href: text, text: text })),
      }),
    }),
  ),
});

/** One page of an incident's alerts. */
export function readAlerts(answer: unknown): { items: IncidentAlert[]; more: boolean } {
  const { alerts, more } = alertsShape.parse(answer);
  const items = alerts.map((alert) => ({
    id: alert.id,
    summary: alert.summary,
    severity: alert.severity,
    createdAt: alert.created_at,
    details: alert.body.details,
    links: alert.body.contexts
      .filter((context) => context.href !== '')
      .map((context) => ({ text: context.text, url: context.href })),
  }));
  return { items, more };
}

const noteShape = record({ id: text, content: text, created_at: text });
const note = (value: z.infer<typeof noteShape>): Note => ({
  id: value.id,
  content: value.content,
  createdAt: value.created_at,
});

/** The note of an answer to a POST or PUT. */
export const readNote = (answer: unknown): Note => note(record({ note: noteShape }).parse(answer).note);

/** An incident's notes. */
export const readNotes = (answer: unknown): Note[] =>
  record({ notes: list(noteShape) })
    .parse(answer)
    .notes.map(note);

const onCallsShape = record({
  more: z.catch(z.boolean(), false),
  oncalls: list(record({ user: reference, escalation_level: count })),
});

/** One page of on-calls. */
export function readOnCalls(answer: unknown): { items: OnCall[]; more: boolean } {
  const { oncalls, more } = onCallsShape.parse(answer);
  return { items: oncalls.map((on) => ({ person: person(on.user), level: on.escalation_level })), more };
}

/** An escalation policy. */
export function readPolicy(answer: unknown): EscalationPolicy {
  const policy = record({
    escalation_policy: record({
      id: text,
      name: text,
      summary: text,
      escalation_rules: list(record({ escalation_delay_in_minutes: count })),
    }),
  }).parse(answer).escalation_policy;
  return {
    id: policy.id,
    name: policy.name === '' ? policy.summary : policy.name,
    rules: policy.escalation_rules.map((rule) => ({ delayMinutes: rule.escalation_delay_in_minutes })),
  };
}

const logEntriesShape = record({
  more: z.catch(z.boolean(), false),
  log_entries: list(record({ created_at: text, type: text, summary: text, agent: reference })),
});

/** One page of log entries, redacted: a trigger's holds the alert's own words. */
export function readLogEntries(answer: unknown): { items: LogEntry[]; more: boolean } {
  const { log_entries, more } = logEntriesShape.parse(answer);
  const items = log_entries.map((entry) => ({
    at: entry.created_at,
    type: entry.type,
    summary: redact(entry.summary),
    agent: redact(person(entry.agent).name),
  }));
  return { items, more };
}

const changesShape = record({
  more: z.catch(z.boolean(), false),
  change_events: list(
    record({ timestamp: text, summary: text, source: text, links: list(record({ href: text })) }),
  ),
});

/** One page of change events. */
export function readChanges(answer: unknown): { items: ReportedChange[]; more: boolean } {
  const { change_events, more } = changesShape.parse(answer);
  const items = change_events.map((change) => ({
    at: change.timestamp,
    summary: change.summary,
    source: change.source,
    url: change.links[0]?.href ?? '',
  }));
  return { items, more };
}

/** The account's abilities. */
export const readAbilities = (answer: unknown): string[] =>
  record({ abilities: list(text) }).parse(answer).abilities;

/** A service's name. */
export function readService(answer: unknown): { id: string; name: string } {
  const { service } = record({ service: reference }).parse(answer);
  return { id: service.id, name: service.name === '' ? service.summary : service.name };
}
