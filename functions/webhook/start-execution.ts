import { Failure } from '../core/failure.ts';
import type { Execution } from './execution.ts';

export type StartExecution = (execution: Execution) => Promise<'started' | 'exists'>;

/** Starts executions of a state machine; a name that was used before is a repeated delivery, not a fault. */
export async function stepFunctions(stateMachineArn: string): Promise<StartExecution> {
  const { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } = await import('@aws-sdk/client-sfn');
  const client = new SFNClient({});
  return async ({ name, input }) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      return 'started';
    } catch (cause) {
      if (cause instanceof ExecutionAlreadyExists) return 'exists';
      const reason = cause instanceof Error ? cause.name : 'unknown reason';
      throw new Failure('retryLater', `execution ${name} cannot be started: ${reason}`, { cause });
    }
  };
}
