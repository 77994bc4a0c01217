import { clock } from '../../text/format.ts';
import { currentLevel, type OwnEscalation, possibleLevels, reachTimes } from './reach.ts';

/** Someone who can be added to an incident. */
export interface CallTarget {
  readonly type: 'user' | 'escalation_policy';
  readonly id: string;
}

/** A step of the escalation path that is due, and what is known of the incident. */
export interface DueCall {
  readonly step: number;
  readonly name: string;
  /** The person or policy of the playbook's step, undefined when it names none. */
  readonly target?: CallTarget;
  /** Who is on call first for a target that is a policy; undefined when it could not be read. */
  readonly targetPeople?: readonly string[];
  readonly incident: OwnEscalation & {
    readonly status: string;
    readonly urgency: string;
    readonly escalationPolicyId: string;
    readonly acknowledgements: readonly { readonly person: { readonly name: string }; readonly at: string }[];
  };
  /** Epoch ms. */
  readonly now: number;
  readonly minuteMs: number;
}

export type CallDecision =
  | { readonly action: 'skip'; readonly why: string }
  /** Ask these to join; the incident stays with whom it has. `why` where they are not whom the step names. */
  | { readonly action: 'add'; readonly targets: readonly CallTarget[]; readonly why?: string }
  /** Move the incident to this level of its own policy. */
  | { readonly action: 'escalate'; readonly level: number; readonly why: string }
  | { readonly action: 'nobody'; readonly why: string };

/**
 * Whom to call now. Nobody when somebody acted (acknowledged or resolved), and nobody whom PagerDuty itself reaches
 * within a minute. A step without a person of its own moves the incident up its own policy.
 */
export function decideCall(due: DueCall): CallDecision {
  const { incident } = due;
  if (incident.status === 'resolved') return { action: 'skip', why: 'the incident is resolved' };
  if (incident.status === 'acknowledged') {
    const ack = incident.acknowledgements[0];
    const who = ack === undefined ? '' : ` by ${ack.person.name || 'somebody'} at ${clock(ack.at)}`;
    return { action: 'skip', why: `the incident is acknowledged${who}` };
  }
  if (due.target === undefined) return nextLevel(due, `the playbook names nobody for ${due.name}`, true);
  const people = due.target.type === 'user' ? [due.target.id] : (due.targetPeople ?? []);
  const reached = people.map((person) => soonReached(due, person));
  if (people.length > 0 && reached.every((at) => at !== undefined)) {
    return {
      action: 'skip',
      why: `PagerDuty itself calls ${due.name} at ${clock(new Date(reached[0] ?? 0).toISOString())}`,
    };
  }
  return { action: 'add', targets: [due.target] };
}

/**
 * When PagerDuty reaches a person within a minute from now, before or after; undefined when it does not, at whichever
 * level the incident may be.
 */
function soonReached(due: DueCall, person: string): number | undefined {
  const times = possibleLevels(due.incident).map((level) =>
    reachTimes(due.incident, level, person, due.minuteMs).find(
      (at) => Math.abs(at - due.now) <= due.minuteMs,
    ),
  );
  return times.every((at) => at !== undefined) ? times[0] : undefined;
}

/**
 * The level of the incident's own policy that stands for a step: the first step calls level 2, since PagerDuty called
 * level 1 at the start. Where responders cannot be added (no such ability) every step falls back to this. An incident of
 * low urgency does not move (https://support.pagerduty.com/docs/configurable-service-settings): those on call at the level are added
 * to it, where they can be.
 */
export function nextLevel(due: DueCall, why: string, canAdd: boolean): CallDecision {
  const levels = due.incident.rules?.length ?? 0;
  const current = currentLevel(due.incident);
  const wanted = Math.min(due.step + 2, levels);
  if (wanted > current && due.incident.urgency === 'low') return withoutMoving(due, wanted, why, canAdd);
  if (wanted > current) return { action: 'escalate', level: wanted, why };
  if (current >= due.step + 2) {
    return { action: 'skip', why: `${why}, and PagerDuty has called level ${current} itself` };
  }
  return { action: 'nobody', why: `${why}, and its escalation policy has no level above ${current}` };
}

function withoutMoving(due: DueCall, wanted: number, why: string, canAdd: boolean): CallDecision {
  const reason = `${why}, and an incident of low urgency cannot be moved to level ${wanted}`;
  const people = (due.incident.onCalls ?? []).filter(({ level }) => level === wanted);
  if (!canAdd || people.length === 0) return { action: 'nobody', why: reason };
  return {
    action: 'add',
    targets: people.map(({ person }) => ({ type: 'user', id: person.id })),
    why: reason,
  };
}
