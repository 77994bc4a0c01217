/** An occurrence of a PagerDuty incident: a reopened incident is a new occurrence. */
export interface Occurrence {
  readonly incidentId: string;
  /** `INCIDENT-EPOCH` (epoch seconds of reopened_at, else created_at): the execution's name and the note's last line. */
  readonly name: string;
  readonly serviceId: string;
  readonly title: string;
  readonly url: string;
  readonly urgency: string;
  /** t0, RFC 3339 UTC: the escalation times count from it. */
  readonly createdAt: string;
  readonly reopenedAt?: string;
}

/** An alert as read from any shape of body (Alertmanager JSON or text, Grafana, free text). */
export interface Alert {
  readonly name: string;
  readonly severity: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly sourceUrl: string;
  /** The measured value, as the alert states it ("12.4 %", "A=0.124"); absent when it does not. */
  readonly value?: string;
}
