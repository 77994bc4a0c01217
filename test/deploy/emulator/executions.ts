import { call } from './aws.ts';
import { resourcesOf } from './stacks.ts';

/** How many executions of a stack's state machine run. */
export async function runningExecutions(stackName: string): Promise<number> {
  const ids = Object.values(await resourcesOf(stackName));
  const stateMachineArn = ids.find((id) => id.includes(':stateMachine:'));
  const { executions } = (await call('states', 'AWSStepFunctions.ListExecutions', {
    stateMachineArn,
    statusFilter: 'RUNNING',
  })) as { executions: readonly unknown[] };
  return executions.length;
}
