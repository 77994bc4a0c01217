import { Failure } from '../../model/failure.ts';
import { redact } from '../../redaction/redact.ts';
import { isPassing } from '../aws/answer.ts';
import { type Aws, AwsError } from '../aws/port.ts';

/** Errors that stay as they are however often one asks (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). */
const FOR_GOOD: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'there is none by this name in this account and region',
  AccessDeniedException: 'these credentials may not invoke it',
  UnrecognizedClientException: 'AWS does not know these credentials',
};

/**
 * Calls a function with a JSON payload, waits, and gives what it answers, parsed. `aws` has to be as patient as the
 * function may take.
 * @throws Failure: `rejected` for what no other try changes, `retryLater` for the rest, the function's own errors among it.
 */
export async function invoke(aws: Pick<Aws, 'send'>, name: string, payload: object): Promise<unknown> {
  const request = {
    ...({ service: 'lambda', method: 'POST' } as const),
    path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  };
  const { headers, body } = await aws.send(request).catch((cause: unknown) => {
    throw failureOf(name, cause);
  });
  if (headers['x-amz-function-error'] !== undefined)
    throw new Failure('retryLater', `the function ${name} failed: ${thrownIn(body)}`);
  return parse(body);
}

function failureOf(name: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const error = cause instanceof Error ? cause.name : 'unknown reason';
  const isFinal = cause instanceof AwsError && !isPassing(cause);
  const why = FOR_GOOD[error] ?? error;
  return isFinal
    ? new Failure('rejected', `the function ${name} cannot be invoked: ${why}`, { cause })
    : new Failure('retryLater', `the function ${name} did not answer: ${error}`, { cause });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** "Invalid: the environment of collect has faults ...": what Lambda says of an error that was thrown. */
function thrownIn(body: string): string {
  const { errorType = 'unknown reason', errorMessage = '' } = (parse(body) ?? {}) as {
    readonly errorType?: string;
    readonly errorMessage?: string;
  };
  return redact(errorMessage === '' ? errorType : `${errorType}: ${errorMessage.slice(0, 300)}`);
}
