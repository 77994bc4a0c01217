import { pagerDutyAccount } from '../../clients/pagerduty/account.ts';
import { Failure } from '../../core/failure.ts';
import { failureText, messageOf } from '../error-text.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import type { PagerDutyChoice } from './options.ts';

/** PagerDuty's answers to a token that it does not know, or that may not read. */
const REFUSALS = [401, 403];

/**
 * Looks before the start whether PagerDuty takes the token, and knows the user in whose name notes are written. What may
 * pass, PagerDuty being away among it, is said and keeps nobody from starting: timers of before may be due.
 * @throws UsageError with exit status 1 when the token is refused.
 */
export async function assertToken(
  { url, token, from, user }: Extract<PagerDutyChoice, { kind: 'account' }>,
  io: Pick<Io, 'stderr'>,
): Promise<void> {
  const account = pagerDutyAccount({ url, token, from });
  const warn = (sentence: string): void => io.stderr(failureText(sentence));
  try {
    await account.abilities();
    const { email, name } = await account.user(user);
    if (email.toLowerCase() !== from.toLowerCase())
      warn(`the user ${user} (${name}) does not have the address of PAGERDUTY_FROM: no note can be written`);
  } catch (error) {
    const status = error instanceof Failure ? error.status : undefined;
    if (status !== undefined && REFUSALS.includes(status))
      throw new UsageError(
        'PagerDuty refuses the token in PAGERDUTY_TOKEN; give a REST API key that it knows',
        1,
      );
    if (status === 404) warn(`PagerDuty has no user ${user}: correct PAGERDUTY_USER_ID`);
    else warn(`PagerDuty was not checked: ${messageOf(error)}`);
  }
}
