import type { NoFacts, Stated } from './stated.ts';

/** So many lines of the logs of so many pods. */
interface LinesRead {
  readonly lines: number;
  readonly pods: number;
}

/** What a topic was judged by, and ruled out. */
export interface RuledOutStatements {
  readonly 'all-ready': { readonly pods: number; readonly restarts: number };
  /** `share` of its limit that is used at most, 0 to 1; null where that is not known. */
  readonly 'none-killed-for-memory': { readonly pods: number; readonly share: number | null };
  readonly 'containers-lack-nothing': { readonly pods: number };
  readonly 'none-waits-for-its-place': { readonly pods: number };
  readonly 'nothing-refused': { readonly events: number };
  readonly 'services-point-to-ports': { readonly services: number };
  readonly 'nodes-well': { readonly nodes: number; readonly cordoned: number };
  readonly 'names-resolve': LinesRead;
  readonly 'no-certificate-expired': LinesRead;
  readonly 'autoscalers-have-room': { readonly autoscalers: number };
}

/** Why a rollout is not to blame. */
export interface InnocenceStatements {
  readonly 'earlier-fails-too': NoFacts;
  /** For how long it ran without the failure, ms. */
  readonly 'ran-without-it': { readonly ms: number };
}

export type RuledOutBy = Stated<RuledOutStatements>;
export type Innocence = Stated<InnocenceStatements>;
