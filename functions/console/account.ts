import type {
  AccountSetup,
  StoredIncident,
  StoredLogEntry,
  StoredNote,
  StoredResponderRequest,
  Subscription,
} from './model.ts';

/** An event as PagerDuty's webhooks name it; `note` with incident.annotated. */
export interface AccountEvent {
  readonly type: string;
  readonly incident: StoredIncident;
  readonly note?: StoredNote;
}

export interface NewIncident {
  readonly title: string;
  readonly severity?: string;
  /** The alert's body as the monitoring tool sends it; undefined opens an incident without an alert. */
  readonly details?: unknown;
  readonly urgency?: 'high' | 'low';
  /** The one whom it is given to directly, instead of its policy's first level. */
  readonly assigneeId?: string;
}

/** Why something was refused, with PagerDuty's own codes (https://developer.pagerduty.com/docs/errors). */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What happens in an account, and what it remembers of it. */
export class Account {
  readonly setup: AccountSetup;
  readonly incidents: StoredIncident[] = [];
  /** Where webhooks go. */
  subscription: Subscription | undefined;
  readonly #now: () => number;
  readonly #minuteMs: number;
  readonly #tell: (event: AccountEvent) => void;
  readonly #ping: () => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #ids = 0;

  constructor(
    setup: AccountSetup,
    options: { now: () => number; minuteMs: number; tell: (event: AccountEvent) => void; ping: () => void },
  ) {
    this.setup = setup;
    this.#now = options.now;
    this.#minuteMs = options.minuteMs;
    this.#tell = options.tell;
    this.#ping = options.ping;
  }

