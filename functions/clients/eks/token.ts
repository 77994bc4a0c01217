import { AwsV4Signer } from 'aws4fetch';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

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
export async function eksToken(
  clusterName: string,
  region: string,
  credentials: AwsCredentials,
  atMs: number,
): Promise<EksToken> {
  const signer = new AwsV4Signer({
    method: 'GET',
    url: `https://sts.${region}.${dnsSuffix(region)}/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Expires=${URL_EXPIRES_SECONDS}`,
    headers: { 'x-k8s-aws-id': clusterName },
    service: 'sts',
    region,
    signQuery: true,
    allHeaders: true,
    // "2026-11-25T14:03:22.123Z" as "20261125T140322Z".
    datetime: new Date(atMs).toISOString().replaceAll(/[:-]|\.\d{3}/g, ''),
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    ...(credentials.sessionToken && { sessionToken: credentials.sessionToken }),
  });
  const { url } = await signer.sign();
  return {
    token: TOKEN_PREFIX + Buffer.from(url.toString()).toString('base64url'),
    goodUntilMs: atMs + TOKEN_LIFETIME_MS,
  };
}

/** China has a partition and a domain of its own (https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html). */
const dnsSuffix = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
