import * as z from 'zod/mini';
import { count, flag, list, maybeText, record, text, textMap } from '../lenient.ts';

/** What every kind shares. */

const ownerReference = record({ kind: text, name: text, uid: text, controller: flag });

/** `keys` are the paths that the manager owns ("spec.replicas"); old values are not in the API. */
const managedField = record({
  manager: text,
  operation: text,
  time: text,
  subresource: text,
  keys: list(text),
});

export const metadata = record({
  name: text,
  namespace: text,
  uid: text,
  generation: count,
  creationTimestamp: text,
  deletionTimestamp: maybeText,
  labels: textMap,
  annotations: textMap,
  ownerReferences: list(ownerReference),
  finalizers: list(text),
  managedFields: list(managedField),
  /**
   * Where the live object differs from what `kubectl apply` was last given: path -> old value, redacted, '' where
   * values are never kept. Undefined when nothing differs, or it was not applied: old values are then unknown.
   */
  lastApplied: z.catch(z.optional(z.record(z.string(), z.string())), undefined),
});

export const condition = record({
  type: text,
  status: text,
  reason: text,
  message: text,
  lastTransitionTime: text,
  lastProbeTime: text,
});

export const quantities = z.pipe(
  z.transform(
    (value: unknown): Record<string, string> =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).flatMap(([key, amount]) =>
              typeof amount === 'string' || typeof amount === 'number' ? [[key, String(amount)]] : [],
            ),
          )
        : {},
  ),
  z.record(z.string(), z.string()),
);

/** An affinity term keeps its raw JSON: it is shown, compared and matched, never interpreted as a whole. */
export const raw = z.catch(z.optional(z.unknown()), undefined);

export const labelSelector = record({
  matchLabels: textMap,
  matchExpressions: list(record({ key: text, operator: text, values: list(text) })),
});

export type Metadata = z.infer<typeof metadata>;
export type Condition = z.infer<typeof condition>;
export type LabelSelector = z.infer<typeof labelSelector>;
