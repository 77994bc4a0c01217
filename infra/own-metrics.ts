import { Duration } from 'aws-cdk-lib';
import { Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import {
  INSTALLATION_DIMENSION,
  METRICS,
  METRICS_NAMESPACE,
  type MetricName,
  type MetricPart,
} from '../functions/contracts/metrics.ts';

export interface Reading {
  readonly statistic: 'Sum' | 'Maximum' | 'p50';
  readonly minutes: number;
}

const UNITS = { Count: Unit.COUNT, Seconds: Unit.SECONDS } as const;

/** One of firstnote's own metrics, as an installation's functions write it; a metric with parts is read part by part. */
export function ownMetric<Name extends MetricName>(
  installation: string,
  name: Name,
  { statistic, minutes }: Reading,
  ...part: [MetricPart<Name>] extends [never] ? [] : [part: MetricPart<Name>]
): Metric {
  return metricOf(installation, name, { statistic, minutes }, part[0]);
}

/** A metric as all of its lines in a graph: one for each part, or itself. */
export function linesOf(installation: string, name: MetricName, reading: Reading): Metric[] {
  const metric = METRICS[name];
  const parts: readonly (string | undefined)[] = 'by' in metric ? metric.by.values : [undefined];
  // An alarm's metric has no label: with one, CDK writes a metric expression.
  return parts.map((part) => metricOf(installation, name, reading, part).with({ label: part ?? name }));
}

function metricOf(
  installation: string,
  name: MetricName,
  { statistic, minutes }: Reading,
  part: string | undefined,
): Metric {
  const metric = METRICS[name];
  const by = 'by' in metric && part !== undefined ? { [metric.by.dimension]: part } : {};
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    dimensionsMap: { [INSTALLATION_DIMENSION]: installation, ...by },
    unit: UNITS[metric.unit],
    statistic,
    period: Duration.minutes(minutes),
  });
}
