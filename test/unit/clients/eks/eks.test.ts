import { describe, expect, it } from '@jest/globals';
import { type Aws, AwsError, type AwsRequest } from '../../../../functions/clients/aws/port.ts';
import { eksPort } from '../../../../functions/clients/eks/eks.ts';

const CLUSTER = {
  name: 'production',
  status: 'ACTIVE',
  endpoint: 'https://ABCDEF.gr7.eu-central-1.eks.amazonaws.com',
  certificateAuthority: { data: Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64') },
  health: {
    issues: [{ code: 'Ec2SubnetNotFound', message: 'The subnet is gone', resourceIds: ['subnet-1'] }],
  },
};

/** AWS whose calls are answered here. */
function scripted(answer: () => object | Error) {
  const asked: AwsRequest[] = [];
  const aws: Aws = {
    region: 'eu-central-1',
    credentials: async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' }),
    async send(request) {
      asked.push(request);
      const cluster = answer();
      if (cluster instanceof Error) throw cluster;
      return { headers: {}, body: JSON.stringify({ cluster }) };
    },
  };
  let nowMs = Date.UTC(2026, 10, 25);
  return {
    port: eksPort(aws, () => nowMs),
    asked,
    paths: () => asked.map(({ service, method, path }) => `${service} ${method} ${path}`),
    pass: (ms: number) => (nowMs += ms),
  };
}
const named = (name: string) => new AwsError(name, 'secret-of-the-sdk', 400);

describe('the way into an EKS cluster', () => {
  it('is its endpoint, CA and a token', async () => {
    const { port } = scripted(() => CLUSTER);
    const access = await port.access('production');
    expect(access).toMatchObject({
      server: CLUSTER.endpoint,
      ca: '-----BEGIN CERTIFICATE-----',
      name: 'production',
    });
    expect(access.token).toMatch(/^k8s-aws-v1\./);
  });

  it('is kept while it is good, and not longer', async () => {
    const { port, paths, pass } = scripted(() => CLUSTER);
    const first = await port.access('production');
    pass(9 * 60_000);
    expect((await port.access('production')).token).toBe(first.token);
    expect(paths()).toEqual(['eks GET /clusters/production']);
    pass(6 * 60_000);
    expect((await port.access('production')).token).not.toBe(first.token);
    expect(paths()).toHaveLength(2);
  });

  it('is one for each cluster', async () => {
    const { port, paths } = scripted(() => CLUSTER);
    const tokens = [(await port.access('a')).token, (await port.access('b')).token];
    expect(new Set(tokens).size).toBe(2);
    expect(paths()).toEqual(['eks GET /clusters/a', 'eks GET /clusters/b']);
  });

  it('waits for a cluster that is being made', async () => {
    const { port } = scripted(() => ({ name: 'production', status: 'CREATING' }));
    await expect(port.access('production')).rejects.toMatchObject({
      kind: 'retryLater',
      message: expect.stringContaining('CREATING'),
    });
  });

  it.each([
    ['AccessDeniedException', 'rejected', 'eks:DescribeCluster'],
    ['ResourceNotFoundException', 'rejected', 'none by this name'],
    ['ThrottlingException', 'retryLater', 'ThrottlingException'],
    ['ServerException', 'retryLater', 'ServerException'],
    ['TimeoutError', 'retryLater', 'TimeoutError'],
  ])('says what %s means', async (name, kind, words) => {
    const { port } = scripted(() => named(name));
    await expect(port.access('production')).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(new RegExp(`"production".*${words}`)),
    });
    await expect(port.access('production')).rejects.not.toThrow('secret-of-the-sdk');
  });
});

describe("EKS's own view of a cluster's health", () => {
  it('is asked anew each time', async () => {
    const { port, asked } = scripted(() => CLUSTER);
    await port.access('production');
    expect(await port.health('production')).toEqual([
      { code: 'Ec2SubnetNotFound', message: 'The subnet is gone', resources: ['subnet-1'] },
    ]);
    expect(asked).toHaveLength(2);
  });

  it('is nothing when there is no issue', async () => {
    const { port } = scripted(() => ({ ...CLUSTER, health: undefined }));
    expect(await port.health('production')).toEqual([]);
  });
});
