import { redact, redactEnv } from '../../redaction/redact.ts';
import type { Alert } from '../incident.ts';

/** An alert without secrets, in any of its fields: monitoring tools copy labels, queries and addresses into all of them. */
export const redactAlert = (alert: Alert): Alert => ({
  name: redact(alert.name),
  severity: redact(alert.severity),
  labels: redactMap(alert.labels),
  annotations: redactMap(alert.annotations),
  startsAt: redact(alert.startsAt),
  sourceUrl: redact(alert.sourceUrl),
  ...(alert.value === undefined ? {} : { value: redact(alert.value) }),
});

/** Names are what a template made of them, so they are looked at as well. */
const redactMap = (map: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [redact(key), redactEnv(key, value)]));
