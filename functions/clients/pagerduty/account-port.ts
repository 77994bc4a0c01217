/** The parts of PagerDuty's REST API v2 that tell whether an installation is set up, and that try it out. */

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** "user", "admin", "read_only_user" ... */
  readonly role: string;
  /** How many phones, addresses and apps PagerDuty reaches the user by; undefined where it does not say. */
  readonly contactMethods?: number | undefined;
}

/** A webhook subscription (V3), without its secret: PagerDuty tells that once, when it is made. */
export interface WebhookSubscription {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  /** PagerDuty stopped delivering for 24 h, since the address refused three deliveries in a row. */
  readonly temporarilyDisabled: boolean;
  readonly events: readonly string[];
  /** What it delivers for; `id` is '' where it is the whole account. */
  readonly scope: { readonly type: 'account' | 'service' | 'team' | ''; readonly id: string };
}

export interface Service {
  readonly id: string;
  readonly name: string;
}

export interface NewIncident {
  readonly title: string;
  readonly serviceId: string;
  /** The one who gets it; without it, who is on call by the service's escalation policy. */
  readonly assigneeId?: string;
}

export interface OpenedIncident {
  readonly id: string;
  readonly url: string;
  /** RFC 3339, by PagerDuty's clock. */
  readonly createdAt: string;
}

/** Calls end as those of `PagerDutyPort` do: with an answer, or with a `Failure` that holds no token. */
export interface AccountPort {
  abilities(): Promise<readonly string[]>;
  user(id: string): Promise<User>;
  /** Fails as `rejected` with status 404 where there is none of this id. */
  escalationPolicy(id: string): Promise<{ readonly id: string; readonly name: string }>;
  subscriptions(): Promise<readonly WebhookSubscription[]>;
  /** Has PagerDuty send a `pagey.ping` to the subscription's address. Needs a token that may write. */
  ping(subscriptionId: string): Promise<void>;
  /** Services of the account, or of one team. */
  services(teamId?: string): Promise<readonly Service[]>;
  service(id: string): Promise<Service>;
  /** Opens an incident of low urgency. */
  createIncident(incident: NewIncident): Promise<OpenedIncident>;
  resolveIncident(id: string): Promise<void>;
  notes(incidentId: string): Promise<readonly { readonly content: string }[]>;
}
