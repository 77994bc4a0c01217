import type { Playbook } from './playbook.ts';

/** True when two playbooks call the same people after the same minutes: their timers are the same. */
export function callsTheSame(a: Playbook, b: Playbook): boolean {
  return (
    a.escalation.length === b.escalation.length &&
    a.escalation.every((step, index) => {
      const other = b.escalation[index];
      return (
        other !== undefined &&
        step.after === other.after &&
        step.name === other.name &&
        step.responder?.type === other.responder?.type &&
        step.responder?.id === other.responder?.id
      );
    })
  );
}
