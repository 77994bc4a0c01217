import { Duration } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { EXEC_FUNCTION, type FunctionName, LAMBDA_SECONDS } from '../functions/contracts/lambdas.ts';
import { ownMetric } from './own-metrics.ts';
import type { WebhookEntrance } from './webhook-api.ts';

/** An installation's functions; the one that runs programs in pods is not in all. */
export type Functions = Readonly<
  Record<Exclude<FunctionName, typeof EXEC_FUNCTION>, Lambda> & Partial<Record<typeof EXEC_FUNCTION, Lambda>>
>;

/** PagerDuty gives up on a delivery after 5 s (https://developer.pagerduty.com/docs/webhooks-overview). */
const SLOW_ANSWER_MS = 3_000;
/** Three answers of 4xx in a row make PagerDuty disable the subscription for 24 h. */
const REJECTED_DELIVERIES = 3;
/** One failure that a retry mended is no alarm; a function that fails for good has failed three times in seconds. */
const FAILED_TRIES = 3;
/**
 * Three calls to PagerDuty of 4 s each, EKS of 4 s and collectors of 12 s make 28 s when each takes all of its deadline,
 * cold starts a few more: a first note after a minute needed retries, and its reader has begun without it.
 */
const LATE_NOTE_SECONDS = 60;

export interface Watched {
  readonly installation: string;
  readonly webhook: Pick<WebhookEntrance, 'stage' | 'letsIn'>;
  readonly pagesStage: HttpStage;
  readonly machine: StateMachine;
  readonly functions: Functions;
  /** The collecting functions of further networks, by their names. */
  readonly apart: Readonly<Record<string, Lambda>>;
}

export interface AlarmRule {
  readonly name: string;
  /** Title of its section in docs/runbook.md; its name where that is not given. */
  readonly section?: string;
  /** One metric and no expression: a sum of several costs as much as an alarm on each, and says less. */
  readonly metric: Metric;
  /** It alarms from this value on; `never`: when there was none in this many of the metric's periods. */
  readonly atLeast: number | { readonly never: number };
  readonly says: string;
}

const DAY = 24 * 60;
const every = (minutes: number, statistic: string) => ({ period: Duration.minutes(minutes), statistic });

/** Firstnote's own trouble: each alarm means that somebody has to act, and docs/runbook.md says how. */
export const alarmRules = (watched: Watched): readonly AlarmRule[] => [
  ...webhookRules(watched),
  ...pageRules(watched),
  ...noteRules(watched),
  ...callRules(watched),
  ...collectRules(watched),
  ...doctorRules(watched),
  ...Object.entries({ ...watched.functions, ...watched.apart }).map(([name, lambda]) => ({
    name: `${name}-throttled`,
    section: 'functions-throttled',
    metric: lambda.metricThrottles(every(5, 'Sum')),
    atLeast: 1,
    says: 'The account ran out of concurrent Lambda executions; notes and timers are late.',
  })),
];

/** A stranger who tries addresses is answered with 4xx and alarms nobody. */
const webhookRules = ({ installation, webhook, functions }: Watched): readonly AlarmRule[] => [
  {
    name: 'webhook-fails',
    metric: webhook.stage.metricServerError(every(5, 'Sum')),
    atLeast: 1,
    says: 'A webhook was answered with 5xx. PagerDuty delivers again for up to 48 h.',
  },
  ...(webhook.letsIn === undefined ? [] : [shutOut(webhook)]),
  {
    name: 'webhook-rejects',
    metric: ownMetric(installation, 'WebhooksRefused', { statistic: 'Sum', minutes: 15 }, 'forged'),
    atLeast: REJECTED_DELIVERIES,
    says: 'Deliveries bore signatures of another secret: after three in a row PagerDuty disables the subscription for 24 h.',
  },
  {
    name: 'webhook-unreadable',
    metric: ownMetric(installation, 'WebhooksRefused', { statistic: 'Sum', minutes: 5 }, 'unreadable'),
    atLeast: 1,
    says: 'A delivery that PagerDuty signed could not be read: its incident has no note and no calls.',
  },
  {
    name: 'webhook-slow',
    metric: functions.webhook.metricDuration(every(5, 'Maximum')),
    atLeast: SLOW_ANSWER_MS,
    says: 'The webhook is near the 5 s after which PagerDuty counts a delivery as failed.',
  },
];

/**
 * API Gateway counts what its resource policy denies as 4XXError, whatever status it is answered with
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html).
 */
