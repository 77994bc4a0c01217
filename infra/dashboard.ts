import { AlarmStatusWidget, Dashboard, GraphWidget, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRICS, type MetricName } from '../functions/contracts/metrics.ts';
import { linesOf } from './own-metrics.ts';

/** Columns: a dashboard has 24 (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html). */
const WHOLE_WIDTH = 24;
const THIRD = 8;
/** Incidents are rare: what happened in an hour is one point. */
const HOUR = 60;

/** The installation's state on one page: its alarms, and each of its own metrics. */
export function defineDashboard(
  scope: Construct,
  installation: string,
  alarms: readonly IAlarm[],
): Dashboard {
  const graphs = (Object.keys(METRICS) as MetricName[]).map((name) => graphOf(installation, name));
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: installation,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WHOLE_WIDTH, height: 4 })],
      ...inRows(graphs, WHOLE_WIDTH / THIRD),
    ],
  });
}

function graphOf(installation: string, name: MetricName): GraphWidget {
  const { unit, what } = METRICS[name];
  const left =
    unit === 'Seconds'
      ? (['p50', 'Maximum'] as const).map((statistic) =>
          linesOf(installation, name, { statistic, minutes: HOUR }).map((metric) =>
            metric.with({ label: statistic }),
          ),
        )
      : [linesOf(installation, name, { statistic: 'Sum', minutes: HOUR })];
  return new GraphWidget({ title: what, width: THIRD, left: left.flat(), leftYAxis: { min: 0 } });
}

const inRows = <T>(items: readonly T[], perRow: number): T[][] =>
  items.flatMap((_, index) => (index % perRow === 0 ? [items.slice(index, index + perRow)] : []));
