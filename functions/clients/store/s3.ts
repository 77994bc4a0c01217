import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Failure } from '../../core/failure.ts';
import { isKey, type StorePort } from './port.ts';

/** One request's deadline, ms; the SDK tries three times within a Lambda's patience. */
const REQUEST_DEADLINE_MS = 5_000;
/** The condition did not hold, or another conditional write to this key is under way (409): somebody else won. */
const LOST = new Set([409, 412]);

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

function failure(what: string, error: unknown): Failure {
  const status = statusOf(error);
  const refused = status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
  const reason = error instanceof Error ? error.name : 'unknown reason';
  return new Failure(refused ? 'rejected' : 'retryLater', `store: ${what}: ${reason}`, {
    cause: error,
    ...(status === undefined ? {} : { status }),
  });
}

/** The store in an S3 bucket. Conditional writes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function s3Store(client: S3Client, bucket: string): StorePort {
  const deadline = () => ({ abortSignal: AbortSignal.timeout(REQUEST_DEADLINE_MS) });
  const input = (key: string) => {
    if (!isKey(key)) throw new Failure('invalid', `no key of the store: ${JSON.stringify(key)}`);
    return { Bucket: bucket, Key: key };
  };

  /** undefined when the condition did not hold. */
  const write = async (
    key: string,
    body: string,
    type: string,
    condition: { IfNoneMatch?: '*'; IfMatch?: string } = {},
  ): Promise<boolean> => {
    const command = new PutObjectCommand({ ...input(key), Body: body, ContentType: type, ...condition });
    try {
      await client.send(command, deadline());
      return true;
    } catch (error) {
      const status = statusOf(error);
      const conditional = condition.IfMatch !== undefined || condition.IfNoneMatch !== undefined;
      if (conditional && status !== undefined && LOST.has(status)) return false;
      if (condition.IfMatch !== undefined && status === 404) return false;
      throw failure(`write ${key}`, error);
    }
  };

  return {
    async get(key) {
      try {
        const answer = await client.send(new GetObjectCommand(input(key)), deadline());
        return { body: (await answer.Body?.transformToString()) ?? '', version: answer.ETag ?? '' };
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        if (error instanceof Failure) throw error;
        throw failure(`read ${key}`, error);
      }
    },
    put: async (key, body, type) => {
      await write(key, body, type);
    },
    create: (key, body) => write(key, body, 'application/json', { IfNoneMatch: '*' }),
    replace: (key, body, version) => write(key, body, 'application/json', { IfMatch: version }),
  };
}
