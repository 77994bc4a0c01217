import { type CallOutcome, carryOut } from '../actions/call.ts';
import {
  type CallClaimContext,
  type Caller,
  calledElsewhere,
  wasCalledElsewhere,
} from '../actions/call-claim.ts';
import { type CallRecord, filesOf, type Whom, whomOf } from '../actions/files.ts';
import { laterOccurrence } from '../actions/latest.ts';
import type { Incident } from '../clients/pagerduty/port.ts';
import { hurried } from '../clients/store/hurried.ts';
import type { Mode } from '../contracts/mode.ts';
import type { EscalateInput, EscalateOutput } from '../contracts/states.ts';
import { type CallTarget, decideCall } from '../incidents/escalation/decide.ts';
import type { Plan } from '../incidents/occurrence/plan.ts';
import { Failure, failureKind } from '../model/failure.ts';
import type { TaskPorts } from '../runtime/open.ts';
import { clock } from '../text/format.ts';
import { wasCalled } from '../writing/note/context.ts';
import { dueCall } from './due-call.ts';
import { messageFor } from './message-for.ts';
import { orUnknown } from './or-unknown.ts';
import { tellOutcome, tellTrouble } from './tell.ts';

export type EscalatePorts = Pick<
  TaskPorts,
  'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs' | 'mode'
> &
  Pick<CallClaimContext, 'pause'>;

/** ms that one request to the store may take: a call is made without it, and all of a try has 30 s. */
const STORE_MS = 2_500;

/**
 * A timer rang: reads the incident as it is now, decides whether and whom to call, and does it once. It needs nothing
 * of the triage: without plan or report it calls all the same. A try that cannot call says so in the note and throws, and
 * the state machine tries again, for a day (infra/retries.ts).
 */
export async function escalate(
  input: EscalateInput,
  given: EscalatePorts,
  attempt: string,
): Promise<EscalateOutput> {
  const ports = { ...given, store: hurried(given.store, STORE_MS) };
  const kept = await readKept(input, ports);
  const telling = { input, ports, attempt, before: kept.before, plan: kept.plan };
  try {
    const stands = standsBack(input, kept);
    if (stands !== undefined) {
      ports.metrics.count('Calls', 'skipped');
      return { outcome: 'skipped', why: stands };
    }
    const { made, isResolved } = await callNow(input, kept, ports, attempt).catch(async (error: unknown) => {
      if (!(await isOverSince(error, input, ports))) throw error;
      return callNow(input, kept, ports, attempt);
    });
    await tellOutcome(telling, made, isResolved);
    const { outcome, why } = made;
    ports.logger.info('escalation', {
      occurrence: input.occurrence.name,
      step: input.escalation.step,
      outcome,
      why,
    });
    return { outcome, why };
  } catch (error) {
    if (failureKind(error) === 'busy') throw error;
    throw await tellTrouble(telling, error);
  }
}

/** What the store has of the step and its occurrence; undefined what is not there, or cannot be read in time. */
interface Kept {
  readonly mode: Mode;
  /** What an earlier try of the step came to. */
  readonly before: CallRecord | undefined;
  /** The name of a later occurrence of the incident. */
  readonly later: string | undefined;
  readonly plan: Plan | undefined;
}

async function readKept(
  { occurrence, escalation }: EscalateInput,
  { store, mode }: EscalatePorts,
): Promise<Kept> {
  const files = filesOf(store, occurrence.name);
  const [now, before, later, plan] = await Promise.all([
    mode(),
    orUnknown(() => files.readCall(escalation.step)),
    orUnknown(() => laterOccurrence(store, occurrence)),
    orUnknown(() => files.readPlan()),
  ]);
  return { mode: now, before, later, plan };
}

/** One try: the incident as it is now, what follows from it, and that done. */
async function callNow(
  input: EscalateInput,
  { before, plan }: Kept,
  ports: EscalatePorts,
  attempt: string,
): Promise<{ readonly made: CallOutcome; readonly isResolved: boolean }> {
  const { occurrence } = input;
  const incident = await ports.pagerduty.incident(occurrence.incidentId);
  const isResolved = incident.status === 'resolved';
  const caller = callerOf(input, incident, plan, ports);
  const target = targetOf(input, plan);
  if (caller !== undefined && target !== undefined && incident.status === 'triggered') {
    const why = await orUnknown(() => wasCalledElsewhere(ports, caller, whomOf([target])));
    if (why !== undefined) return { made: { outcome: 'skipped', why }, isResolved };
  }
  const [due, message] = await Promise.all([
    dueCall(input, incident, target, ports),
    messageFor(input, ports),
  ]);
  const call = { occurrence, due, message, isRepeated: before?.outcome === 'waiting' };
  const elsewhere = async (whom: Whom) =>
    caller === undefined ? undefined : calledElsewhere(ports, caller, whom);
  const context = { ...ports, attempt, calledElsewhere: elsewhere };
  const decision = decideCall(due);
  // Said by an earlier try, which ended thereafter: what PagerDuty shows of it need not be asked again.
  const earlier = decision.action === 'skip' ? undefined : madeBy(before);
  const made = earlier ?? (await carryOut(context, call, decision));
  return { made, isResolved };
}

/** Whether a call was refused because the incident was resolved between the look at it and the call (400, code 1001). */
async function isOverSince(
  error: unknown,
  { occurrence }: EscalateInput,
  { pagerduty }: EscalatePorts,
): Promise<boolean> {
  if (!(error instanceof Failure) || error.status !== 400) return false;
  const incident = await orUnknown(() => pagerduty.incident(occurrence.incidentId));
  return incident?.status === 'resolved';
}

/** The step as one of its target's that call; undefined where the target is not known, so that nothing keeps it back. */
function callerOf(
  { occurrence, escalation: { step } }: EscalateInput,
  { urgency }: Incident,
  plan: Plan | undefined,
  { minuteMs }: EscalatePorts,
): Caller | undefined {
  if (plan === undefined) return undefined;
  return { occurrence, step, urgency, target: plan.target, lead: plan.lead, minuteMs };
}

/** Whom the timer names; executions of an earlier version have it in the plan alone. */
const targetOf = ({ escalation }: EscalateInput, plan: Plan | undefined): CallTarget | undefined =>
  escalation.responder ?? plan?.playbook.escalation[escalation.step]?.responder;

function madeBy(before: CallRecord | undefined): CallOutcome | undefined {
  if (before?.outcome !== 'called' && before?.outcome !== 'escalated') return undefined;
  const { outcome, name, whom } = before;
  return whom === undefined ? undefined : { outcome, whom, why: `${name} was called by an earlier try` };
}

/** Why this occurrence's timers have nothing to do, undefined when they have. */
function standsBack({ escalation }: EscalateInput, { mode, before, later }: Kept): string | undefined {
  if (mode !== 'full') return 'calls are switched off (firstnote mode)';
  // A repeated try of this timer goes on: what it does is done once, and the note may not say so yet.
  if (before !== undefined && wasCalled(before) && Date.parse(before.at) < Date.parse(escalation.at)) {
    return `${escalation.name} was called at ${clock(before.at)}`;
  }
  return later === undefined ? undefined : `the incident was reopened: ${later} has its own timers`;
}
