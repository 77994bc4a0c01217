import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../model/failure.ts';
import { defined } from '../../model/present.ts';
import { type Aws, AwsError } from '../aws/port.ts';
import { isKey, type StorePort } from './port.ts';

/**
 * Another conditional write to the same key is under way: AWS says to try again, nobody has lost yet
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). It is over within a request's time.
 */
const CONFLICT = 409;
const CONFLICT_TRIES = 6;
/** ms before the second try; twice as long before each further one: 1.5 s in all. */
const CONFLICT_WAIT_MS = 50;
/** The condition does not hold. */
const LOST = 412;

const statusOf = (error: unknown): number | undefined =>
  error instanceof AwsError ? error.status : undefined;

/** No such object; a bucket that is not there is a fault of the installation. */
const isNotThere = (error: unknown): boolean => error instanceof AwsError && error.name === 'NoSuchKey';

function failure(what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const status = statusOf(error);
  const refused = status !== undefined && status < 500 && ![408, CONFLICT, 429].includes(status);
  const reason = error instanceof Error ? error.name : 'unknown reason';
  return new Failure(refused ? 'rejected' : 'retryLater', `store: ${what}: ${reason}`, {
    cause: error,
    ...defined({ status }),
  });
}

type Condition = { readonly 'if-none-match': '*' } | { readonly 'if-match': string };

/** Another one wrote first, or what was to be replaced is gone. */
const doesNotHold = (condition: Condition, error: unknown): boolean =>
  statusOf(error) === LOST || ('if-match' in condition && isNotThere(error));

/**
 * The store in an S3 bucket, addressed by path: one host for all buckets, and one way for real and emulated ones
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
export function s3Store(aws: Pick<Aws, 'send'>, bucket: string): StorePort {
  const pathOf = (key: string): string => {
    if (!isKey(key)) throw new Failure('invalid', `not a store key: ${JSON.stringify(key)}`);
    return `/${bucket}/${key}`;
  };

  const write = async (
    key: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> => {
    await aws.send({ service: 's3', method: 'PUT', path: pathOf(key), headers, body });
  };

  /** False when the condition does not hold. */
  const writeIf = async (key: string, body: string, condition: Condition) => {
    const headers = { 'content-type': 'application/json', ...condition };
    for (let tried = 1; ; tried += 1) {
      try {
        await write(key, body, headers);
        return true;
      } catch (error) {
        if (doesNotHold(condition, error)) return false;
        if (statusOf(error) !== CONFLICT || tried >= CONFLICT_TRIES) throw failure(`write ${key}`, error);
        await sleep(CONFLICT_WAIT_MS * 2 ** (tried - 1));
      }
    }
  };

  return {
    async get(key) {
      try {
        const { headers, body } = await aws.send({ service: 's3', method: 'GET', path: pathOf(key) });
        return { body, version: String(headers.etag ?? '') };
      } catch (error) {
        if (isNotThere(error)) return undefined;
        throw failure(`read ${key}`, error);
      }
    },
    put: (key, body, type) =>
      write(key, body, { 'content-type': type }).catch((error: unknown) => {
        throw failure(`write ${key}`, error);
      }),
    create: (key, body) => writeIf(key, body, { 'if-none-match': '*' }),
    replace: (key, body, version) => writeIf(key, body, { 'if-match': version }),
  };
}
