import type * as z from 'zod/mini';
import { count, list, maybeCount, maybeIntOrText, record, text } from '../lenient.ts';
import { condition, labelSelector, metadata, quantities, raw } from './shared.ts';

/** What bounds pods and their number. */

export const resourceQuota = record({
  metadata,
  spec: record({ hard: quantities, scopes: list(text) }),
  status: record({ hard: quantities, used: quantities }),
});

export const limitRange = record({
  metadata,
  spec: record({
    limits: list(
      record({
        type: text,
        max: quantities,
        min: quantities,
        default: quantities,
        defaultRequest: quantities,
      }),
    ),
  }),
});

export const horizontalPodAutoscaler = record({
  metadata,
  spec: record({
    minReplicas: maybeCount,
    maxReplicas: count,
    scaleTargetRef: record({ kind: text, name: text }),
    metrics: list(raw),
  }),
  status: record({
    currentReplicas: count,
    desiredReplicas: count,
    lastScaleTime: text,
    conditions: list(condition),
    currentMetrics: list(raw),
  }),
});

export const podDisruptionBudget = record({
  metadata,
  spec: record({ minAvailable: maybeIntOrText, maxUnavailable: maybeIntOrText, selector: labelSelector }),
  status: record({
    disruptionsAllowed: count,
    currentHealthy: count,
    desiredHealthy: count,
    expectedPods: count,
  }),
});

export type ResourceQuota = z.infer<typeof resourceQuota>;
export type LimitRange = z.infer<typeof limitRange>;
export type HorizontalPodAutoscaler = z.infer<typeof horizontalPodAutoscaler>;
export type PodDisruptionBudget = z.infer<typeof podDisruptionBudget>;
