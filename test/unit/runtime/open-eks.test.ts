import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeClusters } from '../../../functions/contracts/clusters.ts';
import { openEks } from '../../../functions/runtime/open-eks.ts';
import { settingsOf } from '../../../functions/runtime/settings.ts';

const CREDENTIALS = `<AccessKeyId>ASIATHEIRS</AccessKeyId><SecretAccessKey>x</SecretAccessKey>
  <SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration>`;
const described = JSON.stringify({
  cluster: { status: 'ACTIVE', endpoint: 'https://eks.example', certificateAuthority: { data: 'Y2E=' } },
});

/** AWS that keeps who asked for what, by the scope of the signature. */
const asked: string[] = [];
const server = createServer((request, response) => {
  const scope = /Credential=(\w+)\/\d+\/([\w-]+)\/(\w+)/.exec(request.headers.authorization ?? '') ?? [];
  asked.push(`${scope.slice(1).join(' ')} ${request.url}`);
  response.end(scope[3] === 'sts' ? CREDENTIALS : described);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());

const open = (clusters: string | undefined) => {
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'ASIAOURS',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    CLUSTERS_ELSEWHERE: clusters,
  };
  return openEks(settingsOf('collect', environment), () => Date.UTC(2026, 10, 25), environment);
};
const tokenOf = (token: string) => Buffer.from(token.slice('k8s-aws-v1.'.length), 'base64url').toString();

describe('the way into a cluster', () => {
  it('is in its own account and region', async () => {
    const eks = open(
      writeClusters([
        { name: 'far', region: 'us-east-1' },
        { name: 'theirs', roleArn: 'arn:aws:iam::210987654321:role/firstnote' },
      ]),
    );
    asked.length = 0;
    const [near, far, theirs] = [
      await eks.access('near'),
      await eks.access('far'),
      await eks.access('theirs'),
    ];
    expect(asked).toEqual([
      'ASIAOURS eu-central-1 eks /clusters/near',
      'ASIAOURS us-east-1 eks /clusters/far',
      'ASIAOURS eu-central-1 sts /',
      'ASIATHEIRS eu-central-1 eks /clusters/theirs',
    ]);
    expect(tokenOf(near.token ?? '')).toContain('ASIAOURS%2F');
    expect(tokenOf(far.token ?? '')).toContain('//sts.us-east-1.');
    expect(tokenOf(theirs.token ?? '')).toContain('ASIATHEIRS%2F');
  });

  it('needs a list that can be read', () => {
    expect(() => open('{')).toThrow('the environment has no list in CLUSTERS_ELSEWHERE');
    expect(() => open('[1]')).toThrow('the environment has no list in CLUSTERS_ELSEWHERE');
  });
});
