import { ERRORS, SERVICE_ERRORS, TIMEOUT_ERRORS } from '../functions/contracts/errors.ts';
import type { Retrier } from './asl.ts';

/**
 * A try that died left a lease of 10 s on its effect (BUSY_MS, functions/actions/once.ts): the next one comes when that
 * has ended, without a jitter that could bring it forward.
 */
const AFTER_THE_LEASE: Retrier = {
  ErrorEquals: [ERRORS.busy],
  IntervalSeconds: 11,
  MaxAttempts: 3,
  BackoffRate: 1,
};
const TWICE: Retrier = retrier(TIMEOUT_ERRORS, { attempts: 1 });
const PASSING = [ERRORS.retryLater, ...SERVICE_ERRORS];

/** What stands between the page and the first note: few tries, close together (1, 2, 4 s, less their jitter). */
export const BRIEFLY: readonly Retrier[] = [retrier(PASSING, { attempts: 3 }), TWICE, AFTER_THE_LEASE];

/** Without a plan there is nothing to write: a minute of trouble is waited for (1, 2, 4 ... 32 s). */
export const FOR_A_MINUTE: readonly Retrier[] = [retrier(PASSING, { attempts: 6 }), TWICE, AFTER_THE_LEASE];

/** A late note is better than none: up to 12 minutes of trying (1, 2, 4 ... 120 s). */
export const PATIENTLY: readonly Retrier[] = [retrier(PASSING, { attempts: 12 }), TWICE, AFTER_THE_LEASE];

/**
 * When in doubt, a person is called: up to 18 minutes of trying, whatever went wrong, a bug included; only what was
 * refused for good stays so.
 */
export const STUBBORNLY: readonly Retrier[] = [
  { ErrorEquals: [ERRORS.rejected, ERRORS.invalid], IntervalSeconds: 1, MaxAttempts: 0, BackoffRate: 1 },
  AFTER_THE_LEASE,
  retrier(['States.ALL'], { attempts: 15 }),
];

/** Tries that double the wait between them, from a second up to two minutes; FULL spreads those of a storm. */
function retrier(errors: readonly string[], { attempts }: { attempts: number }): Retrier {
  return {
    ErrorEquals: errors,
    IntervalSeconds: 1,
    MaxAttempts: attempts,
    BackoffRate: 2,
    MaxDelaySeconds: 120,
    JitterStrategy: 'FULL',
  };
}
