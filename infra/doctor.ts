import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Defined } from './functions.ts';

/**
 * Once a day, and it calls the functions in the VPC: AWS takes the network interface of one that was idle for weeks, and
 * its first call then fails (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, "function states").
 */
export function scheduleDoctor(
  scope: Construct,
  { lambda, role }: Defined,
  sleepers: Readonly<Record<string, Lambda>>,
): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: Object.values(sleepers).map(({ functionArn }) => functionArn),
    }),
  );
  const rule = new Rule(scope, 'DoctorSchedule', {
    description: 'firstnote: the daily look of the doctor',
    schedule: Schedule.rate(Duration.days(1)),
    targets: [
      new LambdaFunction(lambda, {
        // The next look is a day away; that none came for two is an alarm.
        retryAttempts: 2,
        event: RuleTargetInput.fromObject({ kind: 'daily' }),
      }),
    ],
  });
  acknowledge(
    rule,
    'Serverless-EventBusDLQ',
    'A look that was missed is made up for by the next one; none for two days is an alarm.',
  );
}
