/**
 * Error names that cross a Lambda's border: `error.name` of what is thrown and `ErrorEquals` of the state machine's
 * Retry and Catch come from here, so that none is named that is never thrown.
 */
export const ERRORS = {
  /** Passing trouble of something we call (429, 5xx, time-out, refused connection): the same call may work later. */
  retryLater: 'RetryLater',
  /** Another try may be at work on the same effect, and has a lease of some seconds on it. */
  busy: 'Busy',
  /** The other side said no for good (4xx, missing permission): trying again changes nothing. */
  rejected: 'Rejected',
  /** The input or the configuration is wrong. */
  invalid: 'Invalid',
  /** A call could not be made for as long as it may be tried (contracts/calls.ts). */
  givenUp: 'GivenUp',
} as const;
export type ErrorName = (typeof ERRORS)[keyof typeof ERRORS];

/** Step Functions reports an error of Lambda's API by its name, with this prefix or, from some paths, without. */
const asReported = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`Lambda.${name}`, name]);

/**
 * Names that Lambda and Step Functions give to their own passing trouble
 * (https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html). A function that ran out of
 * memory is among them, as Runtime.OutOfMemory, Lambda.Unknown or Runtime.ExitError: a fresh sandbox may do it
 * (https://repost.aws/knowledge-center/lambda-runtime-error).
 */
export const SERVICE_ERRORS: readonly string[] = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  ...asReported(['Runtime.OutOfMemory']),
];

/**
 * The function cannot run yet: of one in a VPC that was idle for weeks Lambda has taken the network interfaces back, and
 * the invocation that finds it so is refused while they are made anew
 * (https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html,
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors).
 */
export const WAKING_ERRORS: readonly string[] = asReported([
  'ResourceNotReadyException',
  'ENINotReadyException',
  'EC2ThrottledException',
]);

/** A task or its sandbox ran out of time. */
export const TIMEOUT_ERRORS = ['States.Timeout', 'Sandbox.Timedout'] as const;
