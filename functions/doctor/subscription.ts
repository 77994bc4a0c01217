import type { AccountPort, WebhookSubscription } from '../clients/pagerduty/account-port.ts';
import { HANDLED_EVENTS } from '../incidents/occurrence/occurrence.ts';
import { errorCode } from '../model/failure.ts';
import { checkAddresses } from './addresses.ts';
import type { Fixes } from './fixes.ts';
import { fault, type Line, ok, unknown } from './line.ts';
import type { HeldPlaybook, PagerDutySetup } from './ports.ts';
import { refusedAs } from './refused.ts';

/** Names that a line lists before it says how many more there are. */
const MAX_NAMES = 5;

const delivers = ({ active, temporarilyDisabled }: WebhookSubscription): boolean =>
  active && !temporarilyDisabled;

/** Whether what a playbook answers for reaches the installation. */
export async function checkSubscription(
  { account, webhook }: PagerDutySetup,
  playbooks: readonly HeldPlaybook[],
  fixes: Fixes,
): Promise<readonly Line[]> {
  const what = 'webhook subscription';
  if (webhook === undefined)
    return [unknown(what, 'not checked: the address that it delivers to is not given', fixes.give.webhook)];
  const ours = (await account.subscriptions()).filter(({ url }) => sameAddress(url, webhook.url));
  if (ours.length === 0)
    return [fault(what, `none delivers to ${webhook.url}`, fixes.noSubscription(webhook.url))];
  const state = await Promise.all(ours.map((each) => checkState(each, account, fixes)));
  return [...state.flat(), ...(await checkCoverage(ours.filter(delivers), account, playbooks, fixes))];
}

const sameAddress = (a: string, b: string): boolean => a.replace(/\/$/, '') === b.replace(/\/$/, '');

/** Whether one subscription delivers what is needed; a ping tells also that the token may write. */
async function checkState(
  { id, active, temporarilyDisabled, events }: WebhookSubscription,
  account: AccountPort,
  fixes: Fixes,
): Promise<Line[]> {
  const what = `webhook subscription ${id}`;
  if (!active) return [fault(what, 'it is disabled', fixes.activateSubscription(id))];
  if (temporarilyDisabled) {
    const says = 'PagerDuty disabled it for 24 h, since three deliveries in a row were refused';
    return [fault(what, says, fixes.enableSubscription(id))];
  }
  const missing = HANDLED_EVENTS.filter((event) => !events.includes(event));
  if (missing.length > 0)
    return [fault(what, `it does not deliver ${missing.join(', ')}`, fixes.subscriptionEvents(id, missing))];
  const readOnly = fault(what, 'the token may not write: no ping, and no note either', fixes.tokenRights);
  return [
    await account
      .ping(id)
      .then(() => ok(what, 'enabled, with all events that are needed; PagerDuty sends it a test event'))
      .catch(refusedAs([403], readOnly)),
  ];
}

/** Which services the subscriptions deliver for; undefined stands for all. */
async function coveredBy(
  subscriptions: readonly WebhookSubscription[],
  account: AccountPort,
): Promise<ReadonlySet<string> | undefined> {
  if (subscriptions.some(({ scope }) => scope.type === 'account')) return undefined;
  const covered = await Promise.all(
    subscriptions.map(async ({ scope }) =>
      scope.type === 'team' ? (await account.services(scope.id)).map(({ id }) => id) : [scope.id],
    ),
  );
  return new Set(covered.flat());
}

/** Services of playbooks that nothing is delivered for, and services that are delivered and no playbook answers for. */
async function checkCoverage(
  subscriptions: readonly WebhookSubscription[],
  account: AccountPort,
  playbooks: readonly HeldPlaybook[],
  fixes: Fixes,
): Promise<Line[]> {
  if (subscriptions.length === 0) return [];
  const covered = await coveredBy(subscriptions, account);
  const named = playbooks.flatMap(({ where, playbook }) => playbook.services.map((id) => ({ id, where })));
  const deaf = named.filter(({ id }) => covered?.has(id) === false);
  const lines = deaf.map(({ id, where }) =>
    fault(
      `service ${id}`,
      `no subscription delivers its incidents, which ${where} answers for`,
      fixes.subscriptionScope(id),
    ),
  );
  return [...lines, await unmatchedLine(covered, account, playbooks, fixes)];
}

/** Who gets no note. It may be meant so: it is said, and is no fault. */
async function unmatchedLine(
  covered: ReadonlySet<string> | undefined,
  account: AccountPort,
  playbooks: readonly HeldPlaybook[],
  fixes: Fixes,
): Promise<Line> {
  const what = 'services without a playbook';
  if (playbooks.length === 0) return unknown(what, 'not checked: no playbook is given', fixes.give.playbook);
  const fallback = playbooks.find(({ playbook }) => playbook.default === true);
  if (fallback !== undefined) return ok(what, `none: ${fallback.where} answers for all others`);
  const answered = new Set(playbooks.flatMap(({ playbook }) => playbook.services));
  const services = (await account.services()).filter(({ id }) => covered?.has(id) !== false);
  const unmatched = services.filter(({ id }) => !answered.has(id)).map(({ id, name }) => `${name} (${id})`);
  if (unmatched.length === 0) return ok(what, `none of ${services.length}`);
  const more = unmatched.length - MAX_NAMES;
  const names = `${unmatched.slice(0, MAX_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return ok(
    what,
    `${unmatched.length} of ${services.length} get no note: ${names}; one that should have its id in "services" of a playbook`,
  );
}

/** Whether the installation takes a signed event. */
export async function checkWebhook(
  { webhook }: PagerDutySetup,
  fixes: Fixes,
  signal: AbortSignal,
): Promise<Line[]> {
  const what = 'webhook';
  if (await webhook?.hasInitialSecret?.())
    return [
      fault(
        what,
        'its secret is still the one that the deployment made: every delivery is refused',
        fixes.webhookSecret,
      ),
    ];
  if (webhook?.letsIn !== undefined)
    return [
      unknown(
        what,
        "not tried from here: it lets in PagerDuty's addresses alone; the test event that PagerDuty sends is in its log",
        fixes.webhook,
      ),
      await checkAddresses(webhook, fixes, signal),
    ];
  if (webhook?.ping === undefined)
    return [unknown(what, 'not checked: its address or its secret is not given', fixes.give.webhook)];
  const status = await webhook.ping(signal).catch(whyNot);
  if (typeof status === 'string')
    return [fault(what, `${webhook.url} does not answer (${status})`, fixes.webhook)];
  if (status === 200) return [ok(what, `${webhook.url} answers a signed test event`)];
  const fix = status === 401 ? fixes.webhookSecret : fixes.webhook;
  return [fault(what, `${webhook.url} answers a signed test event with ${status}`, fix)];
}

/** fetch says what kept a request from being answered in its error's cause. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  return errorCode(error.cause) ?? errorCode(error) ?? error.name;
}
