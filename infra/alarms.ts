import { Duration } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { type FunctionName, LAMBDA_SECONDS } from '../functions/contracts/lambdas.ts';
import { acknowledge } from './acknowledge.ts';

/** PagerDuty gives up on a delivery after 5 s (https://developer.pagerduty.com/docs/webhooks-overview). */
const SLOW_ANSWER_MS = 3_000;
/** Three answers of 4xx in a row make PagerDuty disable the subscription for 24 h. */
const REJECTED_DELIVERIES = 3;

/** One failure that a retry mended is no alarm; all four tries of one collect are. */
const FAILED_COLLECTS = 3;

interface Watched {
  readonly stage: HttpStage;
  readonly machine: StateMachine;
  readonly functions: Readonly<Record<FunctionName, Lambda>>;
}

interface AlarmRule {
  /** Also the title of its section in docs/runbook.md. */
  readonly name: string;
  readonly metric: IMetric;
  readonly atLeast: number;
  readonly says: string;
}

const every = (minutes: number, statistic: string) => ({ period: Duration.minutes(minutes), statistic });

/** Firstnote's own trouble: each alarm means that somebody has to act, and docs/runbook.md says how. */
function rules({ stage, machine, functions }: Watched): readonly AlarmRule[] {
  return [
    {
      name: 'webhook-fails',
      metric: stage.metricServerError(every(5, 'Sum')),
      atLeast: 1,
      says: 'A webhook or a report page was answered with 5xx. PagerDuty delivers again for up to 48 h.',
    },
    {
      name: 'webhook-rejects',
      metric: stage.metricClientError(every(15, 'Sum')),
      atLeast: REJECTED_DELIVERIES,
      says: 'Deliveries were answered with 4xx: after three in a row PagerDuty disables the subscription for 24 h.',
    },
    {
      name: 'webhook-slow',
      metric: functions.webhook.metricDuration(every(5, 'Maximum')),
      atLeast: SLOW_ANSWER_MS,
      says: 'The webhook is near the 5 s after which PagerDuty counts a delivery as failed.',
    },
    {
      name: 'executions-failed',
      metric: machine.metricFailed(every(5, 'Sum')),
      atLeast: 1,
      says: 'An occurrence was not triaged, or a timer or recovery failed, after all retries.',
    },
    {
      name: 'executions-hang',
      metric: machine.metricTimedOut(every(5, 'Sum')),
      atLeast: 1,
      says: 'An execution was still running after two days.',
    },
    {
      name: 'escalation-errors',
      metric: functions.escalate.metricErrors(every(1, 'Sum')),
      atLeast: 1,
      says: 'Calling a person failed at least once; it is tried again every minute or two, for a day.',
    },
    {
      name: 'collect-fails',
      metric: sumOf([functions.collect, functions['collect-logs']], 'failed collects', (lambda) =>
        lambda.metricErrors(every(5, 'Sum')),
      ),
      atLeast: FAILED_COLLECTS,
      says: 'Evidence was not collected, after retries: no way into a cluster, a time-out, or out of memory.',
    },
    {
      name: 'collect-slow',
      metric: functions.collect.metricDuration(every(5, 'Maximum')),
      atLeast: LAMBDA_SECONDS.collect * 1000 * 0.8,
      says: 'Collecting took 80 % of its time: the next one may be cut off, and the note late.',
    },
    {
      name: 'functions-throttled',
      metric: sumOf(Object.values(functions), 'throttled invocations', (lambda) =>
        lambda.metricThrottles(every(5, 'Sum')),
      ),
      atLeast: 1,
      says: 'The account ran out of concurrent Lambda executions; notes and timers are late.',
    },
  ];
}

/** Defines the alarms and the topic that they tell. */
export function defineAlarms(
  scope: Construct,
  stackName: string,
  watched: Watched,
  email: string,
): readonly Alarm[] {
  const topic = new Topic(scope, 'Alarms', { topicName: `${stackName}-alarms`, enforceSSL: true });
  topic.addSubscription(new EmailSubscription(email));
  acknowledge(
    topic,
    'Serverless-SNSRedrivePolicy',
    'The one subscription is an e-mail address; the alarm itself keeps its state and history.',
  );
  return rules(watched).map((rule) => {
    const alarm = new Alarm(scope, `alarm-${rule.name}`, {
      alarmName: `${stackName}-${rule.name}`,
      alarmDescription: `${rule.says} What to do: docs/runbook.md#${rule.name}`,
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

/** A metric expression takes at most ten metrics in an alarm: one for each function fits. */
function sumOf(functions: readonly Lambda[], label: string, metricOf: (lambda: Lambda) => IMetric): IMetric {
  const metrics = Object.fromEntries(functions.map((lambda, index) => [`m${index}`, metricOf(lambda)]));
  return new MathExpression({
    expression: `SUM([${Object.keys(metrics).join(', ')}])`,
    usingMetrics: metrics,
    label,
    period: Duration.minutes(5),
  });
}
