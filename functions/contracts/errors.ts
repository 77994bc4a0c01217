/**
 * Error names that cross a Lambda's border: `error.name` of what is thrown and `ErrorEquals` of the state machine's
 * Retry and Catch come from here, so that none is named that is never thrown.
 */
export const ERRORS = {
  /** Passing trouble of something we call (429, 5xx, time-out, refused connection): the same call may work later. */
  retryLater: 'RetryLater',
  /** The other side said no for good (4xx, missing permission): trying again changes nothing. */
  rejected: 'Rejected',
  /** The input or the configuration is wrong. */
  invalid: 'Invalid',
} as const;
export type ErrorName = (typeof ERRORS)[keyof typeof ERRORS];

/**
 * Names that Lambda and Step Functions give to their own passing trouble
 * (https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html).
 */
export const SERVICE_ERRORS = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
] as const;

/** A task or its sandbox ran out of time. */
export const TIMEOUT_ERRORS = ['States.Timeout', 'Sandbox.Timedout'] as const;
