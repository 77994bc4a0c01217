import { dnsSuffix } from '../aws/endpoint.ts';
import type { AwsCredentials } from '../aws/port.ts';
import { presignedQuery } from '../aws/sign.ts';

export interface EksToken {
  readonly token: string;
  /** Epoch ms: a new one is needed from then on. */
  readonly goodUntilMs: number;
}

/** The request itself is good for a minute, as aws-iam-authenticator and `aws eks get-token` sign it, seconds. */
const URL_EXPIRES_SECONDS = 60;
/**
 * The API server takes a token for 15 minutes after its X-Amz-Date; a minute is left for clocks and for a request that
 * is on its way (https://github.com/kubernetes-sigs/aws-iam-authenticator, pkg/token/token.go).
 */
const TOKEN_LIFETIME_MS = 14 * 60_000;
const TOKEN_PREFIX = 'k8s-aws-v1.';

/**
 * A bearer token for an EKS cluster's API: a presigned STS GetCallerIdentity request, of which the API server learns who
 * signed it. Nothing is sent. `atMs` is the time of signing, epoch ms.
 */
export function eksToken(
  clusterName: string,
  region: string,
  credentials: AwsCredentials,
  atMs: number,
): EksToken {
  const host = `sts.${region}.${dnsSuffix(region)}`;
  const query = presignedQuery(
    {
      method: 'GET',
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, 'x-k8s-aws-id': clusterName },
    },
    { service: 'sts', region, credentials, atMs },
    URL_EXPIRES_SECONDS,
  );
  return {
    token: TOKEN_PREFIX + Buffer.from(`https://${host}/?${query}`).toString('base64url'),
    goodUntilMs: atMs + TOKEN_LIFETIME_MS,
  };
}
