import type { ExecutionInput } from '../contracts/states.ts';
import { escalationTimers } from '../incidents/escalation/timers.ts';
import { choosePlaybook } from '../incidents/occurrence/choose-playbook.ts';
import type { WebhookEvent } from '../incidents/occurrence/occurrence.ts';
import { assertNever } from '../model/assert-never.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** Minutes after the resolution that a system is looked at again: what was restarted is warm, and rates have moved. */
const RECOVERY_MINUTES = 2;

export interface Execution {
  readonly name: string;
  readonly input: ExecutionInput;
}

/** The execution that an event asks for, with all of its times absolute; undefined when no playbook answers for it. */
export function executionOf(
  event: Extract<WebhookEvent, { kind: 'triage' | 'recovery' | 'lapse' }>,
  playbooks: readonly Playbook[],
  minuteMs: number,
): Execution | undefined {
  const { occurrence } = event;
  const playbook = choosePlaybook(playbooks, occurrence);
  if (playbook === undefined) return undefined;
  const { name, cluster } = playbook;
  const placed = cluster === undefined ? {} : { cluster };
  switch (event.kind) {
    case 'triage': {
      const escalations = escalationTimers(playbook, occurrence.createdAt, minuteMs);
      return {
        name: occurrence.name,
        input: { kind: 'triage', occurrence, playbook: name, ...placed, escalations },
      };
    }
    case 'lapse': {
      const { lapsedAt } = event;
      const escalations = escalationTimers(playbook, lapsedAt, minuteMs);
      return {
        name: event.name,
        input: { kind: 'lapse', occurrence, playbook: name, lapsedAt, escalations },
      };
    }
    case 'recovery': {
      const { resolvedAt } = event;
      const recoverAt = new Date(Date.parse(resolvedAt) + RECOVERY_MINUTES * minuteMs).toISOString();
      return {
        name: event.name,
        input: { kind: 'recovery', occurrence, playbook: name, ...placed, recoverAt, resolvedAt },
      };
    }
    default:
      return assertNever(event);
  }
}
