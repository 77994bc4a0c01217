import type { AwsError } from './port.ts';

/** Codes by which a service says "slower" under a 4xx status (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html). */
const SLOWER = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'SlowDown',
  'RequestTimeout',
  'TransactionInProgressException',
]);

/** True when the same request may be answered a moment later: no answer at all, 408, 429, 5xx, or a call to slow down. */
export const isPassing = ({ name, status }: AwsError): boolean =>
  status === undefined || status === 408 || status === 429 || status >= 500 || SLOWER.has(name);

/**
 * AWS's code of a refusal: the header or `__type` of the JSON protocols ("com.amazonaws#ThrottlingException:http://..."),
 * the `Code` of S3's XML; the status, where there is none.
 */
export function errorNameOf(status: number, errorType: string, body: string): string {
  const found = errorType || jsonTypeOf(body) || (/<Code>([^<]+)<\/Code>/.exec(body)?.[1] ?? '');
  const name = /^(?:[^#]*#)?(\w+)/.exec(found)?.[1] ?? '';
  return name || `status ${status}`;
}

function jsonTypeOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return '';
    if ('__type' in parsed) return String(parsed.__type);
    return 'code' in parsed ? String(parsed.code) : '';
  } catch {
    // No JSON: S3's XML, or nothing.
    return '';
  }
}
