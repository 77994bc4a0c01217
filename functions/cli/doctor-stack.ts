import * as z from 'zod/mini';
import { awsOverHttps } from '../clients/aws/https.ts';
import { invoke } from '../clients/lambda/invoke.ts';
import type { Line } from '../doctor/line.ts';
import { messageOf } from '../local/error-text.ts';
import type { Io } from '../local/io.ts';
import { operatorAws } from '../local/operator-aws.ts';
import { UsageError } from '../local/usage-error.ts';
import { failureKind } from '../model/failure.ts';

/** The function's own limit, and what it takes to wake it, ms; a look is not made twice. */
const PATIENCE = { tries: 1, tryMs: 150_000, waitMs: 0 };

const text = z.string();
const answer = z.object({
  lines: z.array(z.object({ what: text, status: z.enum(['ok', 'fault', 'unknown']), says: text, fix: text })),
});

/**
 * Asks the doctor of a deployed installation, which looks from where the installation runs and with its own rights.
 * @throws UsageError with exit status 1 when it cannot be asked.
 */
export async function askStack(
  { stack, region }: { readonly stack: string; readonly region: string | undefined },
  env: Io['env'],
): Promise<readonly Line[]> {
  try {
    const operator = await operatorAws(env);
    const aws = awsOverHttps({ ...operator, region: region ?? operator.region }, env, PATIENCE);
    return z.parse(answer, await invoke(aws, `${stack}-doctor`, {})).lines;
  } catch (error) {
    const hint =
      failureKind(error) === 'rejected'
        ? '; are --environment, --region and AWS_PROFILE right, and is it deployed?'
        : '';
    throw new UsageError(`${messageOf(error)}${hint}`, 1);
  }
}
