import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eksToken } from '../../../../functions/clients/eks/token.ts';

/** AWS's own example key pair, good for nothing (https://docs.aws.amazon.com/IAM/latest/UserGuide/). */
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const AT = Date.UTC(2026, 10, 25, 14, 3, 22, 123);

/** The rules of aws-iam-authenticator's verifier (pkg/token/token.go), which the EKS API server runs. */
const PERMITTED = new Set([
  'action',
  'version',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);
const MAX_TOKEN_BYTES = 4096;

function opened(token: string): URL {
  expect(token.startsWith('k8s-aws-v1.')).toBe(true);
  const encoded = token.slice('k8s-aws-v1.'.length);
  expect(encoded).toMatch(/^[\w-]+$/);
  return new URL(Buffer.from(encoded, 'base64url').toString('utf8'));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature as STS computes it (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html). */
function expectedSignature(url: URL, clusterName: string): string {
  const query = [...url.searchParams]
    .filter(([key]) => key !== 'X-Amz-Signature')
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort()
    .join('&');
  const request = [
    'GET',
    '/',
    query,
    `host:${url.host}\nx-k8s-aws-id:${clusterName}\n`,
    'host;x-k8s-aws-id',
    sha256(''),
  ].join('\n');
  const [, day = '', region = '', service = '', end = ''] = (
    url.searchParams.get('X-Amz-Credential') ?? ''
  ).split('/');
  const toSign = [
    'AWS4-HMAC-SHA256',
    url.searchParams.get('X-Amz-Date'),
    `${day}/${region}/${service}/${end}`,
    sha256(request),
  ].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${credentials.secretAccessKey}`, day), region), service), end);
  return hmac(key, toSign).toString('hex');
}

describe('a token for an EKS cluster', () => {
  it.each([
    ['long-lived keys', credentials],
    ["a role's session", { ...credentials, sessionToken: `IQoJb3JpZ2luX2VjE+/=${'a'.repeat(900)}` }],
  ])('passes the verifier of aws-iam-authenticator with %s', async (_, keys) => {
    const { token } = eksToken('production', 'eu-central-1', keys, AT);
    expect(Buffer.byteLength(token)).toBeLessThanOrEqual(MAX_TOKEN_BYTES);
    const url = opened(token);
    expect(url.protocol).toBe('https:');
    expect(url.host).toBe('sts.eu-central-1.amazonaws.com');
    expect(url.pathname).toBe('/');
    const names = [...url.searchParams.keys()].map((key) => key.toLowerCase());
    expect(names.filter((name) => !PERMITTED.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(url.searchParams.get('Action')).toBe('GetCallerIdentity');
    expect((url.searchParams.get('X-Amz-SignedHeaders') ?? '').split(';').sort()).toEqual([
      'host',
      'x-k8s-aws-id',
    ]);
    const expires = Number(url.searchParams.get('X-Amz-Expires'));
    expect(expires).toBeGreaterThan(0);
    expect(expires).toBeLessThanOrEqual(900);
    expect(url.searchParams.get('X-Amz-Date')).toBe('20261125T140322Z');
    expect(url.searchParams.get('X-Amz-Security-Token')).toBe(
      'sessionToken' in keys ? keys.sessionToken : null,
    );
  });

  it('is signed so that STS takes it, and for this cluster only', async () => {
    const url = opened(eksToken('production', 'us-east-1', credentials, AT).token);
    const signature = url.searchParams.get('X-Amz-Signature');
    expect(signature).toBe(expectedSignature(url, 'production'));
    expect(signature).not.toBe(expectedSignature(url, 'staging'));
  });

  it('is good for less than the 15 minutes that the API server grants', async () => {
    const { goodUntilMs } = eksToken('production', 'us-east-1', credentials, AT);
    expect(goodUntilMs - AT).toBe(14 * 60_000);
  });

  it('is never the secret key', async () => {
    const { token } = eksToken('production', 'us-east-1', credentials, AT);
    expect(opened(token).toString()).not.toContain(encodeURIComponent(credentials.secretAccessKey));
  });

  it('asks the STS of China in China', async () => {
    const { token } = eksToken('production', 'cn-north-1', credentials, AT);
    expect(opened(token).host).toBe('sts.cn-north-1.amazonaws.com.cn');
  });
});
