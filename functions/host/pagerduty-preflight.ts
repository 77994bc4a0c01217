import { pagerDutyAccount } from '../clients/pagerduty/account.ts';
import { serverTime } from '../clients/reach/date.ts';
import { ROUTES } from '../contracts/routes.ts';
import { isFault } from '../doctor/line.ts';
import { checkPagerDuty } from '../doctor/pagerduty.ts';
import { pagerDutySetup } from '../local/pagerduty-setup.ts';
import { UsageError } from '../local/usage-error.ts';
import { Failure } from '../model/failure.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { PagerDutyChoice } from './options.ts';

type Account = Extract<PagerDutyChoice, { kind: 'account' }>;

/** PagerDuty's answers to a token that it does not know, or that may not read. */
const REFUSALS = [401, 403];

/** A person waits in front of it, ms; what is slower is told by the checks beside the running host. */
const TOKEN_DEADLINE_MS = 2_000;

/**
 * Asks before the start whether PagerDuty takes the token: without it nothing can be done. Whatever else is wrong may
 * pass and keeps nobody from starting, PagerDuty being away among it: timers of before may be due.
 * @throws UsageError with exit status 1 when the token is refused.
 */
export async function assertToken({ url, token, from }: Account): Promise<void> {
  const isRefused = await pagerDutyAccount({ url, token, from }, TOKEN_DEADLINE_MS)
    .abilities()
    .then(() => false, refusesToken);
  if (isRefused)
    throw new UsageError(
      'PagerDuty refuses the token in PAGERDUTY_TOKEN; give a REST API key that it knows',
      1,
    );
}

const refusesToken = (error: unknown): boolean =>
  error instanceof Failure &&
  (error.kind === 'invalid' || (error.status !== undefined && REFUSALS.includes(error.status)));

/** What is wrong in the account, a sentence each, by the checks of the doctor; takes some seconds, never rejects. */
export async function pagerDutyFaults(
  account: Account,
  playbooks: readonly Playbook[],
  { publicUrl, now }: { readonly publicUrl: string | undefined; readonly now: () => number },
): Promise<readonly string[]> {
  const [secret] = account.webhookSecret.split(',').map((each) => each.trim());
  // Where PagerDuty delivers is known only where the host was told its public address.
  const webhook = publicUrl === undefined ? undefined : { url: publicUrl + ROUTES.webhook.path, secret };
  const found = playbooks.map((playbook) => ({ where: `the playbook "${playbook.name}"`, playbook }));
  const setup = pagerDutySetup(account, webhook);
  const lines = await checkPagerDuty({ pagerduty: setup, place: { kind: 'local' }, now, serverTime }, found);
  return lines.filter(isFault).map(({ what, says, fix }) => `${what}: ${says} -> ${fix}`);
}
