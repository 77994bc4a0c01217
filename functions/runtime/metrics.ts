import {
  INSTALLATION_DIMENSION,
  METRICS,
  METRICS_NAMESPACE,
  type MetricName,
  type MetricPart,
} from '../contracts/metrics.ts';
import { present } from '../model/present.ts';

/** Counts what happened; never fails, and never holds anything up. */
export interface Metrics {
  /** Adds `value` (1 unless given) to a metric, under its part where it is split. */
  count<Name extends MetricName>(
    name: Name,
    ...rest: [MetricPart<Name>] extends [never] ? [value?: number] : [part: MetricPart<Name>, value?: number]
  ): void;
}

/** Counts nothing: where there is no CloudWatch. */
export const silentMetrics: Metrics = { count: () => {} };

/**
 * Metrics as lines of the embedded metric format, which CloudWatch reads out of a function's log: no call, no permission
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * `now` is epoch ms; `write` gets one line without its end.
 */
export function embeddedMetrics(
  installation: string,
  now: () => number,
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Metrics {
  return {
    count(name, ...rest) {
      const metric = METRICS[name];
      const by = 'by' in metric ? metric.by.dimension : undefined;
      const [part, value] = by === undefined ? [undefined, rest[0]] : [rest[0], rest[1]];
      write(
        JSON.stringify({
          _aws: {
            Timestamp: now(),
            CloudWatchMetrics: [
              {
                Namespace: METRICS_NAMESPACE,
                Dimensions: [present(INSTALLATION_DIMENSION, by !== undefined && by)],
                Metrics: [{ Name: name, Unit: metric.unit }],
              },
            ],
          },
          [INSTALLATION_DIMENSION]: installation,
          ...(by === undefined ? {} : { [by]: part }),
          [name]: value ?? 1,
        }),
      );
    },
  };
}
