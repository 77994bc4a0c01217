/** What the stand-in keeps. Times are RFC 3339 UTC. */

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** "user" where none is named. */
  readonly role?: string;
  /** False: without any contact method, so that no call comes through; otherwise by e-mail. */
  readonly isReached?: boolean;
}

/** One level of the account's escalation policy. */
export interface Level {
  /** Minutes before an incident that nobody acknowledged leaves it for the next one. */
  readonly delayMinutes: number;
  readonly userIds: readonly string[];
}

export interface StoredNote {
  readonly id: string;
  readonly userId: string;
  content: string;
  readonly createdAt: string;
  updatedAt: string;
  /** How often it was edited in place. */
  edits: number;
}

export interface StoredResponderRequest {
  readonly id: string;
  readonly at: string;
  readonly requesterId: string;
  readonly message: string;
  readonly targets: readonly { readonly type: 'user' | 'escalation_policy'; readonly id: string }[];
}

export interface StoredLogEntry {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly summary: string;
  readonly userId?: string;
}

export interface StoredAlert {
  readonly id: string;
  readonly summary: string;
  readonly severity: string;
  readonly createdAt: string;
  readonly details: unknown;
}

export interface StoredIncident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly createdAt: string;
  reopenedAt?: string;
  resolvedAt?: string;
  updatedAt: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  urgency: 'high' | 'low';
  /** Of the escalation policy; the people on call there have it. */
  level: number;
  /** The one whom it was given to directly; then it does not climb its policy. */
  readonly assigneeId?: string;
  levelSince: string;
  acknowledgement?: { readonly userId: string; readonly at: string };
  readonly alerts: StoredAlert[];
  readonly notes: StoredNote[];
  readonly responderRequests: StoredResponderRequest[];
  readonly log: StoredLogEntry[];
  readonly statusUpdates: { readonly id: string; readonly message: string; readonly at: string }[];
}

/** A webhook subscription as it is kept. */
export interface Subscription {
  readonly url: string;
  readonly secret: string;
  /** Event types that are delivered; all of them, where none are named. */
  readonly events?: readonly string[];
  /** The whole account, where none is named. */
  readonly filter?: { readonly type: 'service_reference' | 'team_reference'; readonly id: string };
  /** Nothing is delivered while one of these holds. */
  readonly inactive?: boolean;
  readonly temporarilyDisabled?: boolean;
}

/** The id of the one subscription that an account has. */
export const SUBSCRIPTION_ID = 'PSUBSCR1';

/** An account: one service, one escalation policy, its people, and what its plan can do. */
export interface AccountSetup {
  readonly users: readonly User[];
  readonly policy: { readonly id: string; readonly name: string; readonly levels: readonly Level[] };
  readonly service: { readonly id: string; readonly name: string };
  /** Services beside that one: none of them has an incident here. */
  readonly otherServices?: readonly { readonly id: string; readonly name: string }[];
  /** "coordinated_responding" lets responders be added; without it that call answers 402. */
  readonly abilities: readonly string[];
}

/** The people of the demonstration: the escalation path of the runbook, and who is on call first. */
export const DEMO_PEOPLE = {
  onCall: { id: 'PONCALL1', name: 'On-call Engineer', email: 'oncall@example.com' },
  lead: { id: 'PLEAD001', name: 'Backend Engineering Lead', email: 'lead@example.com' },
  manager: { id: 'PMANAGE1', name: 'Engineering Manager', email: 'manager@example.com' },
  cto: { id: 'PCTO0001', name: 'CTO/Head of Engineering', email: 'cto@example.com' },
  firstnote: { id: 'PFIRST01', name: 'firstnote', email: 'firstnote@example.com' },
} as const satisfies Record<string, User>;

/** An account whose own policy calls a second person so late that the runbook's path comes first. */
export const DEMO_ACCOUNT: AccountSetup = {
  users: Object.values(DEMO_PEOPLE),
  policy: {
    id: 'PPOLICY1',
    name: 'Backend Engineering',
    levels: [
      { delayMinutes: 60, userIds: [DEMO_PEOPLE.onCall.id] },
      { delayMinutes: 60, userIds: [DEMO_PEOPLE.lead.id] },
      { delayMinutes: 60, userIds: [DEMO_PEOPLE.manager.id] },
    ],
  },
  service: { id: 'PSERVICE', name: 'DojoPool API' },
  abilities: ['teams', 'coordinated_responding'],
};
