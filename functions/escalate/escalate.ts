import { carryOut } from '../actions/call.ts';
import { filesOf } from '../actions/files.ts';
import { laterOccurrence } from '../actions/latest.ts';
import { reportLink } from '../actions/report-link.ts';
import type { Incident } from '../clients/pagerduty/port.ts';
import type { EscalateInput, EscalateOutput } from '../contracts/states.ts';
import { type CallTarget, type DueCall, decideCall } from '../core/escalation/decide.ts';
import { callMessage } from '../core/escalation/message.ts';
import { failureKind } from '../core/failure.ts';
import { clock } from '../core/format.ts';
import { type MadeCall, wasCalled } from '../core/note/context.ts';
import { writeNoteAgain } from '../runtime/living-note.ts';
import type { TaskPorts } from '../runtime/open.ts';

export type EscalatePorts = Pick<
  TaskPorts,
  'now' | 'logger' | 'metrics' | 'store' | 'pagerduty' | 'viewUrl' | 'minuteMs'
>;

/**
 * A timer rang: reads the incident as it is now, decides whether and whom to call, and does it once. It needs nothing
 * of the triage: without plan or report it calls all the same.
 */
export async function escalate(
  input: EscalateInput,
  ports: EscalatePorts,
  attempt: string,
): Promise<EscalateOutput> {
  const { occurrence } = input;
  const covered = await coveredElsewhere(input, ports).catch(() => undefined);
  if (covered !== undefined) return { outcome: 'skipped', why: covered };
  const incident = await ports.pagerduty.incident(occurrence.incidentId);
  const due = await dueCall(input, incident, ports);
  const message = await messageFor(input, ports);
  const told = (outcome: MadeCall['outcome']) =>
    sayInNote(input, outcome, ports, attempt).catch((error: Error) => {
      ports.logger.warn('the note does not say who was called', { why: error.message });
    });
  const call = { occurrence, due, message };
  const outcome = await carryOut({ ...ports, attempt }, call, decideCall(due)).catch(
    async (error: unknown) => {
      if (failureKind(error) === 'rejected') await told('failed');
      throw error;
    },
  );
  await told(outcome.outcome);
  ports.logger.info('escalation', { occurrence: occurrence.name, step: input.escalation.step, ...outcome });
  return outcome;
}

/** Who was called stands in the note: the next one who reads it knows. Skipped steps stand there as no call. */
async function sayInNote(
  { occurrence, escalation }: EscalateInput,
  outcome: MadeCall['outcome'],
  ports: EscalatePorts,
  attempt: string,
): Promise<void> {
  const at = new Date(ports.now()).toISOString();
  const files = filesOf(ports.store, occurrence.name);
  await files.writeCall(escalation.step, { name: escalation.name, at, outcome });
  if (outcome !== 'skipped') await writeNoteAgain(occurrence, ports, attempt);
}

/** Why this occurrence's timers have nothing to do, undefined when they have. Whatever is in doubt is not covered. */
async function coveredElsewhere(
  { occurrence, escalation }: EscalateInput,
  { store, pagerduty }: EscalatePorts,
): Promise<string | undefined> {
  const made = await filesOf(store, occurrence.name).readCall(escalation.step);
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
  const { escalation } = input;
  const target = await targetOf(input, ports);
  const [policy, onCalls, targetPeople] = await Promise.all([
    orUnknown(() => ports.pagerduty.escalationPolicy(incident.escalationPolicyId)),
    orUnknown(() => ports.pagerduty.onCalls(incident.escalationPolicyId)),
    target?.type === 'escalation_policy' ? orUnknown(() => firstOnCall(target.id, ports)) : undefined,
  ]);
  return {
    step: escalation.step,
    name: escalation.name,
    ...(target === undefined ? {} : { target }),
    ...(targetPeople === undefined ? {} : { targetPeople }),
    incident: {
      ...incident,
      ...(policy === undefined ? {} : { rules: policy.rules }),
      ...(onCalls === undefined ? {} : { onCalls }),
    },
    now: ports.now(),
    minuteMs: ports.minuteMs,
  };
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
