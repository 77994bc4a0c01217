import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { awsOverHttps, type Patience } from '../../../../functions/clients/aws/https.ts';
import type { AwsCredentials, AwsRequest } from '../../../../functions/clients/aws/port.ts';
import { type LoopbackAnswer, loopback, type SeenRequest } from '../../../support/loopback.ts';

/** AWS's own example key pair, good for nothing (https://docs.aws.amazon.com/IAM/latest/UserGuide/). */
const KEYS: AwsCredentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const GET: AwsRequest = { service: 's3', method: 'GET', path: '/bucket/key' };
const PUT: AwsRequest = { ...GET, method: 'PUT', headers: { 'if-none-match': '*' }, body: '{"a":"ü"}' };
const HASTY: Patience = { tries: 3, tryMs: 2_000, waitMs: 1 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** AWS behind a loopback server that answers one after the other, the last one for ever. */
async function answering(
  answers: readonly (LoopbackAnswer | 'hang' | 'cut')[],
  patience: Patience = HASTY,
  credentials: AwsCredentials = KEYS,
) {
  const left = [...answers];
  const server = await loopback(() => (left.length > 1 ? left.shift() : left[0]) ?? 'cut');
  open.push(server);
  const access = { region: 'eu-central-1', credentials: async () => credentials };
  return { aws: awsOverHttps(access, { AWS_ENDPOINT_URL: server.url }, patience), seen: server.seen };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The Authorization header as AWS computes it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
function expectedAuthorization({ method, url, headers, body }: SeenRequest): string {
  const given = String(headers.authorization);
  const scope = /Credential=[^/]+\/([^,]+),/.exec(given)?.[1] ?? '';
  const names = /SignedHeaders=([^,]+),/.exec(given)?.[1] ?? '';
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const request = [method, url, '', lines.join(''), names, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${KEYS.secretAccessKey}`);
  const signature = hmac(key, toSign).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${KEYS.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

describe('a request to AWS', () => {
  it.each([
    ['a long-lived key', KEYS],
    ["a role's session", { ...KEYS, sessionToken: 'IQoJb3JpZ2luX2VjE+/=' }],
  ])('is signed with %s: its headers, and every byte of its body', async (_, credentials) => {
    const { aws, seen } = await answering([{ status: 200, body: 'ok' }], HASTY, credentials);
    await aws.send(PUT);
    const [request] = seen;
    if (request === undefined) throw new Error('nothing was sent');
    expect(request).toMatchObject({ method: 'PUT', url: '/bucket/key', body: PUT.body });
    expect(request.headers.authorization).toBe(expectedAuthorization(request));
    expect(request.headers.authorization).toMatch(/SignedHeaders=host;if-none-match;x-amz-content-sha256/);
    expect(request.headers['x-amz-content-sha256']).toBe(sha256(PUT.body ?? ''));
    expect(request.headers['x-amz-security-token']).toBe(credentials.sessionToken);
  });

  it('is answered with body and headers as they came', async () => {
    const { aws } = await answering([{ status: 200, headers: { etag: '"v1"' }, body: 'ü 😀' }]);
    expect(await aws.send(GET)).toMatchObject({ body: 'ü 😀', headers: { etag: '"v1"' } });
  });
});

it('reads an answer up to 64 MiB, and asks once for a larger one', async () => {
  const most = Buffer.alloc(64 * 1024 * 1024, 'x');
  // A busy machine takes seconds for so many bytes: a try that its deadline ends would be asked again.
  const patience: Patience = { ...HASTY, tryMs: 60_000 };
  const { aws } = await answering([{ status: 200, body: most }], patience);
  expect((await aws.send(GET)).body).toHaveLength(most.length);
  const more = await answering([{ status: 200, body: Buffer.concat([most, Buffer.from('x')]) }], patience);
  await expect(more.aws.send(GET)).rejects.toMatchObject({ name: 'AnswerTooLarge', status: 200 });
  expect(more.seen).toHaveLength(1);
});

describe('what is tried again', () => {
  const throttled = { status: 400, body: '{"__type":"com.amazonaws.x#ThrottlingException"}' };
  it.each<[string, LoopbackAnswer | 'cut']>([
    ['500', { status: 500 }],
    ['503 SlowDown', { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }],
    ['429', { status: 429 }],
    ['408', { status: 408 }],
    ['a throttled 400', throttled],
    ['a connection that breaks', 'cut'],
  ])('is %s, and the third answer counts', async (_, trouble) => {
    const { aws, seen } = await answering([trouble, trouble, { status: 200, body: 'ok' }]);
    expect((await aws.send(PUT)).body).toBe('ok');
    expect(seen).toHaveLength(3);
    expect(seen[2]?.body).toBe(PUT.body);
  });

  it('ends after three tries, with what came last', async () => {
    const { aws, seen } = await answering([{ status: 503, body: '<Error><Code>SlowDown</Code></Error>' }]);
    await expect(aws.send(GET)).rejects.toMatchObject({ name: 'SlowDown', status: 503 });
    expect(seen).toHaveLength(3);
  });

  it('is a request that hangs, until its deadline', async () => {
    const { aws, seen } = await answering(['hang', { status: 200, body: 'ok' }], { ...HASTY, tryMs: 100 });
    expect((await aws.send(GET)).body).toBe('ok');
    expect(seen).toHaveLength(2);
  });
});

describe('what is not tried again', () => {
  it.each([
    [403, {}, '<Error><Code>AccessDenied</Code></Error>', 'AccessDenied'],
    [404, {}, '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', 'NoSuchKey'],
    [404, { 'x-amzn-errortype': 'ResourceNotFoundException:http://x' }, '{}', 'ResourceNotFoundException'],
    [400, {}, '{"__type":"ExecutionAlreadyExists"}', 'ExecutionAlreadyExists'],
    [409, {}, '<Error><Code>ConditionalRequestConflict</Code></Error>', 'ConditionalRequestConflict'],
    [412, {}, '', 'status 412'],
    [404, {}, '[]', 'status 404'],
  ])('is %i, told by its code (%#)', async (status, headers, body, name) => {
    const { aws, seen } = await answering([{ status, headers, body }]);
    await expect(aws.send(GET)).rejects.toMatchObject({ name, status });
    expect(seen).toHaveLength(1);
  });
});

describe('a server that is not there', () => {
  it('is told by the reason, without a credential', async () => {
    const { aws, seen } = await answering(['cut']);
    const error = await aws.send(GET).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ECONNRESET', status: undefined });
    expect(JSON.stringify([error, String(error)])).not.toContain(KEYS.accessKeyId);
    expect(seen).toHaveLength(3);
  });

  it('is a time-out when it never answers', async () => {
    const { aws } = await answering(['hang'], { tries: 2, tryMs: 50, waitMs: 1 });
    await expect(aws.send(GET)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
