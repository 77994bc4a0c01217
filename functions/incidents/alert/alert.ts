import * as z from 'zod/mini';
import { record, text, textMap } from '../../model/lenient.ts';
import type { Alert } from '../incident.ts';
import { readAlertText } from './text.ts';
import { nameInTitle } from './title.ts';

/** An alert as PagerDuty hands it over; `details` is whatever the monitoring tool sent. */
export interface AlertBody {
  readonly summary: string;
  readonly severity: string;
  readonly createdAt: string;
  readonly details: unknown;
  readonly links: readonly { readonly text: string; readonly url: string }[];
}

/** A storm groups hundreds of alerts into one incident: more than these say nothing new. */
const MAX_ALERTS = 100;

/**
 * The alerts of an incident, whichever tool sent them: Alertmanager's JSON (0.30 and newer) or text, Grafana's text,
 * flat custom details, free text, or none at all (then the incident's title has to do). Never empty, never throws.
 */
export function readAlerts(bodies: readonly AlertBody[], title: string): Alert[] {
  const alerts = bodies.flatMap(alertsOf).slice(0, MAX_ALERTS);
  return alerts.length > 0 ? alerts : [plain({ name: nameInTitle(title) })];
}

/** The alert that a playbook is about, if it is among them, else the first one. */
export function chooseAlert(alerts: readonly Alert[], names: readonly string[]): Alert {
  return alerts.find((alert) => names.includes(alert.name)) ?? alerts[0] ?? plain({ name: '' });
}

const plain = (known: Partial<Alert>): Alert => ({
  name: '',
  severity: '',
  labels: {},
  annotations: {},
  startsAt: '',
  sourceUrl: '',
  ...known,
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON that came as text is JSON; anything else stays what it is. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function alertsOf(body: AlertBody): Alert[] {
  const details = unpacked(body.details);
  const firing = unpacked(isObject(details) && 'firing' in details ? details.firing : details);
  const found = alertsIn(firing);
  const alerts = found.length > 0 ? found : [fromFlat(isObject(details) ? details : {})];
  return alerts.map((alert) => completed(alert, body));
}

/** The alerts as JSON has them, or as a text tells of them. */
function alertsIn(firing: unknown) {
  if (Array.isArray(firing)) return firing.filter(isObject).map(fromJson);
  return typeof firing === 'string' ? readAlertText(firing).map(fromText) : [];
}

/** Alertmanager's own alert object (https://prometheus.io/docs/alerting/latest/notifications/#alert). */
const alertJson = record({ labels: textMap, annotations: textMap, startsAt: text, generatorURL: text });

function fromJson(value: Record<string, unknown>): Alert {
  const { labels, annotations, startsAt, generatorURL } = alertJson.parse(value);
  return plain({ labels, annotations, startsAt, sourceUrl: generatorURL, ...measured(annotations) });
}

function fromText({ labels, annotations, source, value }: ReturnType<typeof readAlertText>[number]): Alert {
  return plain({
    labels,
    annotations,
    sourceUrl: source,
    ...(value === '' || value === '[no value]' ? measured(annotations) : { value }),
  });
}

const flatJson = record({
  alertname: text,
  alert_name: text,
  severity: text,
  source: text,
  url: text,
  labels: z.optional(z.unknown()),
  annotations: z.optional(z.unknown()),
});

/** Details of one's own making: text entries are labels, unless there is an object of that name. */
function fromFlat(details: Record<string, unknown>): Alert {
  const flat = flatJson.parse(details);
  const labels = textMap.parse(isObject(flat.labels) ? flat.labels : details);
  const annotations = textMap.parse(flat.annotations);
  return plain({
    name: flat.alertname === '' ? flat.alert_name : flat.alertname,
    severity: flat.severity,
    labels,
    annotations,
    sourceUrl: [flat.url, flat.source].find((candidate) => /^https?:/.test(candidate)) ?? '',
    ...measured({ ...labels, ...annotations }),
  });
}

const measured = (from: Record<string, string>): { value?: string } => {
  const value = from.value ?? from.current_value;
  return value === undefined || value === '' ? {} : { value };
};

/** What the body did not say is taken from PagerDuty's own fields. */
function completed(alert: Alert, body: AlertBody): Alert {
  const first = (...candidates: (string | undefined)[]): string =>
    candidates.find((candidate) => candidate !== undefined && candidate !== '') ?? '';
  return {
    ...alert,
    name: first(alert.labels.alertname, alert.name, nameInTitle(body.summary)),
    severity: first(alert.labels.severity, alert.severity, body.severity),
    startsAt: first(alert.startsAt, body.createdAt),
    sourceUrl: first(alert.sourceUrl, body.links[0]?.url),
  };
}
