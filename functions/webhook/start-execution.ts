import { type Aws, AwsError } from '../clients/aws/port.ts';
import { Failure } from '../model/failure.ts';
import type { Execution } from './execution.ts';

export type StartExecution = (execution: Execution) => Promise<'started' | 'exists'>;

/**
 * Starts executions of a state machine; a name that was used before is a repeated delivery, not a fault
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html).
 */
export const stepFunctions =
  (aws: Pick<Aws, 'send'>, stateMachineArn: string): StartExecution =>
  async ({ name, input }) => {
    try {
      await aws.send({
        service: 'states',
        method: 'POST',
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AWSStepFunctions.StartExecution',
        },
        body: JSON.stringify({ stateMachineArn, name, input: JSON.stringify(input) }),
      });
      return 'started';
    } catch (cause) {
      if (cause instanceof AwsError && cause.name === 'ExecutionAlreadyExists') return 'exists';
      const reason = cause instanceof Error ? cause.name : 'unknown reason';
      throw new Failure('retryLater', `execution ${name} cannot be started: ${reason}`, { cause });
    }
  };
