import { ESCALATED, type PagerDutyPort } from '../clients/pagerduty/port.ts';
import { type CallDecision, type DueCall, nextLevel } from '../incidents/escalation/decide.ts';
import { callMarker } from '../incidents/escalation/message.ts';
import { possibleLevels } from '../incidents/escalation/reach.ts';
import type { Occurrence } from '../incidents/incident.ts';
import { assertNever } from '../model/assert-never.ts';
import { Failure, failureKind } from '../model/failure.ts';
import { effectKey, levelOf, type Whom, whomOf } from './files.ts';
import { atLeastOnce, type OnceContext } from './once.ts';

export interface CallContext extends OnceContext {
  /** Why these people need not be called for this incident, undefined when they do (actions/call-claim.ts). */
  readonly calledElsewhere: (whom: Whom) => Promise<string | undefined>;
  readonly pagerduty: Pick<
    PagerDutyPort,
    'incident' | 'onCalls' | 'logEntries' | 'requestResponders' | 'escalate'
  >;
}

/** A step that is due, of which occurrence, and what the person is told. */
export interface Call {
  readonly occurrence: Pick<Occurrence, 'incidentId' | 'name'>;
  readonly due: DueCall;
  readonly message: string;
  /** True when an earlier try of this step could not call. */
  readonly isRepeated: boolean;
}

export type CallOutcome =
  | { readonly outcome: 'called' | 'escalated'; readonly why: string; readonly whom: Whom }
  | { readonly outcome: 'skipped'; readonly why: string };

type Added = Extract<CallDecision, { action: 'add' }>;

/**
 * Does what was decided, at least once: a look that fails counts as "not called yet", since a second call is better
 * than none. @throws Failure of kind `rejected` when there is nobody to call: that may be put right, too.
 */
export async function carryOut(
  context: CallContext,
  call: Call,
  decision: CallDecision,
): Promise<CallOutcome> {
  switch (decision.action) {
    case 'skip':
      return { outcome: 'skipped', why: decision.why };
    case 'nobody':
      throw new Failure('rejected', `${call.due.name} cannot be called: ${decision.why}`);
    case 'escalate':
      return escalate(context, call, decision);
    case 'add':
      return add(context, call, decision);
    default:
      return assertNever(decision);
  }
}

async function add(context: CallContext, call: Call, { targets, why }: Added): Promise<CallOutcome> {
  const { occurrence, due } = call;
  const { incidentId, name } = occurrence;
  const whom = whomOf(targets);
  const elsewhere = await context.calledElsewhere(whom);
  if (elsewhere !== undefined) return { outcome: 'skipped', why: elsewhere };
  try {
    await atLeastOnce<true>(context, {
      key: effectKey(name, `call-${due.step}`),
      look: () => orNotYet(() => wasAsked(context, incidentId, callMarker(name, due.step))),
      act: async () => {
        await context.pagerduty.requestResponders(incidentId, targets, call.message);
        return true;
      },
      isMarked: true,
    });
  } catch (error) {
    const refused = whyNotAdded(call, error);
    // Whom another level stands for has been refused by now, too: the next try begins again.
    if (refused === undefined || why !== undefined) throw error;
    const canAdd = failureKind(error) !== 'abilityMissing';
    return carryOut(context, call, nextLevel(due, refused, canAdd));
  }
  if (why === undefined) return { outcome: 'called', why: `${due.name} was asked to join`, whom };
  return { outcome: 'called', why: `those on call were asked to join: ${why}`, whom };
}

/** PagerDuty's refusals of a token or a path, not of a person: the next try may find another token, or a right given. */
const OF_THE_TOKEN = [403, 404];

/** Why somebody else is called instead; undefined when the same call may work later. */
function whyNotAdded({ due: { name }, isRepeated }: Call, error: unknown): string | undefined {
  if (!(error instanceof Failure) || error.status === 401) return undefined;
  if (error.kind === 'abilityMissing') return 'responders cannot be added in this account';
  if (error.kind !== 'rejected') return undefined;
  if (OF_THE_TOKEN.includes(error.status ?? 0) && !isRepeated) return undefined;
  return `PagerDuty refused to add ${name} (${error.message})`;
}

async function escalate(
  context: CallContext,
  call: Call,
  { level, why }: { readonly level: number; readonly why: string },
): Promise<CallOutcome> {
  const { occurrence, due } = call;
  const whom = levelOf(due.incident.escalationPolicyId, level);
  const elsewhere = await context.calledElsewhere(whom);
  if (elsewhere !== undefined) return { outcome: 'skipped', why: elsewhere };
  await atLeastOnce<true>(context, {
    key: effectKey(occurrence.name, `escalate-${due.step}`),
    look: (since) => orNotYet(() => isAt(context, occurrence.incidentId, level, since)),
    act: async () => {
      await context.pagerduty.escalate(occurrence.incidentId, level);
      return true;
    },
  });
  return { outcome: 'escalated', why: `the incident was moved to level ${level}: ${why}`, whom };
}

/** When in doubt whether a person was called: call. */
const orNotYet = async (look: () => Promise<boolean>): Promise<true | undefined> =>
  (await look().catch(() => false)) || undefined;

async function wasAsked({ pagerduty }: CallContext, incidentId: string, marker: string): Promise<boolean> {
  const { responderRequests } = await pagerduty.incident(incidentId);
  return responderRequests.some(({ message }) => message.split('\n').at(-1)?.trim() === marker);
}

/** ms that PagerDuty's clock may be behind ours, and its times are cut to the second. */
const CLOCKS_APART_MS = 60_000;

/** True when it has reached the level; where its people stand on lower levels, too, its log must say that it moved. */
async function isAt(
  { pagerduty }: CallContext,
  incidentId: string,
  level: number,
  since: string,
): Promise<boolean> {
  const incident = await pagerduty.incident(incidentId);
  const onCalls = await pagerduty.onCalls(incident.escalationPolicyId);
  const levels = possibleLevels({ ...incident, onCalls });
  if (levels.every((possible) => possible >= level)) return true;
  if (levels.every((possible) => possible < level)) return false;
  const from = Date.parse(since) - CLOCKS_APART_MS;
  const entries = await pagerduty.logEntries(incidentId);
  return entries.some(({ type, at }) => type === ESCALATED && Date.parse(at) >= from);
}
