import type { PagerDutyPort } from '../clients/pagerduty/port.ts';
import { assertNever } from '../core/assert-never.ts';
import { type CallDecision, type CallTarget, type DueCall, nextLevel } from '../core/escalation/decide.ts';
import { callMarker } from '../core/escalation/message.ts';
import { currentLevel } from '../core/escalation/reach.ts';
import { Failure } from '../core/failure.ts';
import type { Occurrence } from '../core/incident.ts';
import { effectKey } from './files.ts';
import { atLeastOnce, type OnceContext } from './once.ts';

export interface CallContext extends OnceContext {
  readonly pagerduty: Pick<PagerDutyPort, 'incident' | 'onCalls' | 'requestResponders' | 'escalate'>;
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
  | { readonly outcome: 'called' | 'escalated'; readonly why: string }
  | { readonly outcome: 'skipped'; readonly why: string };

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
      return add(context, call, decision.target);
    default:
      return assertNever(decision);
  }
}

async function add(context: CallContext, call: Call, target: CallTarget): Promise<CallOutcome> {
  const { occurrence, due } = call;
  const { incidentId, name } = occurrence;
  try {
    await atLeastOnce<true>(context, {
      key: effectKey(name, `call-${due.step}`),
      look: () => orNotYet(() => wasAsked(context, incidentId, callMarker(name, due.step))),
      act: async () => {
        await context.pagerduty.requestResponders(incidentId, [target], call.message);
        return true;
      },
    });
    return { outcome: 'called', why: `${due.name} was asked to join` };
  } catch (error) {
    const why = whyNotAdded(call, error);
    if (why === undefined) throw error;
    return carryOut(context, call, nextLevel(due, why));
  }
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
  await atLeastOnce<true>(context, {
    key: effectKey(occurrence.name, `escalate-${due.step}`),
    look: () => orNotYet(() => isAt(context, occurrence.incidentId, level)),
    act: async () => {
      await context.pagerduty.escalate(occurrence.incidentId, level);
      return true;
    },
  });
  return { outcome: 'escalated', why: `the incident was moved to level ${level}: ${why}` };
}

/** When in doubt whether a person was called: call. */
const orNotYet = async (look: () => Promise<boolean>): Promise<true | undefined> =>
  (await look().catch(() => false)) || undefined;

async function wasAsked({ pagerduty }: CallContext, incidentId: string, marker: string): Promise<boolean> {
  const { responderRequests } = await pagerduty.incident(incidentId);
  return responderRequests.some(({ message }) => message.split('\n').at(-1)?.trim() === marker);
}

async function isAt({ pagerduty }: CallContext, incidentId: string, level: number): Promise<boolean> {
  const incident = await pagerduty.incident(incidentId);
  const onCalls = await pagerduty.onCalls(incident.escalationPolicyId);
  return currentLevel({ ...incident, onCalls }) >= level;
}
