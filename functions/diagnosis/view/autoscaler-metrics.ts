import type { HorizontalPodAutoscaler } from '../../model/kubernetes/objects.ts';
import { parseQuantity } from '../../text/quantity.ts';

/** A metric of an autoscaler's own, a queue's length as a rule, that is far over what it is to be held at; each pod's share where `isOfPod`. */
export interface OverTarget {
  readonly metric: string;
  readonly value: number;
  readonly target: number;
  readonly isOfPod: boolean;
}

/** So many times its target: less is what an autoscaler is about to make good. */
const FAR_OVER = 2;

/**
 * The metrics other than the pods' CPU and memory (types External, Object and Pods, as KEDA and adapters make them) that
 * are far over their target (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/).
 */
export function farOverTarget({ spec, status }: HorizontalPodAutoscaler): readonly OverTarget[] {
  const now = status.currentMetrics.flatMap((metric) => ofMetric(metric, 'current'));
  return spec.metrics
    .flatMap((metric) => ofMetric(metric, 'target'))
    .flatMap((wanted): readonly OverTarget[] => {
      const is = now.find(({ type, metric }) => type === wanted.type && metric === wanted.metric);
      const isOfPod = wanted.each !== undefined;
      const each = is?.each ?? (is?.whole ?? 0) / Math.max(1, status.currentReplicas);
      const [value, target] = isOfPod ? [each, wanted.each] : [is?.whole, wanted.whole];
      return value !== undefined && target !== undefined && target > 0 && value >= target * FAR_OVER
        ? [{ metric: wanted.metric, value, target, isOfPod }]
        : [];
    });
}

interface Metric {
  readonly type: string;
  readonly metric: string;
  readonly whole: number | undefined;
  readonly each: number | undefined;
}

interface Source {
  readonly metric?: { readonly name?: unknown };
  readonly current?: Amounts;
  readonly target?: Amounts;
}

interface Amounts {
  readonly value?: unknown;
  readonly averageValue?: unknown;
}

const SOURCES = { External: 'external', Object: 'object', Pods: 'pods' } as const;

function ofMetric(raw: unknown, side: 'current' | 'target'): readonly Metric[] {
  const { type, ...sources } = (raw ?? {}) as { readonly type?: unknown } & Readonly<Record<string, Source>>;
  const source =
    typeof type === 'string' && type in SOURCES ? sources[SOURCES[type as keyof typeof SOURCES]] : undefined;
  const name = source?.metric?.name;
  if (typeof type !== 'string' || typeof name !== 'string') return [];
  const amounts = source?.[side];
  return [{ type, metric: name, whole: amountOf(amounts?.value), each: amountOf(amounts?.averageValue) }];
}

/** The API writes "0" for an amount that is not there. */
const amountOf = (value: unknown): number | undefined =>
  (typeof value === 'string' ? parseQuantity(value) : undefined) || undefined;
