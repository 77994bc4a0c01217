import { carryOut } from '../actions/call.ts';
import { type CallRecord, filesOf } from '../actions/files.ts';
import { laterOccurrence } from '../actions/latest.ts';
import { reportLink } from '../actions/report-link.ts';
import { ESCALATED, type Incident } from '../clients/pagerduty/port.ts';
import { hurried } from '../clients/store/hurried.ts';
import type { EscalateInput, EscalateOutput } from '../contracts/states.ts';
import { type CallTarget, type DueCall, decideCall } from '../core/escalation/decide.ts';
import { callMessage } from '../core/escalation/message.ts';
import { possibleLevels } from '../core/escalation/reach.ts';
import { failureKind } from '../core/failure.ts';
import { clock } from '../core/format.ts';
import type { Occurrence } from '../core/incident.ts';
import { wasCalled } from '../core/note/context.ts';
import type { TaskPorts } from '../runtime/open.ts';
import { tellOutcome, tellTrouble } from './tell.ts';

export type EscalatePorts = Pick<
  TaskPorts,
  'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs'
>;

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
  const before = await orUnknown(() =>
    filesOf(ports.store, input.occurrence.name).readCall(input.escalation.step),
  );
  const telling = { input, ports, attempt, before };
  try {
    const stands = await orUnknown(() => standsBack(input, before, ports));
    if (stands !== undefined) {
      ports.metrics.count('Calls', 'skipped');
      return { outcome: 'skipped', why: stands };
    }
    const { isResolved, ...outcome } = await callNow(input, ports, attempt, before?.outcome === 'waiting');
    await tellOutcome(telling, outcome.outcome, isResolved);
    ports.logger.info('escalation', {
      occurrence: input.occurrence.name,
      step: input.escalation.step,
      ...outcome,
    });
    return outcome;
  } catch (error) {
    if (failureKind(error) === 'busy') throw error;
    throw await tellTrouble(telling, error);
  }
}

/** One try: the incident as it is now, what follows from it, and that done. */
async function callNow(
  input: EscalateInput,
  ports: EscalatePorts,
  attempt: string,
  isRepeated: boolean,
): Promise<EscalateOutput & { readonly isResolved: boolean }> {
  const { occurrence } = input;
  const incident = await ports.pagerduty.incident(occurrence.incidentId);
  const [due, message] = await Promise.all([dueCall(input, incident, ports), messageFor(input, ports)]);
  const call = { occurrence, due, message, isRepeated };
  const outcome = await carryOut({ ...ports, attempt }, call, decideCall(due));
  return { ...outcome, isResolved: incident.status === 'resolved' };
}

/** Why this occurrence's timers have nothing to do, undefined when they have. */
async function standsBack(
  { occurrence, escalation }: EscalateInput,
  made: CallRecord | undefined,
  { store, pagerduty }: EscalatePorts,
): Promise<string | undefined> {
  // A repeated try of this timer goes on: what it does is done once, and the note may not say so yet.
  if (made !== undefined && wasCalled(made) && Date.parse(made.at) < Date.parse(escalation.at)) {
    return `${escalation.name} was called at ${clock(made.at)}`;
  }
  const later = await laterOccurrence(store, occurrence);
  if (later !== undefined) return `the incident was reopened: ${later} has its own timers`;
  const plan = await filesOf(store, occurrence.name).readPlan();
  if (plan === undefined || plan.lead.name === occurrence.name) return undefined;
  const lead = await pagerduty.incident(plan.lead.incidentId);
  const isOpen = lead.status === 'triggered' || lead.status === 'acknowledged';
  return isOpen ? `the calls for this target go out for incident ${plan.lead.incidentId}` : undefined;
}

/** What the decision needs; what cannot be read beside the incident itself is left unknown, and unknown calls. */
async function dueCall(input: EscalateInput, incident: Incident, ports: EscalatePorts): Promise<DueCall> {
  const { escalation, occurrence } = input;
  const target = await targetOf(input, ports);
  const [policy, onCalls, targetPeople] = await Promise.all([
    orUnknown(() => ports.pagerduty.escalationPolicy(incident.escalationPolicyId)),
    orUnknown(() => ports.pagerduty.onCalls(incident.escalationPolicyId)),
    target?.type === 'escalation_policy' ? orUnknown(() => firstOnCall(target.id, ports)) : undefined,
  ]);
  const own = {
    ...incident,
    ...(policy === undefined ? {} : { rules: policy.rules }),
    ...(onCalls === undefined ? {} : { onCalls }),
  };
  const isClear = possibleLevels(own).length === 1;
  const wasMoved = isClear ? undefined : await orUnknown(() => wasEscalated(occurrence, ports));
  return {
    step: escalation.step,
    name: escalation.name,
    ...(target === undefined ? {} : { target }),
    ...(targetPeople === undefined ? {} : { targetPeople }),
    incident: wasMoved === undefined ? own : { ...own, wasMoved },
    now: ports.now(),
    minuteMs: ports.minuteMs,
  };
}

/** Whether the incident was moved to another level since it opened. */
async function wasEscalated(
  { incidentId, createdAt }: Occurrence,
  { pagerduty }: EscalatePorts,
): Promise<boolean> {
  const entries = await pagerduty.logEntries(incidentId);
  return entries.some(({ type, at }) => type === ESCALATED && Date.parse(at) >= Date.parse(createdAt));
}

/** The timer's own responder; executions of an earlier version have it in the plan alone. */
async function targetOf(
  { escalation, occurrence }: EscalateInput,
  { store }: EscalatePorts,
): Promise<CallTarget | undefined> {
  if (escalation.responder !== undefined) return escalation.responder;
  const plan = await orUnknown(() => filesOf(store, occurrence.name).readPlan());
  return plan?.playbook.escalation[escalation.step]?.responder;
}

async function firstOnCall(policyId: string, { pagerduty }: EscalatePorts): Promise<string[]> {
  const onCalls = await pagerduty.onCalls(policyId);
  return onCalls.filter(({ level }) => level === 1).map(({ person }) => person.id);
}

async function messageFor(
  { occurrence, escalation, lapsedAt }: EscalateInput,
  ports: EscalatePorts,
): Promise<string> {
  const [report, reportUrl] = await Promise.all([
    orUnknown(() => filesOf(ports.store, occurrence.name).readReport('before')),
    orUnknown(() => reportLink(ports, ports.viewUrl, occurrence)),
  ]);
  const minutesSince = (time: string) =>
    Math.max(0, Math.round((ports.now() - Date.parse(time)) / ports.minuteMs));
  return callMessage({
    occurrence: occurrence.name,
    step: escalation.step,
    title: occurrence.title,
    minutesOpen: minutesSince(occurrence.createdAt),
    minutesLapsed: lapsedAt === undefined ? undefined : minutesSince(lapsedAt),
    report,
    reportUrl: report === undefined ? undefined : reportUrl,
  });
}

const orUnknown = <T>(read: () => Promise<T>): Promise<T | undefined> => read().catch(() => undefined);
