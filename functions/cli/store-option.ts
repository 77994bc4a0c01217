import type { Aws } from '../clients/aws/port.ts';
import type { StorePort } from '../clients/store/port.ts';
import { STORE_URL } from '../contracts/store.ts';
import { codeOf, messageOf } from '../local/error-text.ts';
import type { Io } from '../local/io.ts';
import { UsageError } from '../local/usage-error.ts';
import { Failure, failureKind } from '../model/failure.ts';
import { openStore } from '../runtime/open-store.ts';
import { plainLine } from '../text/plain.ts';

/** The option of commands that work on an installation's store. */
export const STORE_OPTION = { store: { type: 'string' } } as const;

/** The value of --store; @throws UsageError where it is missing or none. */
export function storeUrl(given: string | undefined): string {
  if (given === undefined)
    throw new UsageError('which store? Say --store s3://BUCKET or --store file:///FOLDER');
  if (!STORE_URL.test(given))
    throw new UsageError(`--store "${given}" must be s3://BUCKET or file:///FOLDER`);
  return given;
}

/** Opens the store, and says in a sentence what keeps it from being reached. */
export async function withStore(
  url: string,
  io: Io,
  work: (store: StorePort) => Promise<number>,
): Promise<number> {
  try {
    return await work(await openStore(url, () => awsOf(io)));
  } catch (error) {
    if (failureKind(error) === undefined && codeOf(error) === '') throw error;
    throw new UsageError(`${url}: ${plainLine(messageOf(error), 300)}`, 1);
  }
}

/** @throws Failure when region or credentials are missing. */
async function awsOf(io: Io): Promise<Aws> {
  const { operatorAws } = await import('../local/operator-aws.ts');
  return operatorAws(io.env).catch((cause: unknown) => {
    throw new Failure('rejected', `AWS cannot be asked: ${messageOf(cause)}`, { cause });
  });
}
