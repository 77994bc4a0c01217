import { describe, expect, it } from '@jest/globals';
import { awsOverHttps } from '../../../../functions/clients/aws/https.ts';
import { invoke } from '../../../../functions/clients/lambda/invoke.ts';
import { type LoopbackAnswer, loopback } from '../../../support/loopback.ts';

const PATIENCE = { tries: 1, tryMs: 1_000, waitMs: 0 };
const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });

async function invoking(answer: LoopbackAnswer | 'cut') {
  const lambda = await loopback(() => answer);
  const aws = awsOverHttps(
    { region: 'eu-central-1', credentials },
    { AWS_ENDPOINT_URL_LAMBDA: lambda.url },
    PATIENCE,
  );
  const outcome = await invoke(aws, 'firstnote-collect', { kind: 'ping' }).then(
    (value) => ({ value }),
    ({ kind, message }) => ({ kind, message }),
  );
  await lambda.close();
  return { outcome, seen: lambda.seen };
}

describe('a function that is called', () => {
  it('gets the payload, signed for Lambda, and its answer is parsed', async () => {
    const { outcome, seen } = await invoking({ status: 200, body: '{"kind":"pong"}' });
    expect(outcome).toEqual({ value: { kind: 'pong' } });
    expect(seen).toMatchObject([
      {
        ...{ method: 'POST', url: '/2015-03-31/functions/firstnote-collect/invocations' },
        body: '{"kind":"ping"}',
      },
    ]);
    expect(seen[0]?.headers.authorization).toContain('/eu-central-1/lambda/aws4_request');
  });

  it.each([
    [
      'is not there',
      { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' } },
      'rejected',
      /there is none by this name/,
    ],
    [
      'may not be called',
      { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } },
      'rejected',
      /may not invoke it/,
    ],
    [
      'is asleep',
      { status: 502, headers: { 'x-amzn-errortype': 'ResourceNotReadyException' } },
      'retryLater',
      /ResourceNotReadyException/,
    ],
    [
      'threw',
      {
        status: 200,
        headers: { 'x-amz-function-error': 'Unhandled' },
        body: '{"errorType":"Invalid","errorMessage":"STORE_URL is not set"}',
      },
      'retryLater',
      /failed: Invalid: STORE_URL is not set/,
    ],
    ['breaks off', 'cut', 'retryLater', /did not answer/],
  ] as const)('%s: that is a failure in words', async (_, answer, kind, message) => {
    const { outcome } = await invoking(answer);
    expect(outcome).toEqual({ kind, message: expect.stringMatching(message) });
  });
});
