/** A user's mistake or a cluster that cannot be reached: shown as its one sentence, without a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** 2: the command was used wrongly; 1: nothing could be collected. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
