import type { MinuteRate } from './onset.ts';

/** Lines of work done a minute, before a moment and since. */
export interface Pace {
  readonly before: MinuteRate;
  readonly after: MinuteRate;
}

/** A queue that grows, by what a program calls it: its highest value before, its newest one, and since when (ms). */
export interface Backlog {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly since: number;
  /** null where too little is told of what was done. */
  readonly pace: Pace | null;
  /** What the pace says: nothing is done any more, less is, or as much as before, so that more comes in. */
  readonly why: 'stopped' | 'slower' | 'more-comes' | 'not-known';
}
