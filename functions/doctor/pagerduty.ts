import type { AccountPort, WebhookSubscription } from '../clients/pagerduty/account-port.ts';
import { Failure } from '../core/failure.ts';
import { HANDLED_EVENTS } from '../core/occurrence/occurrence.ts';
import type { Playbook } from '../core/playbook/playbook.ts';
import { skewLine } from './clock.ts';
import { type Fixes, fixesFor } from './fixes.ts';
import { bounded, fault, isFault, type Line, ok, unknown } from './line.ts';
import { type DoctorPorts, isAssumed, type PagerDutySetup, type PlaybookFound } from './ports.ts';

const TOKEN = 'PagerDuty token';
/** With it, people are added to an incident; without it, PagerDuty answers 402. */
const ADDS_RESPONDERS = 'coordinated_responding';
const READ_ONLY = /^read_only/;
/** Names that a line lists before it says how many more there are. */
const MAX_NAMES = 5;

interface Held {
  readonly where: string;
  readonly playbook: Playbook;
}

/** Everything that a PagerDuty account must have, for these playbooks. */
export async function checkPagerDuty(
  ports: DoctorPorts,
  found: readonly PlaybookFound[],
): Promise<readonly Line[]> {
  const { pagerduty: setup, place } = ports;
  const fixes = fixesFor(place);
  if (setup === undefined)
    return [unknown('PagerDuty', 'not checked: no token is given', fixes.give.pagerduty)];
  const playbooks = found.filter((each) => 'playbook' in each).filter((each) => !isAssumed(each));
  const checks: readonly (readonly [string, (signal: AbortSignal) => Promise<readonly Line[]>])[] = [
    ['PagerDuty user', () => checkUser(setup, fixes)],
    ['PagerDuty abilities', () => checkAbilities(setup.account)],
    ['PagerDuty clock', async (signal) => skewLine('PagerDuty clock', { server: setup.url }, ports, signal)],
    ['webhook subscription', () => checkSubscription(setup, playbooks, fixes)],
    ['webhook', (signal) => checkWebhook(setup, fixes, signal)],
    ['services', () => checkServices(setup.account, playbooks, fixes)],
    ['responders', () => checkResponders(setup.account, playbooks, fixes)],
  ];
  const token = await bounded(TOKEN, fixes.pagerdutyDown, () => checkToken(setup.account, fixes));
  if (token.some(isFault)) {
    return [...token, ...checks.map(([what]) => unknown(what, `not checked: it waits for the ${TOKEN}`))];
  }
  const lines = await Promise.all(checks.map(([what, run]) => bounded(what, fixes.pagerdutyDown, run)));
  return [...token, ...lines.flat()];
}

/** A refusal that stays one whoever asks again, as a line; anything else is thrown on. */
const refusedAs =
  (status: readonly number[], line: Line) =>
  (error: unknown): Line => {
    if (error instanceof Failure && error.status !== undefined && status.includes(error.status)) return line;
    throw error;
  };

async function checkToken(account: AccountPort, fixes: Fixes): Promise<Line[]> {
  const refused = fault(TOKEN, 'PagerDuty refuses it', fixes.token);
  const line = await account
    .abilities()
    .then(() => ok(TOKEN, 'accepted'))
    .catch((error: unknown) => {
      // A token that no header may hold is none of PagerDuty's.
      if (error instanceof Failure && error.kind === 'invalid')
        return fault(TOKEN, error.message, fixes.token);
      return refusedAs([401, 403], refused)(error);
    });
  return [line];
}

async function checkUser({ account, from, user }: PagerDutySetup, fixes: Fixes): Promise<Line[]> {
  const what = 'PagerDuty user';
  if (from === '' || user === '') return [fault(what, 'its address or its id is not given', fixes.user)];
  const there = await account
    .user(user)
    .catch(refusedAs([404], fault(what, `there is no user ${user}`, fixes.user)));
  if ('status' in there) return [there];
  if (there.email.toLowerCase() !== from.toLowerCase())
    return [fault(what, `the user ${user} (${there.name}) does not have the address ${from}`, fixes.user)];
  if (READ_ONLY.test(there.role))
    return [fault(what, `${there.name} has the role ${there.role} and may write no note`, fixes.userRole)];
  return [ok(what, `${there.name} (${user}), ${from}`)];
}

async function checkAbilities(account: AccountPort): Promise<Line[]> {
  const what = 'PagerDuty abilities';
  const abilities = await account.abilities();
  if (abilities.includes(ADDS_RESPONDERS)) return [ok(what, 'people can be added to an incident')];
  return [
    ok(
      what,
      `this plan lacks ${ADDS_RESPONDERS}: nobody is added to an incident; it is moved up its own escalation policy instead`,
    ),
  ];
}

const delivers = ({ active, temporarilyDisabled }: WebhookSubscription): boolean =>
  active && !temporarilyDisabled;

async function checkSubscription(
  { account, webhook }: PagerDutySetup,
  playbooks: readonly Held[],
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
  playbooks: readonly Held[],
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
  playbooks: readonly Held[],
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

async function checkWebhook({ webhook }: PagerDutySetup, fixes: Fixes, signal: AbortSignal): Promise<Line[]> {
  const what = 'webhook';
  if (await webhook?.hasInitialSecret?.())
    return [
      fault(
        what,
        'its secret is still the one that the deployment made: every delivery is refused',
        fixes.webhookSecret,
      ),
    ];
  if (webhook?.ping === undefined)
    return [unknown(what, 'not checked: its address or its secret is not given', fixes.give.webhook)];
  const status = await webhook.ping(signal).catch((error: unknown) => {
    const why = error instanceof Error ? error.name : 'unknown reason';
    throw new Failure('retryLater', `${webhook.url} does not answer (${why})`);
  });
  if (status === 200) return [ok(what, `${webhook.url} answers a signed test event`)];
  const fix = status === 401 ? fixes.webhookSecret : fixes.webhook;
  return [fault(what, `${webhook.url} answers a signed test event with ${status}`, fix)];
}

async function checkServices(
  account: AccountPort,
  playbooks: readonly Held[],
  fixes: Fixes,
): Promise<readonly Line[]> {
  const lines = await Promise.all(
    playbooks.flatMap(({ where, playbook }) =>
      playbook.services.map((id, index) => {
        const what = `service ${id}`;
        const gone = fault(what, `${where} names it, and there is none`, fixes.service(where, index));
        return account
          .service(id)
          .then(({ name }) => ok(what, `${name}, answered for by ${where}`))
          .catch(refusedAs([404], gone));
      }),
    ),
  );
  return lines;
}

async function checkResponders(
  account: AccountPort,
  playbooks: readonly Held[],
  fixes: Fixes,
): Promise<readonly Line[]> {
  const lines = await Promise.all(
    playbooks.flatMap(({ where, playbook }) =>
      playbook.escalation.map(async ({ name, responder }, index) => {
        if (responder === undefined) return undefined;
        const { id, type } = responder;
        const what = `responder ${id}`;
        const kind = type === 'user' ? 'user' : 'escalation policy';
        const gone = fault(
          what,
          `${where} calls ${name}, and there is no ${kind} ${id}`,
          fixes.responder(where, index),
        );
        const look = type === 'user' ? account.user(id) : account.escalationPolicy(id);
        return look
          .then((there) =>
            ok(what, `${there.name}, called by ${where} after ${playbook.escalation[index]?.after} min`),
          )
          .catch(refusedAs([404], gone));
      }),
    ),
  );
  return lines.filter((line) => line !== undefined);
}
