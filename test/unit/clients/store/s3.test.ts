import { describe, expect, it } from '@jest/globals';
import { type AwsAnswer, AwsError, type AwsRequest } from '../../../../functions/clients/aws/port.ts';
import { s3Store } from '../../../../functions/clients/store/s3.ts';

const CONFLICT = () => new AwsError('ConditionalRequestConflict', 's3 answered 409', 409);

/** A store over answers that are given one after the other, the last one for ever. */
function answering(...answers: readonly (AwsAnswer | Error)[]) {
  const left = [...answers];
  const asked: AwsRequest[] = [];
  const store = s3Store(
    {
      async send(request) {
        asked.push(request);
        const answer = left.length > 1 ? left.shift() : left[0];
        if (answer === undefined || answer instanceof Error) throw answer;
        return answer;
      },
    },
    'bucket',
  );
  return { store, asked };
}
const OK: AwsAnswer = { headers: { etag: '"v1"' }, body: '' };

describe('a conditional write that meets another one', () => {
  it.each([
    ['create', 'if-none-match', '*'],
    ['replace', 'if-match', '"v0"'],
  ] as const)('is tried again: %s', async (what, header, value) => {
    const { store, asked } = answering(CONFLICT(), CONFLICT(), OK);
    expect(await (what === 'create' ? store.create('k', '1') : store.replace('k', '1', value))).toBe(true);
    expect(asked.map(({ headers }) => headers?.[header])).toEqual([value, value, value]);
  });

  it('is lost only when the other one has won', async () => {
    const { store } = answering(CONFLICT(), new AwsError('PreconditionFailed', '', 412));
    expect(await store.create('k', '1')).toBe(false);
  });

  it('is passing trouble when it meets others without end, and no answer that somebody won', async () => {
    const { store, asked } = answering(CONFLICT());
    await expect(store.create('k', '1')).rejects.toMatchObject({ kind: 'retryLater', status: 409 });
    expect(asked).toHaveLength(6);
  });
});

describe('the store in S3', () => {
  it('is addressed by path, in the version that was read', async () => {
    const { store, asked } = answering({ headers: { etag: '"v1"' }, body: '1' });
    expect(await store.get('Q1-1/plan.json')).toEqual({ body: '1', version: '"v1"' });
    expect(asked).toEqual([{ service: 's3', method: 'GET', path: '/bucket/Q1-1/plan.json' }]);
  });

  it.each([
    ['NoSuchBucket', 404, 'rejected'],
    ['AccessDenied', 403, 'rejected'],
    ['PermanentRedirect', 301, 'rejected'],
    ['SlowDown', 503, 'retryLater'],
    ['ECONNREFUSED', undefined, 'retryLater'],
  ])('tells %s from an object that is not there', async (name, status, kind) => {
    const { store } = answering(new AwsError(name, '', status));
    await expect(store.get('k')).rejects.toMatchObject({ kind });
    await expect(store.put('k', '1', 'application/json')).rejects.toMatchObject({ kind });
    await expect(store.create('k', '1')).rejects.toMatchObject({ kind });
    await expect(store.replace('k', '1', 'v')).rejects.toMatchObject({ kind });
  });
});