const shutOut = ({ stage }: Watched['webhook']): AlarmRule => ({
  name: 'webhook-shut-out',
  section: 'webhook-fails',
  metric: stage.metricClientError(every(5, 'Sum')),
  atLeast: 1,
  says: "Somebody came from an address that is not listed. If it is PagerDuty's, incidents are late until it is.",
});

/** A link that has expired is answered with 404 and alarms nobody. */
const pageRules = ({ pagesStage }: Watched): readonly AlarmRule[] => [
  {
    name: 'pages-fail',
    metric: pagesStage.metricServerError(every(5, 'Sum')),
    atLeast: 1,
    says: 'A report page was answered with 5xx. Its note, its calls and the webhook are not concerned.',
  },
];

/** What fails in a triage is told within minutes: the execution itself fails only when its last timer has run. */
const noteRules = ({ installation, functions, machine }: Watched): readonly AlarmRule[] => [
  {
    name: 'triage-failed',
    metric: ownMetric(installation, 'TriageFailed', { statistic: 'Sum', minutes: 1 }),
    atLeast: 1,
    says: 'A note says TRIAGE FAILED or PARTIAL; its calls go out.',
  },
  {
    name: 'note-late',
    metric: ownMetric(installation, 'SecondsToFirstNote', { statistic: 'Maximum', minutes: 1 }),
    atLeast: LATE_NOTE_SECONDS,
    says: `A first note came ${LATE_NOTE_SECONDS} s or more after its page.`,
  },
  {
    name: 'plan-fails',
    metric: functions.plan.metricErrors(every(5, 'Sum')),
    atLeast: FAILED_TRIES,
    says: 'An incident could not be planned, after retries.',
  },
  {
    name: 'report-fails',
    metric: functions.report.metricErrors(every(5, 'Sum')),
    atLeast: FAILED_TRIES,
    says: 'A note could not be written, after retries: not even that its triage failed.',
  },
  {
    name: 'playbooks-disabled',
    metric: ownMetric(installation, 'PlaybooksDisabled', { statistic: 'Sum', minutes: 5 }),
    atLeast: 1,
    says: 'A playbook in the store is faulty and out of use; incidents of its services get no diagnosis of it.',
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
];

const callRules = ({ installation, functions }: Watched): readonly AlarmRule[] => [
  {
    name: 'call-failed',
    metric: ownMetric(installation, 'Calls', { statistic: 'Sum', minutes: 1 }, 'failed'),
    atLeast: 1,
    says: 'A call was given up after a day of trying.',
  },
  {
    name: 'escalation-errors',
    metric: functions.escalate.metricErrors(every(1, 'Sum')),
    atLeast: 1,
    says: 'Calling a person failed at least once; it is tried again every minute or two, for a day.',
  },
];

const collectRules = ({ functions, apart }: Watched): readonly AlarmRule[] => [
  ...Object.entries({
    ...{ collect: functions.collect, 'collect-logs': functions['collect-logs'] },
    ...(functions[EXEC_FUNCTION] && { [EXEC_FUNCTION]: functions[EXEC_FUNCTION] }),
    ...apart,
  }).map(([name, lambda]) => ({
    name: `${name}-fails`,
    section: 'collect-fails',
    metric: lambda.metricErrors(every(5, 'Sum')),
    atLeast: FAILED_TRIES,
    says: 'Evidence was not collected, after retries: no way into a cluster, a time-out, or out of memory.',
  })),
  {
    name: 'collect-slow',
    metric: functions.collect.metricDuration(every(5, 'Maximum')),
    atLeast: LAMBDA_SECONDS.collect * 1000 * 0.8,
    says: 'Collecting took 80 % of its time: the next one may be cut off, and the note late.',
  },
];

/** What is not set up is found before an incident is. */
const doctorRules = ({ installation }: Watched): readonly AlarmRule[] => [
  {
    name: 'doctor-faults',
    metric: ownMetric(installation, 'DoctorFaults', { statistic: 'Sum', minutes: 5 }),
    atLeast: 1,
    says: 'The doctor found something that is not set up: the next incident may have no note, or nobody is called.',
  },
  {
    name: 'doctor-silent',
    metric: ownMetric(installation, 'Doctored', { statistic: 'Sum', minutes: DAY }),
    atLeast: { never: 2 },
    says: 'The daily look of the doctor did not come for two days; functions in a VPC may fall asleep.',
  },
];
