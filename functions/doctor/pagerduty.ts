import type { AccountPort } from '../clients/pagerduty/account-port.ts';
import { Failure } from '../model/failure.ts';
import { skewLine } from './clock.ts';
import { type Fixes, fixesFor } from './fixes.ts';
import { bounded, fault, isFault, type Line, ok, unknown } from './line.ts';
import { type DoctorPorts, isAssumed, type PagerDutySetup, type PlaybookFound } from './ports.ts';
import { checkResponders, checkServices } from './references.ts';
import { refusedAs } from './refused.ts';
import { checkSubscription, checkWebhook } from './subscription.ts';

const TOKEN = 'PagerDuty token';
/** With it, people are added to an incident; without it, PagerDuty answers 402. */
const ADDS_RESPONDERS = 'coordinated_responding';
const READ_ONLY = /^read_only/;

/** Everything that a PagerDuty account must have, for these playbooks. Never rejects: see `bounded`. */
export async function checkPagerDuty(
  ports: Pick<DoctorPorts, 'pagerduty' | 'place' | 'now' | 'serverTime'>,
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