  open({ title, severity = 'critical', details, urgency = 'high', assigneeId }: NewIncident): StoredIncident {
    const at = this.#at();
    const alert = { id: this.#id('Q'), summary: title, severity, createdAt: at, details };
    const incident: StoredIncident = {
      ...{ id: this.#id('Q'), number: this.incidents.length + 1, title, createdAt: at, updatedAt: at },
      ...{ status: 'triggered', urgency, level: 1, levelSince: at },
      ...{ notes: [], responderRequests: [], log: [], statusUpdates: [] },
      alerts: details === undefined ? [] : [alert],
      ...(assigneeId === undefined ? {} : { assigneeId }),
    };
    this.incidents.push(incident);
    this.#log(incident, 'trigger_log_entry', 'Triggered through the API');
    this.#climbLater(incident);
    this.#tell({ type: 'incident.triggered', incident });
    return incident;
  }

  find(id: string): StoredIncident {
    const found = this.incidents.find((incident) => incident.id === id);
    if (found === undefined) throw new Refused(404, 2100, 'Not Found');
    return found;
  }

  acknowledge(id: string, userId: string): void {
    const incident = this.#unresolved(id);
    incident.status = 'acknowledged';
    incident.acknowledgement = { userId, at: this.#at() };
    this.#stopClimbing(incident);
    this.#log(incident, 'acknowledge_log_entry', `Acknowledged by ${this.nameOf(userId)}.`, userId);
    this.#tell({ type: 'incident.acknowledged', incident });
  }

  /** The acknowledgement times out, or is taken back: the incident is triggered again and climbs again. */
  lapse(id: string): void {
    const incident = this.#unresolved(id);
    if (incident.status !== 'acknowledged') throw new Refused(400, 2001, 'Incident is not acknowledged');
    Object.assign(incident, { status: 'triggered', levelSince: this.#at() });
    delete incident.acknowledgement;
    this.#log(incident, 'unacknowledge_log_entry', 'Unacknowledged due to timeout');
    this.#climbLater(incident);
    this.#tell({ type: 'incident.unacknowledged', incident });
  }

  resolve(id: string, userId: string): void {
    const incident = this.#unresolved(id);
    incident.status = 'resolved';
    incident.resolvedAt = this.#at();
    this.#stopClimbing(incident);
    this.#log(incident, 'resolve_log_entry', `Resolved by ${this.nameOf(userId)}.`, userId);
    this.#tell({ type: 'incident.resolved', incident });
  }

  /** As PagerDuty does it: the same incident, with `reopened_at`. */
  reopen(id: string): void {
    const incident = this.find(id);
    if (incident.status !== 'resolved') throw new Refused(400, 2001, 'Incident is not resolved');
    const at = this.#at();
    Object.assign(incident, { status: 'triggered', reopenedAt: at, level: 1, levelSince: at });
    delete incident.resolvedAt;
    delete incident.acknowledgement;
    this.#log(incident, 'trigger_log_entry', 'Reopened');
    this.#climbLater(incident);
    this.#tell({ type: 'incident.reopened', incident });
  }

  addNote(id: string, userId: string, content: string): StoredNote {
    const incident = this.find(id);
    const at = this.#at();
    const note: StoredNote = {
      ...{ id: this.#id('P'), userId, content, createdAt: at, updatedAt: at, edits: 0 },
    };
    incident.notes.push(note);
    this.#log(incident, 'annotate_log_entry', `Note added by ${this.nameOf(userId)}.`, userId);
    this.#tell({ type: 'incident.annotated', incident, note });
    return note;
  }

  editNote(id: string, noteId: string, content: string): StoredNote {
    const note = this.find(id).notes.find((entry) => entry.id === noteId);
    if (note === undefined) throw new Refused(404, 2100, 'Not Found');
    note.content = content;
    note.updatedAt = this.#at();
    note.edits += 1;
    return note;
  }

  requestResponders(id: string, request: Omit<StoredResponderRequest, 'id' | 'at'>): StoredResponderRequest {
    if (!this.setup.abilities.includes('coordinated_responding')) {
      throw new Refused(402, 2012, 'Your account does not have the abilities to perform this action');
    }
    const incident = this.#unresolved(id);
    const stored = { ...request, id: this.#id('P'), at: this.#at() };
    incident.responderRequests.push(stored);
    const names = request.targets.map((target) => this.nameOf(target.id)).join(', ');
    this.#log(incident, 'notify_log_entry', `Responders requested: ${names}`, request.requesterId);
    this.#tell({ type: 'incident.responder.added', incident });
    return stored;
  }

  escalate(id: string, level: number): void {
    const incident = this.#unresolved(id);
    const isLevel = this.setup.policy.levels[level - 1] !== undefined;
    if (!isLevel || incident.urgency === 'low') {
      throw new Refused(400, 1006, 'Incident cannot be escalated');
    }
    incident.level = level;
    incident.levelSince = this.#at();
    const names = this.peopleAt(level).map((userId) => this.nameOf(userId));
    this.#log(incident, 'escalate_log_entry', `Escalated to ${names.join(', ')}.`);
    this.#climbLater(incident);
    this.#tell({ type: 'incident.escalated', incident });
  }

  postStatusUpdate(id: string, message: string): { id: string; message: string; at: string } {
    const update = { id: this.#id('P'), message, at: this.#at() };
    this.find(id).statusUpdates.push(update);
    return update;
  }

  /** Sends a test event to the subscription. */
  ping(): void {
    this.#ping();
  }

  /** When the incident climbs to the next level of its policy, undefined when it will not. */
  climbsAt(incident: StoredIncident): string | undefined {
    const delay = this.setup.policy.levels[incident.level - 1]?.delayMinutes;
    const isLast = incident.level >= this.setup.policy.levels.length;
    if (incident.assigneeId !== undefined || delay === undefined || isLast || incident.status !== 'triggered')
      return undefined;
    return new Date(Date.parse(incident.levelSince) + delay * this.#minuteMs).toISOString();
  }

  peopleAt(level: number): readonly string[] {
    return this.setup.policy.levels[level - 1]?.userIds ?? [];
  }

  /** Who has the incident. */
  assigneesOf({ assigneeId, level }: Pick<StoredIncident, 'assigneeId' | 'level'>): readonly string[] {
    return assigneeId === undefined ? this.peopleAt(level) : [assigneeId];
  }

  nameOf(id: string): string {
    return this.setup.users.find((user) => user.id === id)?.name ?? id;
  }

  /** Ends its timers. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #climbLater(incident: StoredIncident): void {
    this.#stopClimbing(incident);
    const at = this.climbsAt(incident);
    if (at === undefined) return;
    const climb = () => this.escalate(incident.id, incident.level + 1);
    this.#timers.set(incident.id, setTimeout(climb, Date.parse(at) - this.#now()).unref());
  }

  #stopClimbing(incident: StoredIncident): void {
    clearTimeout(this.#timers.get(incident.id));
    this.#timers.delete(incident.id);
  }

  #unresolved(id: string): StoredIncident {
    const incident = this.find(id);
    if (incident.status === 'resolved') throw new Refused(400, 1001, 'Incident Already Resolved');
    return incident;
  }

  #log(incident: StoredIncident, type: string, summary: string, userId?: string): void {
    const entry: StoredLogEntry = { id: this.#id('R'), type, at: this.#at(), summary };
    incident.log.push(userId === undefined ? entry : { ...entry, userId });
    incident.updatedAt = entry.at;
  }

  #at(): string {
    return new Date(this.#now()).toISOString();
  }

  /** "Q000000000001A": ids of the length and alphabet of PagerDuty's, never the same twice in one account. */
  #id(kind: 'P' | 'Q' | 'R'): string {
    this.#ids += 1;
    return `${kind}${this.#ids.toString(36).toUpperCase().padStart(13, '0')}`;
  }
}
