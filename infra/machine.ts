import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { EXEC_FUNCTION, type TaskName } from '../functions/contracts/lambdas.ts';
import { acknowledge, NO_TRACES } from './acknowledge.ts';
import { defineLogGroup, type Installation } from './installation.ts';
import { inNetworks, type NetworkApart } from './networks.ts';
import { workflowOf } from './workflow.ts';

/** The state machine of workflow.ts; it may invoke exactly its tasks. */
export function defineMachine(
  scope: Construct,
  installation: Installation,
  tasks: Readonly<Partial<Record<TaskName, IFunction>>>,
  apart: {
    readonly networks: readonly NetworkApart[];
    readonly functions: Readonly<Record<string, IFunction>>;
  },
): StateMachine {
  const lambdas: Readonly<Record<string, IFunction>> = { ...tasks, ...apart.functions };
  // Names with this prefix do not use up the 5,120 bytes of the log resource policy
  // (https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html).
  const logGroupName = `/aws/vendedlogs/states/${installation.name}`;
  const machine = new StateMachine(scope, 'Workflow', {
    stateMachineName: installation.name,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(
      JSON.stringify(inNetworks(workflowOf({ exec: EXEC_FUNCTION in tasks }), apart.networks)),
    ),
    definitionSubstitutions: Object.fromEntries(
      Object.entries(lambdas).map(([task, lambda]) => [task, lambda.functionArn]),
    ),
    logs: {
      destination: defineLogGroup(scope, 'WorkflowLog', logGroupName, installation),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
  });
  machine.addToRolePolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: Object.values(lambdas).map((lambda) => lambda.functionArn),
    }),
  );
  acknowledge(
    machine,
    'AwsSolutions-IAM5[Resource::*]',
    'The delivery of logs (logs:CreateLogDelivery ...) has no resource to name.',
  );
  acknowledge(machine, 'AwsSolutions-SF2', NO_TRACES);
  acknowledge(machine, 'Serverless-StepFunctionStateMachineXray', NO_TRACES);
  return machine;
}
