import type { Stated } from './stated.ts';

/** What the begin of a failure was read off. */
export interface OnsetStatements {
  /** Failures left their baseline. */
  readonly 'errors-rose': { readonly before: MinuteRate; readonly since: MinuteRate };
  /** Error lines of what serves nobody; `before` is null where its log begins with a new revision. */
  readonly 'work-failed': { readonly before: MinuteRate | null; readonly since: MinuteRate };
  /** More and more waits for what serves nobody. */
  readonly 'backlog-grew': { readonly name: string; readonly from: number; readonly to: number };
  /** A log too short for a baseline: of so many minutes the first with failed requests, and their number. */
  readonly 'first-failing-minute': { readonly minutes: number; readonly failed: number };
  /** The first thing that is known to have happened to a pod that is not ready. */
  readonly 'first-trouble': { readonly trouble: PodTrouble; readonly pod: string };
}

export type OnsetBasis = Stated<OnsetStatements>;

/** Errors a minute, over so many minutes. */
export interface MinuteRate {
  readonly rate: number;
  readonly minutes: number;
}

export type PodTrouble = 'end' | 'loss-of-readiness' | 'warning-event';
