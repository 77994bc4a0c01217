/**
 * Why something that we asked for did not come.
 * `busy`: another try may be at work on the same effect: once its lease has ended, this one gets its turn.
 * `retryLater`: passing trouble of the other side (429, 5xx, time-out): the same call may work later.
 * `abilityMissing`: the account's plan lacks what the call needs (402): use something else.
 * `rejected`: the other side said no for good: trying again changes nothing.
 * `invalid`: our input or configuration is wrong.
 * `givenUp`: it was tried for as long as it may be.
 */
export type FailureKind = 'busy' | 'retryLater' | 'abilityMissing' | 'rejected' | 'invalid' | 'givenUp';

/** Shown to people and stored: a message names what was tried and what came back, never a credential. */
export class Failure extends Error {
  readonly kind: FailureKind;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** Who answered, where that decides what people are told. */
  readonly by: 'pagerduty' | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    options?: { cause?: unknown; status?: number; by?: 'pagerduty' },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.status = options?.status;
    this.by = options?.by;
  }
}

/** The kind of an error of ours, undefined for any other (a bug). */
export const failureKind = (error: unknown): FailureKind | undefined =>
  error instanceof Failure ? error.kind : undefined;

/** The `code` of a system error ("ENOENT", "ECONNREFUSED"), of whatever realm; undefined when it has none. */
export const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
