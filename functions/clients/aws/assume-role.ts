import { Failure } from '../../model/failure.ts';
import { isPassing } from './answer.ts';
import { type Aws, type AwsAccess, type AwsCredentials, AwsError } from './port.ts';

/** How a role's credentials are named in CloudTrail of the account that they are used in. */
const SESSION = 'firstnote';
/** ms before their end that credentials are renewed: a request that is on its way must not outlive them. */
const EARLY_MS = 5 * 60_000;

/**
 * AWS of another account or region: the region given, and the credentials of a role that is assumed when they are needed
 * and kept while they are good. `now` is epoch ms.
 * @throws Failure `rejected` where the role may not be assumed, `retryLater` where STS did not answer.
 */
export function assumedRole(
  aws: Pick<Aws, 'send'>,
  { roleArn, region }: { readonly roleArn: string; readonly region: string },
  now: () => number,
): AwsAccess {
  let kept: { readonly credentials: AwsCredentials; readonly untilMs: number } | undefined;
  return {
    region,
    async credentials() {
      if (kept === undefined || now() >= kept.untilMs) kept = await assume(aws, roleArn);
      return kept.credentials;
    },
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
async function assume(aws: Pick<Aws, 'send'>, roleArn: string) {
  const parameters = {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: SESSION,
  };
  const request = {
    ...({ service: 'sts', method: 'POST', path: '/' } as const),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  };
  const { body } = await aws.send(request).catch((cause: unknown) => {
    throw failureOf(roleArn, cause);
  });
  const value = (name: string): string => new RegExp(`<${name}>([^<]+)</${name}>`).exec(body)?.[1] ?? '';
  const untilMs = Date.parse(value('Expiration')) - EARLY_MS;
  const [accessKeyId, secretAccessKey] = [value('AccessKeyId'), value('SecretAccessKey')];
  if (accessKeyId === '' || secretAccessKey === '' || Number.isNaN(untilMs))
    throw new Failure('retryLater', `STS gave no credentials for the role ${roleArn}`);
  return { credentials: { accessKeyId, secretAccessKey, sessionToken: value('SessionToken') }, untilMs };
}

function failureOf(roleArn: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const name = cause instanceof Error ? cause.name : 'unknown reason';
  const isFinal = cause instanceof AwsError && !isPassing(cause);
  return isFinal
    ? new Failure(
        'rejected',
        `the role ${roleArn} cannot be assumed (${name}): its trust policy must name the role of this function`,
        { cause },
      )
    : new Failure('retryLater', `the role ${roleArn} could not be assumed: ${name}`, { cause });
}
