import type { Account } from './account.ts';
import {
  type StoredAlert,
  type StoredIncident,
  type StoredLogEntry,
  type StoredNote,
  type StoredResponderRequest,
  SUBSCRIPTION_ID,
  type Subscription,
  type User,
} from './model.ts';

/** The stand-in's state in the shapes of PagerDuty's REST API v2. */

const reference = (type: string, id: string, summary: string, path: string) => ({
  id,
  type: `${type}_reference`,
  summary,
  self: `https://api.pagerduty.com/${path}/${id}`,
  html_url: `https://example.pagerduty.com/${path}/${id}`,
});

export const userReference = (account: Account, id: string) =>
  reference('user', id, account.nameOf(id), 'users');
export const serviceReference = ({ setup }: Account) =>
  reference('service', setup.service.id, setup.service.name, 'services');
export const policyReference = ({ setup }: Account) =>
  reference('escalation_policy', setup.policy.id, setup.policy.name, 'escalation_policies');
const incidentReference = (incident: StoredIncident) =>
  reference('incident', incident.id, incident.title, 'incidents');

export function incidentShape(account: Account, incident: StoredIncident) {
  const climbs = account.climbsAt(incident);
  const isOpen = incident.status !== 'resolved';
  return {
    ...incidentReference(incident),
    type: 'incident',
    summary: `[#${incident.number}] ${incident.title}`,
    incident_number: incident.number,
    title: incident.title,
    created_at: incident.createdAt,
    updated_at: incident.updatedAt,
    status: incident.status,
    incident_key: incident.id.toLowerCase(),
    service: serviceReference(account),
    assignments: (isOpen ? account.assigneesOf(incident) : []).map((id) => ({
      at: incident.levelSince,
      assignee: userReference(account, id),
    })),
    assigned_via: incident.assigneeId === undefined ? 'escalation_policy' : 'direct_assignment',
    last_status_change_at: incident.updatedAt,
    resolved_at: incident.resolvedAt ?? null,
    alert_counts: { all: incident.alerts.length, triggered: incident.alerts.length, resolved: 0 },
    is_mergeable: true,
    incident_type: { name: 'incident_default' },
    escalation_policy: policyReference(account),
    teams: [],
    pending_actions: climbs === undefined ? [] : [{ type: 'escalate', at: climbs }],
    acknowledgements:
      incident.status === 'acknowledged' && incident.acknowledgement !== undefined
        ? [
            {
              at: incident.acknowledgement.at,
              acknowledger: userReference(account, incident.acknowledgement.userId),
            },
          ]
        : [],
    responder_requests: incident.responderRequests.map((request) =>
      responderRequestShape(account, incident, request),
    ),
    urgency: incident.urgency,
  };
}

export function responderRequestShape(
  account: Account,
  incident: StoredIncident,
  request: StoredResponderRequest,
) {
  return {
    id: request.id,
    incident: incidentReference(incident),
    requester: userReference(account, request.requesterId),
    requested_at: request.at,
    message: request.message,
    responder_request_targets: request.targets.map((target) => ({
      responder_request_target: { ...target, summary: account.nameOf(target.id), incidents_responders: [] },
    })),
  };
}

export const alertShape = (account: Account, incident: StoredIncident, alert: StoredAlert) => ({
  ...reference('alert', alert.id, alert.summary, 'alerts'),
  type: 'alert',
  created_at: alert.createdAt,
  status: 'triggered',
  alert_key: alert.id.toLowerCase(),
  service: serviceReference(account),
  incident: { id: incident.id, type: 'incident_reference' },
  suppressed: false,
  severity: alert.severity,
  body: { type: 'alert_body', contexts: [], details: alert.details },
});

export const noteShape = (account: Account, note: StoredNote) => ({
  id: note.id,
  user: userReference(account, note.userId),
  channel: { summary: 'The PagerDuty website or APIs' },
  content: note.content,
  created_at: note.createdAt,
  updated_at: note.updatedAt,
});

export const logEntryShape = (account: Account, incident: StoredIncident, entry: StoredLogEntry) => ({
  ...reference('log_entry', entry.id, entry.summary, 'log_entries'),
  type: entry.type,
  created_at: entry.at,
  agent: entry.userId === undefined ? serviceReference(account) : userReference(account, entry.userId),
  channel: { type: 'api' },
  service: serviceReference(account),
  incident: incidentReference(incident),
  teams: [],
  contexts: [],
});

export const policyShape = (account: Account) => ({
  ...policyReference(account),
  type: 'escalation_policy',
  name: account.setup.policy.name,
  num_loops: 0,
  on_call_handoff_notifications: 'if_has_services',
  escalation_rules: account.setup.policy.levels.map((level, index) => ({
    id: `PRULE${index + 1}`,
    escalation_delay_in_minutes: level.delayMinutes,
    targets: level.userIds.map((id) => userReference(account, id)),
  })),
  services: [serviceReference(account)],
  teams: [],
});

/** The one that PagerDuty makes of the address that a user is invited by. */
const contactMethod = ({ id }: User) =>
  reference('email_contact_method', `${id}M1`, 'Default', `users/${id}/contact_methods`);

export const userShape = (account: Account, user: User) => ({
  ...userReference(account, user.id),
  type: 'user',
  name: user.name,
  email: user.email,
  role: user.role ?? 'user',
  time_zone: 'Etc/UTC',
  invitation_sent: false,
  teams: [],
  contact_methods: user.isReached === false ? [] : [contactMethod(user)],
  notification_rules: [],
});

export const serviceShape = (
  account: Account,
  { id, name }: { readonly id: string; readonly name: string },
) => ({
  ...reference('service', id, name, 'services'),
  type: 'service',
  name,
  status: 'active',
  escalation_policy: policyReference(account),
  teams: [],
});

export const subscriptionShape = ({ url, events, filter, ...is }: Subscription) => ({
  id: SUBSCRIPTION_ID,
  type: 'webhook_subscription',
  active: is.inactive !== true,
  delivery_method: {
    id: 'PDELIVER',
    type: 'http_delivery_method',
    url,
    secret: null,
    temporarily_disabled: is.temporarilyDisabled === true,
    custom_headers: [],
  },
  description: 'firstnote',
  events: events ?? [
    'incident.triggered',
    'incident.reopened',
    'incident.unacknowledged',
    'incident.resolved',
  ],
  filter: filter ?? { type: 'account_reference' },
});

export const onCallShapes = (account: Account) =>
  account.setup.policy.levels.flatMap((level, index) =>
    level.userIds.map((id) => ({
      user: userReference(account, id),
      escalation_policy: policyReference(account),
      escalation_level: index + 1,
      start: '2026-01-01T00:00:00Z',
      end: '2030-01-01T00:00:00Z',
    })),
  );
