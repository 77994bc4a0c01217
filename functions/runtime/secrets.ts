import type { Aws } from '../clients/aws/port.ts';
import { Failure } from '../model/failure.ts';
import { openAws } from './open-aws.ts';

/** ms that a secret is kept: a new one takes effect within this time, and a storm does not ask once an event. */
const KEEP_MS = 5 * 60_000;

/** Gives a secret that was fetched at most `maxAgeMs` ago, five minutes unless the caller wants it fresher. */
export type ReadSecret = (maxAgeMs?: number) => Promise<string>;

/** A value that may be asked for often and is fetched seldom; a failed fetch is not kept. */
export function kept(fetch: () => Promise<string>, now: () => number): ReadSecret {
  let value: Promise<string> | undefined;
  let fetchedAt = 0;
  return (maxAgeMs = KEEP_MS) => {
    if (value === undefined || now() - fetchedAt >= maxAgeMs) {
      fetchedAt = now();
      value = fetch().catch((error: unknown) => {
        value = undefined;
        throw error;
      });
    }
    return value;
  };
}

/**
 * A secret of Secrets Manager, as text
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html).
 */
export async function fetchSecret(aws: Pick<Aws, 'send'>, id: string): Promise<string> {
  try {
    const { body } = await aws.send({
      service: 'secretsmanager',
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
      },
      body: JSON.stringify({ SecretId: id }),
    });
    const { SecretString: text } = JSON.parse(body) as { readonly SecretString?: string };
    return text ?? '';
  } catch (cause) {
    const reason = cause instanceof Error ? cause.name : 'unknown reason';
    throw new Failure('retryLater', `secret ${id} cannot be read: ${reason}`, { cause });
  }
}

/** The text of a secret of Secrets Manager, by its name or ARN; as the function itself unless `aws` is another. */
export const secretOf = (
  id: string,
  now: () => number,
  aws: () => Pick<Aws, 'send'> = () => openAws(process.env),
): ReadSecret => kept(async () => fetchSecret(aws(), id), now);
