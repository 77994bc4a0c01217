/**
 * What firstnote measures of itself, in CloudWatch's embedded metric format (functions/runtime/metrics.ts writes it, the
 * stack's alarms and dashboard read it). Each metric has the dimension `Installation`, and `by` where one is named.
 * CloudWatch bills each combination by the hour in which it was written (https://aws.amazon.com/cloudwatch/pricing/): no
 * sums over parts, and no zeros.
 */
export const METRICS_NAMESPACE = 'firstnote';
export const INSTALLATION_DIMENSION = 'Installation';

/** Units as CloudWatch names them (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html). */
interface Metric {
  readonly unit: 'Count' | 'Seconds';
  readonly what: string;
  /** A second dimension and its values. */
  readonly by?: { readonly dimension: string; readonly values: readonly string[] };
}

export const METRICS = {
  SecondsToFirstNote: { unit: 'Seconds', what: 'From the page to the first version of the note' },
  Causes: {
    unit: 'Count',
    what: 'Complete notes, by how sure their first cause is',
    by: { dimension: 'Confidence', values: ['high', 'medium', 'low', 'none'] },
  },
  Calls: {
    unit: 'Count',
    what: 'Timers that rang, by what became of them; waiting: a call that could not be made yet',
    by: { dimension: 'Outcome', values: ['made', 'skipped', 'failed', 'waiting'] },
  },
  CollectorsUnanswered: { unit: 'Count', what: 'Collectors of a triage that brought no evidence' },
  TriageFailed: { unit: 'Count', what: 'Notes that had to say that the triage failed' },
  IncidentsUnmatched: { unit: 'Count', what: 'Incidents that no playbook answers for' },
  PlaybooksDisabled: { unit: 'Count', what: 'Faulty playbooks in the store, each time they were read' },
  WebhooksRefused: {
    unit: 'Count',
    what: 'Deliveries to the webhook that were refused',
    by: { dimension: 'Reason', values: ['unsigned', 'forged', 'unreadable', 'tooLarge'] },
  },
  Doctored: { unit: 'Count', what: 'Runs of the doctor to their end' },
  DoctorFaults: { unit: 'Count', what: 'Faults that the doctor found' },
} as const satisfies Readonly<Record<string, Metric>>;
export type MetricName = keyof typeof METRICS;

/** The values that a metric is split by; none for a metric without a second dimension. */
export type MetricPart<Name extends MetricName> = (typeof METRICS)[Name] extends {
  readonly by: { readonly values: readonly (infer Value extends string)[] };
}
  ? Value
  : never;
