import { setMaxListeners } from 'node:events';
import { Failure } from '../model/failure.ts';

/**
 * `fault`: not as it has to be, or it did not answer. `unknown`: not checked, either because nothing was given to check
 * it with, or because it waits for a fault above.
 */
export type Status = 'ok' | 'fault' | 'unknown';

/** One thing that was looked at. Holds no secret. */
export interface Line {
  readonly what: string;
  readonly status: Status;
  readonly says: string;
  /**
   * What to do: a command to paste, or the place in PagerDuty's pages or in a file; of what is `unknown`, how to have it
   * checked. '' where there is nothing to do.
   */
  readonly fix: string;
}

export const ok = (what: string, says: string): Line => ({ what, status: 'ok', says, fix: '' });
export const fault = (what: string, says: string, fix: string): Line => ({
  what,
  status: 'fault',
  says,
  fix,
});
export const unknown = (what: string, says: string, fix = ''): Line => ({
  what,
  status: 'unknown',
  says,
  fix,
});

export const isFault = ({ status }: Line): boolean => status === 'fault';

/** The longest that one check may take, ms: the calls of our clients end within 4 s, a check makes a few of them. */
export const CHECK_DEADLINE_MS = 15_000;

/**
 * The lines of one check, which always come: whatever it throws, and that it did not end in time, is a line. `signal` is
 * aborted at the deadline.
 */
export async function bounded(
  what: string,
  fix: string,
  check: (signal: AbortSignal) => Promise<readonly Line[]>,
  deadlineMs: number = CHECK_DEADLINE_MS,
): Promise<readonly Line[]> {
  const signal = AbortSignal.timeout(deadlineMs);
  // A check asks many questions at once, and each listens: that is no leak.
  setMaxListeners(0, signal);
  const late = new Promise<readonly Line[]>((resolve) => {
    const says = `not checked: no answer within ${deadlineMs / 1_000} s`;
    signal.addEventListener('abort', () => resolve([fault(what, says, fix)]));
  });
  const work = check(signal).catch((error: unknown) => [fault(what, messageOf(error), fix)]);
  return Promise.race([work, late]);
}

/** A failure's own words are made to be shown; of anything else only the name is. */
const messageOf = (error: unknown): string => {
  if (error instanceof Failure) return error.message;
  return `not checked: ${error instanceof Error ? error.name : 'unknown reason'}`;
};
