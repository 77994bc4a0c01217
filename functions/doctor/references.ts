import type { AccountPort, User } from '../clients/pagerduty/account-port.ts';
import { mapBounded } from '../collectors/bounded.ts';
import type { Fixes } from './fixes.ts';
import { fault, type Line, ok } from './line.ts';
import type { HeldPlaybook } from './ports.ts';
import { refusedAs } from './refused.ts';

/** Look-ups at a time: PagerDuty takes 960 requests a minute, and incidents share them. */
const PARALLEL = 4;

/** Asks for each id once, however many playbooks name it. */
function once<Found>(look: (id: string) => Promise<Found>): (id: string) => Promise<Found> {
  const asked = new Map<string, Promise<Found>>();
  return (id) => {
    const found = asked.get(id) ?? look(id);
    asked.set(id, found);
    return found;
  };
}

/** Whether each service that a playbook answers for is there. */
export function checkServices(
  account: AccountPort,
  playbooks: readonly HeldPlaybook[],
  fixes: Fixes,
): Promise<readonly Line[]> {
  const service = once(account.service);
  const named = playbooks.flatMap(({ where, playbook }) =>
    playbook.services.map((id, index) => ({ id, index, where })),
  );
  return mapBounded(named, PARALLEL, ({ id, index, where }) => {
    const what = `service ${id}`;
    const gone = fault(what, `${where} names it, and there is none`, fixes.service(where, index));
    return service(id)
      .then(({ name }) => ok(what, `${name}, answered for by ${where}`))
      .catch(refusedAs([404], gone));
  });
}

type Responder = Pick<User, 'name' | 'contactMethods'>;

/** Whether each user and escalation policy that a playbook calls is there, and whether PagerDuty can reach the user. */
export function checkResponders(
  account: AccountPort,
  playbooks: readonly HeldPlaybook[],
  fixes: Fixes,
): Promise<readonly Line[]> {
  const look = {
    user: { kind: 'user', find: once<Responder>(account.user) },
    escalation_policy: { kind: 'escalation policy', find: once<Responder>(account.escalationPolicy) },
  };
  const named = playbooks.flatMap(({ where, playbook }) =>
    playbook.escalation.flatMap(({ name, after, responder }, index) =>
      responder === undefined ? [] : [{ where, name, after, responder, index }],
    ),
  );
  return mapBounded(named, PARALLEL, ({ where, name, after, responder: { type, id }, index }) => {
    const what = `responder ${id}`;
    const { kind, find } = look[type];
    const says = `${where} calls ${name}, and there is no ${kind} ${id}`;
    return find(id)
      .then((there) =>
        there.contactMethods === 0
          ? fault(what, `${where} calls ${there.name}, who has no contact method`, fixes.contactMethod)
          : ok(what, `${there.name}, called by ${where} after ${after} min`),
      )
      .catch(refusedAs([404], fault(what, says, fixes.responder(where, index))));
  });
}
