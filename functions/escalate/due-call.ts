import { ESCALATED, type Incident } from '../clients/pagerduty/port.ts';
import type { EscalateInput } from '../contracts/states.ts';
import type { CallTarget, DueCall } from '../incidents/escalation/decide.ts';
import { possibleLevels } from '../incidents/escalation/reach.ts';
import type { Occurrence } from '../incidents/incident.ts';
import { defined } from '../model/present.ts';
import type { EscalatePorts } from './escalate.ts';
import { orUnknown } from './or-unknown.ts';

/** What the decision needs; what cannot be read beside the incident itself is left unknown, and unknown calls. */
export async function dueCall(
  { escalation, occurrence }: EscalateInput,
  incident: Incident,
  target: CallTarget | undefined,
  ports: EscalatePorts,
): Promise<DueCall> {
  const [policy, onCalls, targetPeople] = await Promise.all([
    orUnknown(() => ports.pagerduty.escalationPolicy(incident.escalationPolicyId)),
    orUnknown(() => ports.pagerduty.onCalls(incident.escalationPolicyId)),
    target?.type === 'escalation_policy' ? orUnknown(() => firstOnCall(target.id, ports)) : undefined,
  ]);
  const own = {
    ...incident,
    ...defined({ rules: policy?.rules, onCalls }),
  };
  const isClear = possibleLevels(own).length === 1;
  const wasMoved = isClear ? undefined : await orUnknown(() => wasEscalated(occurrence, ports));
  return {
    step: escalation.step,
    name: escalation.name,
    ...defined({ target, targetPeople }),
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

async function firstOnCall(policyId: string, { pagerduty }: EscalatePorts): Promise<string[]> {
  const onCalls = await pagerduty.onCalls(policyId);
  return onCalls.filter(({ level }) => level === 1).map(({ person }) => person.id);
}
