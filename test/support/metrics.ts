import type { MetricName } from '../../functions/contracts/metrics.ts';
import type { Metrics } from '../../functions/runtime/metrics.ts';

/** Metrics that remember what was counted, in its order. */
export function countedMetrics() {
  const counted: (readonly [name: MetricName, ...rest: readonly unknown[]])[] = [];
  const metrics: Metrics = { count: (name, ...rest) => void counted.push([name, ...rest]) };
  return { metrics, counted };
}
