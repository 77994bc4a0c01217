import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Function as Lambda,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type FunctionName, LAMBDA_SECONDS, lambdaOf } from '../functions/contracts/lambdas.ts';
import { acknowledge, NO_TRACES } from './acknowledge.ts';
import type { CodeOf } from './code.ts';
import { defineLogGroup, type Installation } from './installation.ts';
import type { Network } from './props.ts';

/**
 * At 1,769 MB a Lambda has one virtual CPU, below that its share of one. A first note waits for plan, collect and report;
 * the others mostly wait themselves, for PagerDuty (docs/cost.md).
 */
const MEMORY_MB: Readonly<Record<FunctionName, number>> = {
  webhook: 1024,
  plan: 512,
  collect: 1769,
  'collect-logs': 1769,
  'collect-exec': 1769,
  report: 1769,
  escalate: 256,
  recover: 512,
  view: 512,
  doctor: 1024,
};

export interface FunctionOptions {
  readonly installation: Installation;
  readonly codeOf: CodeOf;
  readonly environment: Readonly<Record<string, string>>;
  readonly network?: Network | undefined;
  /** Its name after the installation's, where there is more than one of its kind. Default: the function's own. */
  readonly called?: string | undefined;
}

/** A function and its role, which the stack grants more to. */
export interface Defined {
  readonly lambda: Lambda;
  readonly role: Role;
}

/** A Lambda with a role, a log group and limits of its own; what it may do beyond logging is granted by the stack. */
export function defineFunction(scope: Construct, name: FunctionName, options: FunctionOptions): Defined {
  const { installation, called = name } = options;
  const functionName = `${installation.name}-${called}`;
  const logGroup = defineLogGroup(scope, `${called}-log`, `/aws/lambda/${functionName}`, installation);
  const role = defineRole(scope, called, logGroup, options.network && functionName);
  const lambda = new Lambda(scope, called, {
    functionName,
    description: `firstnote: ${called}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'handler.handler',
    code: options.codeOf(lambdaOf(name)),
    timeout: Duration.seconds(LAMBDA_SECONDS[name]),
    memorySize: MEMORY_MB[name],
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    environment: options.environment,
  });
  if (options.network) {
    (lambda.node.defaultChild as CfnFunction).vpcConfig = {
      subnetIds: [...options.network.subnets],
      securityGroupIds: [...options.network.securityGroups],
    };
  }
  acknowledge(lambda, 'Serverless-LambdaTracing', NO_TRACES);
  acknowledge(
    lambda,
    'Serverless-LambdaDLQ',
    'A dead letter queue is for asynchronous invocations; API Gateway and Step Functions wait for the answer, and that the daily look of the doctor failed is an alarm.',
  );
  return { lambda, role };
}

/** What Lambda itself does for a function in a VPC (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html). */
const NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * A role for one function that may write its own log, no managed policy. `inVpc` is the name of a function in a VPC:
 * Lambda manages network interfaces in this role, which the function's own code is denied (as the page above advises).
 */
function defineRole(scope: Construct, name: string, logGroup: LogGroup, inVpc: string | undefined): Role {
  const role = new Role(scope, `${name}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  if (inVpc !== undefined) {
    const itself = Stack.of(scope).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: inVpc,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    role.addToPolicy(new PolicyStatement({ actions: NETWORK_INTERFACES, resources: ['*'] }));
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: NETWORK_INTERFACES,
        resources: ['*'],
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': itself } },
      }),
    );
    acknowledge(
      role,
      'AwsSolutions-IAM5[Resource::*]',
      'The network interfaces of a Lambda in a VPC have no resource to name.',
    );
  }
  return role;
}
