import { describe, expect, it } from '@jest/globals';
import { cloudAccess } from '../../../../functions/diagnosis/mechanisms/cloud/cloud-access.ts';
import { app, commandOf, findingsOf, join, log, podName, short, viewOf } from './cluster.ts';

const says = (line: string, count: number, ready = true) =>
  join(app('api', { ready }), { logs: [log({ pod: podName('api') }, { [line]: count })] });

describe('cloud-access', () => {
  it('names the workload whose calls AWS denies', () => {
    expect(
      short(
        findingsOf(
          cloudAccess,
          says(
            'AccessDenied: User: arn:aws:sts::1:assumed-role/x is not authorized to perform: s3:GetObject',
            40,
            false,
          ),
        ),
      ),
    ).toEqual(['cloud-access-denied Deployment/api proof']);
  });

  it('names the workload whose service account the Kubernetes API denies, and asks what that may do', () => {
    const line =
      'reflector.go:232: failed to list *v1.ConfigMap: configmaps is forbidden: User "system:serviceaccount:shop:operator" cannot list resource "configmaps" in API group "" in the namespace "shop"';
    const found = findingsOf(cloudAccess, says(line, 40, false));
    expect(short(found)).toEqual(['cloud-access-denied Deployment/api proof']);
    // Controllers ask for more than they need, and live with the answer.
    expect(short(findingsOf(cloudAccess, says(line, 40)))).toEqual([
      'cloud-access-denied Deployment/api strong',
    ]);
    expect(found[0]?.title).toMatch(/^the Kubernetes API denies its calls: "configmaps is forbidden: User /);
    expect(commandOf(found[0])).toContain('--as=system:serviceaccount:shop:default');
  });

  it('leaves out a single denied call of pods that are well', () => {
    expect(findingsOf(cloudAccess, says('AccessDenied: s3', 1))).toEqual([]);
  });

  it("does not take a database's words for AWS's", () => {
    expect(findingsOf(cloudAccess, says("Access denied for user 'app'@'10.0.0.1'", 40))).toEqual([]);
  });
});

describe('what a cloud denies', () => {
  const found = (line: string, count = 40) => cloudAccess.analyze(viewOf(says(line, count)));

  it.each([
    'User: x is not authorized to perform: s3:GetObject',
    'AccessDenied: arn:aws:s3:::bucket',
    'AccessDeniedException when calling the GetItem operation',
    'AccessDenied (Service: x; Status Code: 403)',
    'AccessDenied: StatusCode: 403',
    'AccessDenied RequestID: 1',
    'AccessDenied RequestId: 1',
    'AccessDenied from s3 bucket',
    'AccessDenied from S3 bucket',
    'AccessDenied from sts',
    'AccessDenied from STS',
    'AccessDenied from kms',
    'AccessDenied from KMS',
    'UnrecognizedClientException: The security token is invalid',
    'InvalidClientTokenId: The security token is invalid',
    'ExpiredToken: The security token is expired',
    'ExpiredTokenException: The security token is expired',
    'InvalidIdentityToken: No OpenIDConnect provider found',
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    'CredentialsProviderError: Could not load credentials',
    'Unable to locate credentials',
    'NoCredentialProviders: no valid providers in chain',
    'WebIdentityErr: failed to retrieve credentials',
    'SignatureDoesNotMatch: The request signature we calculated',
  ])('is told in: %s', (line) => {
    expect(found(line)).toMatchObject([{ facts: { deniedBy: 'cloud' } }]);
  });

  it.each([
    'user is not authorized to perform: this action',
    'AccessDenied: /srv/data/file',
    'org.springframework.security.AccessDeniedException: Access is denied',
    'NotAccessDenied s3',
    'AccessDeniedly from s3',
    'Not authorized to perform this',
    'Unable to locate file',
  ])('is not told in: %s', (line) => {
    expect(found(line)).toEqual([]);
  });

  it('is a fault from three lines on where the pods are well, and says whose role it is', () => {
    const line = 'SignatureDoesNotMatch';
    expect(found(line, 2)).toEqual([]);
    const account = (name: string, namespace: string, role?: string) => ({
      metadata: {
        ...{ name, namespace },
        annotations: role === undefined ? {} : { 'eks.amazonaws.com/role-arn': role },
      },
    });
    const stated = (...serviceaccounts: readonly object[]) =>
      cloudAccess.analyze(viewOf(join(says(line, 3), { serviceaccounts })))[0]?.evidence;
    const others = [account('default', 'other', 'arn:1'), account('builder', 'shop', 'arn:2')];
    expect(stated(...others, account('default', 'shop', 'arn:3'))).toMatchObject([
      { says: 'lines-said', count: 3, pods: { some: 1, all: 1 } },
      { says: 'calls-with-account', account: 'default', role: 'arn:3' },
    ]);
    expect(stated(...others)).toMatchObject([{}, { role: null }]);
  });

  it.each([
    [String.raw`pods is forbidden: User \"system:serviceaccount:shop:a\" cannot list resource`, 1],
    ['pods is forbidden: User "system:serviceaccount:shop:a" cannot get path "/metrics"', 1],
    ['pods is forbidden: User "jane" cannot list resource', 0],
    ['pods is forbidden: User "system:serviceaccount:shop:a" cannot list anything', 0],
  ])("is told by Kubernetes' own API: %s", (line, count) => {
    expect(found(line)).toHaveLength(count);
    expect(found(line, 2)).toEqual([]);
  });
});
