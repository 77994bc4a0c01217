import type { Comparison } from '../../model/recovery.ts';
import type { Playbook } from '../../playbook/playbook.ts';

/**
 * `first version`: the fast evidence is in, logs are still being read. `partial`: some of the triage failed.
 * `failed`: there is no report. The last two finish a note after the incident was resolved.
 */
export type NoteState = 'first version' | 'complete' | 'partial' | 'failed' | 'recovered' | 'not recovered';

/** The alert as a note shows it; `value` and `url` where its body had them. */
export interface NoteAlert {
  readonly name: string;
  readonly severity: string;
  readonly value?: string;
  readonly url?: string;
}

/** An escalation that has not happened yet. */
export interface NextCall {
  readonly name: string;
  /** RFC 3339 UTC. */
  readonly at: string;
}

/**
 * An escalation that was due: asked to join, called by moving the incident to a level, not called since somebody acted,
 * not called yet and tried again and again, or given up.
 */
export interface MadeCall {
  readonly name: string;
  /** RFC 3339 UTC: when it was made; of one that was not, when it was tried first. */
  readonly at: string;
  readonly outcome: 'called' | 'escalated' | 'skipped' | 'waiting' | 'failed';
  /** Why it was not made, for a reader. */
  readonly why?: string;
}

/** True when somebody was reached. */
export const wasCalled = ({ outcome }: Pick<MadeCall, 'outcome'>): boolean =>
  outcome === 'called' || outcome === 'escalated';

/** Who was called, and who is called next. */
export interface Calls {
  readonly nextCalls: readonly NextCall[];
  /** There is an escalation path, whatever is left of it. */
  readonly hasPath?: boolean;
  /** Somebody would be called next, but calls are switched off. */
  readonly callsAreOff?: boolean;
  /** RFC 3339 UTC: when the acknowledgement lapsed last, where it did. */
  readonly lapsedAt?: string;
  /** Calls that were due already; oldest first. */
  readonly madeCalls?: readonly MadeCall[];
}

/** What a note says beside its report. */
export interface NoteContext extends Calls {
  readonly alert: NoteAlert;
  /** The occurrence's name, "Q1ABCDEFGH-1764079400": the last line marks the note as ours by it. */
  readonly occurrence: string;
  /** From the incident's creation to this text, seconds; null when the page's time is not known. */
  readonly secondsAfterPage: number | null;
  readonly state: NoteState;
  /** Why it is partial or failed, for a reader. */
  readonly stateDetail?: string;
  readonly playbook: Playbook;
  /** Before and after, once the incident was resolved. */
  readonly recovery?: Comparison;
  readonly reportUrl?: string;
  readonly timelineUrl?: string;
}
