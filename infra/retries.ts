import { CALL_TRIED_FOR_MS } from '../functions/contracts/calls.ts';
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

/** What stands between the page and the first note: few tries, close together (1, 2, 4 s, in the median half of them). */
export const BRIEFLY: readonly Retrier[] = [retrier(PASSING, { attempts: 3 }), ...EVERYWHERE];

/** Without a plan there is nothing to write: a minute of trouble is waited for (1, 2, 4 ... 32 s, in the median half of them). */
export const FOR_A_MINUTE: readonly Retrier[] = [retrier(PASSING, { attempts: 6 }), ...EVERYWHERE];

/** A late note is better than none: up to 12 minutes of trying (1, 2, 4 ... 120 s), 6 in the median. */
export const PATIENTLY: readonly Retrier[] = [retrier(PASSING, { attempts: 12 }), ...EVERYWHERE];

/** Seconds between the tries of a call: with the time that a try takes, less than two minutes. */
const CALL_EVERY_SECONDS = 80;
/** Enough for CALL_TRIED_FOR_MS; the function itself gives up then, and says so in the note. */
const CALL_TRIES = Math.ceil(CALL_TRIED_FOR_MS / 1000 / CALL_EVERY_SECONDS);

/**
 * When in doubt, a person is called: whatever went wrong, a refusal and a bug included, is tried again (2, 4, 8 ... 64 s,
 * then every 80 s) until the call was made, the incident is over, or a day has passed. No jitter: FULL would halve these
 * times, and timers are as far apart as their incidents.
 */
export const STUBBORNLY: readonly Retrier[] = [
  { ErrorEquals: [ERRORS.givenUp], IntervalSeconds: 1, MaxAttempts: 0, BackoffRate: 1 },
  { ...AFTER_THE_LEASE, MaxAttempts: CALL_TRIES },
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    MaxAttempts: CALL_TRIES,
    BackoffRate: 2,
    MaxDelaySeconds: CALL_EVERY_SECONDS,
  },
];

/** Tries that double the wait between them, from a second up to two minutes; FULL spreads those of a storm, and halves them. */
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
