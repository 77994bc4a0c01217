import { Failure } from '../core/failure.ts';

/** ms that a secret is kept: a new one takes hold within this time, and a storm does not ask once an event. */
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

/** A secret of Secrets Manager, as text. */
export async function fetchSecret(id: string): Promise<string> {
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  try {
    const answer = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }));
    return answer.SecretString ?? '';
  } catch (cause) {
    const reason = cause instanceof Error ? cause.name : 'unknown reason';
    throw new Failure('retryLater', `secret ${id} cannot be read: ${reason}`, { cause });
  }
}

/** The text of a secret of Secrets Manager, by its name or ARN. */
export const secretOf = (id: string, now: () => number): ReadSecret => kept(() => fetchSecret(id), now);
