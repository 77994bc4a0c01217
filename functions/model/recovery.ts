import type { Cause } from './report.ts';
import type { NoFacts, Stated } from './statements/stated.ts';

/** Requests, and how many of them were answered 5xx. */
export interface Failed {
  readonly requests: number;
  readonly errors5xx: number;
}

interface OfEndpoint {
  readonly method: string;
  readonly path: string;
}

/** A cause as it is named again. */
type Named = Pick<Cause, 'title' | 'object'>;

/** What is stated of a failure's end. ms; null where it was not seen. */
export interface RecoveryStatements {
  readonly 'nothing-collected': NoFacts;
  readonly 'cause-persists': Named;
  readonly 'endpoint-fails': OfEndpoint & { readonly failed: Failed };
  readonly 'endpoint-slow': OfEndpoint & { readonly p95: number; readonly normal: number };
  readonly 'fewer-fail': NoFacts;
  /** Over all: before as the first note counted it. */
  readonly 'failed-over-all': { readonly before: Failed | null; readonly after: Failed | null };
  readonly 'endpoint-compared': OfEndpoint & {
    readonly before: Failed;
    readonly after: Failed | null;
    readonly p95: { readonly before: number; readonly after: number } | null;
  };
  readonly 'endpoints-answer': { readonly answering: number; readonly all: number };
  readonly 'cause-gone': Named;
  readonly 'cause-instead': Named;
  readonly 'too-few-requests': NoFacts;
  readonly 'pods-not-read': NoFacts;
  /** So many ms after the resolution, and nobody looks again. */
  readonly 'looked-once': { readonly after: number };
}

export type RecoveryFact = Stated<RecoveryStatements>;

/** Whether a failure is over, and what that is known by, in the order in which it is told. */
export interface Comparison {
  readonly recovered: 'yes' | 'no' | 'unknown';
  readonly facts: readonly RecoveryFact[];
}
