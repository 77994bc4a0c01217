import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { ERRORS, type ErrorName } from '../contracts/errors.ts';
import { type FailureKind, failureKind } from '../model/failure.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** What the state machine's Retry and Catch know a failure by. */
const ERROR_NAMES: Readonly<Record<FailureKind, ErrorName>> = {
  busy: ERRORS.busy,
  retryLater: ERRORS.retryLater,
  abilityMissing: ERRORS.rejected,
  rejected: ERRORS.rejected,
  invalid: ERRORS.invalid,
  givenUp: ERRORS.givenUp,
};

/** What every function gets beside its own ports. */
export interface Runtime {
  readonly now: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Opens a function's ports once, on its first call; a failure is not kept, so that the next call tries again. */
export function lazily<Ports>(open: () => Promise<Ports>): () => Promise<Ports> {
  let opened: Promise<Ports> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

/** Logs an error with its kind; to the console when the function's logger could not be opened itself. */
export async function logThrown(ports: () => Promise<Runtime>, error: Error): Promise<void> {
  const details = { error: error.name, kind: failureKind(error) ?? 'bug', stack: error.stack };
  const opened = await ports().catch(() => undefined);
  if (opened !== undefined) opened.logger.error(error.message, details);
  else console.error(JSON.stringify({ level: 'ERROR', message: error.message, ...details }));
}

/** What identifies one try of a task; the rest of Lambda's context is not used. */
export type InvocationContext = Readonly<Pick<Context, 'awsRequestId'>>;
export type Handler<Input, Output> = (input: Input, context: InvocationContext) => Promise<Output>;

/** Logs what was thrown, and names it as the state machine knows it; a bug keeps its own name. */
function namedErrors(ports: () => Promise<Runtime>): MiddlewareObj {
  return {
    onError: async ({ error }) => {
      if (!(error instanceof Error)) return;
      const kind = failureKind(error);
      if (kind !== undefined) error.name = ERROR_NAMES[kind];
      await logThrown(ports, error);
    },
  };
}

/** A Lambda of the state machine: payload in, payload out, errors by name. `open` gives its ports, once. */
export function task<Input, Output, Ports extends Runtime>(
  open: () => Promise<Ports>,
  work: (input: Input, ports: Ports, attempt: string) => Promise<Output>,
): Handler<Input, Output> {
  const ports = lazily(open);
  const handler = middy()
    .use(namedErrors(ports))
    .handler(async (input: unknown, context: unknown) =>
      work(input as Input, await ports(), (context as InvocationContext).awsRequestId),
    );
  return handler as unknown as Handler<Input, Output>;
}
