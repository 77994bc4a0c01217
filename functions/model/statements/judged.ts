import type { ReachabilityProbe } from '../evidence.ts';
import type { Share } from './share.ts';
import type { NoFacts, Stated } from './stated.ts';

/** What a dependency was judged by. */
export interface JudgedStatements {
  /** A connection was tried; `said` is why it could not be, where it could not. */
  readonly tried: {
    readonly from: string;
    readonly result: ReachabilityProbe['result'];
    readonly said: string | null;
  };
  /** Of its pods; of those that were asked for where none is ready. */
  readonly 'pods-ready': { readonly pods: Share };
  /** So many of the target's error lines name it. */
  readonly 'named-in-errors': { readonly lines: number; readonly of: number };
  /** It logs errors itself. */
  readonly 'logs-errors': { readonly lines: number };
  readonly 'logs-not-read': NoFacts;
  readonly 'not-tried': NoFacts;
}

export type JudgedBy = Stated<JudgedStatements>;
