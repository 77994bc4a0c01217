import { ERRORS, SERVICE_ERRORS, TIMEOUT_ERRORS, WAKING_ERRORS } from '../functions/contracts/errors.ts';
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
/**
 * To connect a function to a VPC takes "about a minute" (https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html),
 * and longer where EC2 throttles: it is waited for, 15 s a try, up to 5 minutes. The note is late then, not lost.
 */
const UNTIL_AWAKE: Retrier = {
  ErrorEquals: WAKING_ERRORS,
  IntervalSeconds: 15,
  MaxAttempts: 20,
  BackoffRate: 1,
};
const TWICE: Retrier = retrier(TIMEOUT_ERRORS, { attempts: 1 });
const EVERYWHERE = [TWICE, UNTIL_AWAKE, AFTER_THE_LEASE];
const PASSING = [ERRORS.retryLater, ...SERVICE_ERRORS];

/** What stands between the page and the first note: few tries, close together (1, 2, 4 s, less their jitter). */
export const BRIEFLY: readonly Retrier[] = [retrier(PASSING, { attempts: 3 }), ...EVERYWHERE];

/** Without a plan there is nothing to write: a minute of trouble is waited for (1, 2, 4 ... 32 s). */
export const FOR_A_MINUTE: readonly Retrier[] = [retrier(PASSING, { attempts: 6 }), ...EVERYWHERE];

/** A late note is better than none: up to 12 minutes of trying (1, 2, 4 ... 120 s). */
export const PATIENTLY: readonly Retrier[] = [retrier(PASSING, { attempts: 12 }), ...EVERYWHERE];

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
