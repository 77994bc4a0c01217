import { describe, expect, it } from '@jest/globals';
import { assumedRole } from '../../../../functions/clients/aws/assume-role.ts';
import { AwsError, type AwsRequest } from '../../../../functions/clients/aws/port.ts';

const ROLE = 'arn:aws:iam::210987654321:role/firstnote';
const START = Date.UTC(2026, 10, 25, 14);
const answer = (id: string, expiration: string) => `<AssumeRoleResponse><AssumeRoleResult><Credentials>
  <AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s/${id}+=</SecretAccessKey><SessionToken>t</SessionToken>
  <Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** STS that gives credentials for an hour from the time of the request, or what a test has it say. */
function open(say?: () => string) {
  const asked: AwsRequest[] = [];
  const clock = { ms: START };
  const aws = {
    async send(request: AwsRequest) {
      asked.push(request);
      const expiration = new Date(clock.ms + 60 * 60_000).toISOString();
      return { headers: {}, body: say?.() ?? answer(`ASIA${asked.length}`, expiration) };
    },
  };
  const access = assumedRole(aws, { roleArn: ROLE, region: 'us-east-1' }, () => clock.ms);
  return { access, asked, clock };
}

describe('a role of another account', () => {
  it('is assumed by name, and gives credentials for its region', async () => {
    const { access, asked } = open();
    expect(access.region).toBe('us-east-1');
    expect(await access.credentials()).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 's/ASIA1+=',
      sessionToken: 't',
    });
    expect(asked).toMatchObject([{ service: 'sts', method: 'POST', path: '/' }]);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: ROLE,
      RoleSessionName: 'firstnote',
    });
  });

  it('is assumed once while its credentials are good, and again before they end', async () => {
    const { access, asked, clock } = open();
    await access.credentials();
    clock.ms += 54 * 60_000;
    await access.credentials();
    expect(asked).toHaveLength(1);
    clock.ms += 2 * 60_000;
    expect((await access.credentials()).accessKeyId).toBe('ASIA2');
  });

  it('that may not be assumed is refused for good, and says whose policy is to be changed', async () => {
    const { access } = open(() => {
      throw new AwsError('AccessDenied', 'sts answered 403: AccessDenied', 403);
    });
    await expect(access.credentials()).rejects.toMatchObject({
      kind: 'rejected',
      message: `the role ${ROLE} cannot be assumed (AccessDenied): its trust policy must name the role of this function`,
    });
  });

  it('is tried again where STS did not answer, or answered nothing', async () => {
    const down = open(() => {
      throw new AwsError('TimeoutError', 'no answer');
    });
    await expect(down.access.credentials()).rejects.toMatchObject({ kind: 'retryLater' });
    await expect(open(() => '<x/>').access.credentials()).rejects.toMatchObject({ kind: 'retryLater' });
  });
});
