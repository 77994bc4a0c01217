import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { alarmRules, type Watched } from './alarm-rules.ts';

/** Defines an alarm for each rule; all tell the topic. */
export function defineAlarms(scope: Construct, watched: Watched, topic: ITopic): readonly Alarm[] {
  return alarmRules(watched).map((rule) => {
    const alarm = new Alarm(scope, `alarm-${rule.name}`, {
      alarmName: `${watched.installation}-${rule.name}`,
      alarmDescription: `${rule.says} What to do: docs/runbook.md#${rule.section ?? rule.name}`,
      metric: rule.metric,
      threshold: rule.atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    return alarm;
  });
}
