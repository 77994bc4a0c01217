import type { Occurrence } from '../incident.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** One timer of the escalation path. */
export interface Timer {
  /** Index in the playbook's `escalation`. */
  readonly step: number;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly name: string;
}

/** When whom is to be called if nobody acts, counted from the occurrence's start; in the order of time. */
export function escalationTimers(
  playbook: Playbook | undefined,
  occurrence: Pick<Occurrence, 'createdAt'>,
  minuteMs: number,
): Timer[] {
  const start = Date.parse(occurrence.createdAt);
  const timers = (playbook?.escalation ?? []).map(({ after, name }, step) => ({
    step,
    at: new Date(start + after * minuteMs).toISOString(),
    name,
  }));
  return timers.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
