import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type AlarmRule, alarmRules, type Watched } from './alarm-rules.ts';

/** Defines an alarm for each rule; all tell these topics. */
export function defineAlarms(
  scope: Construct,
  watched: Watched,
  topics: readonly ITopic[],
): readonly Alarm[] {
  return alarmRules(watched).map((rule) => {
    const alarm = new Alarm(scope, `alarm-${rule.name}`, {
      alarmName: `${watched.installation}-${rule.name}`,
      alarmDescription: `${rule.says} What to do: docs/runbook.md#${rule.section ?? rule.name}`,
      metric: rule.metric,
      ...conditionOf(rule),
    });
    alarm.addAlarmAction(...topics.map((topic) => new SnsAction(topic)));
    return alarm;
  });
}

/** A function that says nothing has nothing to say, but where being silent is what is watched. */
function conditionOf({ atLeast }: Pick<AlarmRule, 'atLeast'>) {
  if (typeof atLeast === 'number')
    return {
      threshold: atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
  return {
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: atLeast.never,
    treatMissingData: TreatMissingData.BREACHING,
  };
}
