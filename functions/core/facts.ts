import type { CauseId } from './cause.ts';

/** What a server refuses its callers, where the lines say so. */
export type Refusal = 'connections' | 'credentials';

interface ProbeFacts {
  /** True where the probe itself is wrong: it asks for what the container does not have. */
  readonly isProbeWrong: boolean;
}

interface DependencyFacts {
  /** True where what is called is well, and the caller's own host or port is wrong. */
  readonly ownSettings: boolean;
  readonly refuses: Refusal | undefined;
}

/** What the remedy of a cause is decided by, where the cause alone does not tell: never a finding's words. */
export interface FactsOf {
  'liveness-probe': ProbeFacts;
  'readiness-probe': ProbeFacts;
  /** True where cordons alone keep the pods out. */
  unschedulable: { readonly onlyCordoned: boolean };
  'dns-resolution': { readonly wrong: 'name' | 'alias' | 'resolving' };
  'dependency-unreachable': DependencyFacts;
  'dependency-error': DependencyFacts;
  /** Where a part of the control plane is down, the node that it ran on may be well. */
  'node-infrastructure': { readonly down: 'node' | 'control-plane' };
  'cloud-access-denied': { readonly deniedBy: 'cloud' | 'kubernetes' };
}

type Plain = Exclude<CauseId, keyof FactsOf>;

/** A cause with its facts: the compiler asks for them where the cause has some. */
export type CauseFacts =
  | { readonly [Id in keyof FactsOf]: { readonly cause: Id; readonly facts: FactsOf[Id] } }[keyof FactsOf]
  | { readonly cause: Plain; readonly facts?: undefined };
