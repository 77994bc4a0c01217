import { defined } from '../../model/present.ts';
import type { Playbook } from '../../playbook/playbook.ts';
import type { CallTarget } from './decide.ts';

/** One timer of the escalation path. */
export interface Timer {
  /** Index in the playbook's `escalation`. */
  readonly step: number;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly name: string;
  /** Whom the step names in PagerDuty, undefined when it names nobody. */
  readonly responder?: CallTarget;
}

/** When whom is to be called if nobody acts, counted from `since` (RFC 3339); in the order of time. */
export function escalationTimers(playbook: Playbook | undefined, since: string, minuteMs: number): Timer[] {
  const start = Date.parse(since);
  const timers = (playbook?.escalation ?? []).map(({ after, name, responder }, step) => ({
    step,
    at: new Date(start + after * minuteMs).toISOString(),
    name,
    ...defined({ responder }),
  }));
  return timers.sort(byTime);
}

/** The next timer of each step that nobody was called at yet, in the order of time; `now` is epoch ms. */
export function nextTimers(timers: readonly Timer[], called: ReadonlySet<number>, now: number): Timer[] {
  const due = timers.filter(({ step, at }) => Date.parse(at) > now && !called.has(step)).sort(byTime);
  return due.filter(({ step }, index) => due.findIndex((other) => other.step === step) === index);
}

const byTime = (a: Timer, b: Timer): number => Date.parse(a.at) - Date.parse(b.at);
