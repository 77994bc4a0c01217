/** The parts of PagerDuty's REST API v2 that firstnote uses (https://developer.pagerduty.com/api-reference). */

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Someone who was asked to join, and the text that went with the request. */
export interface ResponderRequest {
  readonly targetId: string;
  readonly message: string;
  /** RFC 3339, '' when PagerDuty does not say. */
  readonly at: string;
}

export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** '' when PagerDuty sends something else: then nobody is assumed to have acted. */
  readonly status: 'triggered' | 'acknowledged' | 'resolved' | '';
  /** '' when PagerDuty sends something else. */
  readonly urgency: 'high' | 'low' | '';
  readonly createdAt: string;
  readonly serviceId: string;
  readonly escalationPolicyId: string;
  /** A directly assigned incident does not climb its escalation policy. */
  readonly climbs: boolean;
  readonly assignments: readonly { readonly person: Person; readonly at: string }[];
  readonly acknowledgements: readonly { readonly person: Person; readonly at: string }[];
  /** When PagerDuty itself escalates next, undefined when it will not. */
  readonly escalatesAt?: string;
  readonly responderRequests: readonly ResponderRequest[];
}

/** An alert as PagerDuty keeps it; `details` is whatever the monitoring tool sent (functions/incidents/alert reads it). */
export interface IncidentAlert {
  readonly id: string;
  readonly summary: string;
  readonly severity: string;
  readonly createdAt: string;
  readonly details: unknown;
  readonly links: readonly { readonly text: string; readonly url: string }[];
}

export interface Note {
  readonly id: string;
  readonly content: string;
  readonly createdAt: string;
}

export interface ResponderTarget {
  readonly type: 'user' | 'escalation_policy';
  readonly id: string;
}

export interface OnCall {
  readonly person: Person;
  readonly level: number;
}

export interface EscalationRule {
  /** Minutes before an unacknowledged incident leaves this level for the next one. */
  readonly delayMinutes: number;
}

export interface EscalationPolicy {
  readonly id: string;
  readonly name: string;
  /** By level, the first one is level 1. */
  readonly rules: readonly EscalationRule[];
}

/** The type of the log entry of a move to another level, by PagerDuty or by hand. */
export const ESCALATED = 'escalate_log_entry';

export interface LogEntry {
  readonly at: string;
  /** "notify_log_entry", "acknowledge_log_entry" ... */
  readonly type: string;
  readonly summary: string;
  readonly agent: string;
}

/** A change that was reported to PagerDuty (a deploy, a configuration). */
export interface ReportedChange {
  readonly at: string;
  readonly summary: string;
  readonly source: string;
  readonly url: string;
}

/**
 * PagerDuty, as far as firstnote needs it. Every call ends within its deadline, with an answer or with
 * a `Failure` (functions/model/failure.ts): retryLater (429, 408, 5xx, no or no readable answer), abilityMissing (402),
 * rejected (any other status). No message holds the token.
 */
export interface PagerDutyPort {
  incident(incidentId: string): Promise<Incident>;
  /** All pages. An incident's alerts may be missing for a moment after it opens: asked again for about two seconds. */
  alerts(incidentId: string): Promise<readonly IncidentAlert[]>;
  notes(incidentId: string): Promise<readonly Note[]>;
  createNote(incidentId: string, content: string): Promise<Note>;
  /** Edits in place: nobody is notified again. */
  updateNote(incidentId: string, noteId: string, content: string): Promise<Note>;
  /** Adds people without taking the incident from anyone; needs the ability `coordinated_responding`. */
  requestResponders(incidentId: string, targets: readonly ResponderTarget[], message: string): Promise<void>;
  /** Moves the incident to a level of its escalation policy. */
  escalate(incidentId: string, level: number): Promise<void>;
  postStatusUpdate(incidentId: string, message: string): Promise<void>;
  onCalls(escalationPolicyId: string): Promise<readonly OnCall[]>;
  escalationPolicy(escalationPolicyId: string): Promise<EscalationPolicy>;
  /** Oldest first. */
  logEntries(incidentId: string): Promise<readonly LogEntry[]>;
  /** Changes of a service between two RFC 3339 times, newest first. */
  changeEvents(serviceId: string, since: string, until: string): Promise<readonly ReportedChange[]>;
  abilities(): Promise<readonly string[]>;
  service(serviceId: string): Promise<{ readonly id: string; readonly name: string }>;
}
