import type { CalledHost } from './called-host.ts';
import type { CauseId } from './cause.ts';

/** What a server refuses its callers, where the lines say so. */
export type Refusal = 'connections' | 'credentials' | 'request' | 'writes' | 'room';

/** By which mechanism a container ends or does not start, where more is known than its words. */
export type CrashReason =
  /** It takes a variable that Kubernetes sets for a Service for a setting of its own. */
  | 'service-link'
  /** Its script has Windows line ends. */
  | 'line-ends'
  /** Its file is there; the interpreter or loader that it names is not. */
  | 'interpreter'
  /** The kernel knows no way to run its file. */
  | 'architecture'
  /** Its file may not be executed. */
  | 'not-executable'
  /** A library that it needs is not in its image. */
  | 'library';

/** Of a probe that fails. */
export interface ProbeFacts {
  /** True where the probe itself is wrong: it asks for what the container does not have. */
  readonly isProbeWrong: boolean;
}

/** Whom a cause is about beside its object. */
export interface CallFacts {
  /** The hosts that are called, as far as lines, settings and the playbook name them; [] where nothing does. */
  readonly peers: readonly CalledHost[];
}

/** Of a dependency that does not serve its callers. */
export interface DependencyFacts extends CallFacts {
  /** True where what is called is well, and the caller's own host or port is wrong. */
  readonly ownSettings: boolean;
  readonly refuses: Refusal | undefined;
  /** True where it is the client that holds the connections which its server lacks. */
  readonly holds?: true;
}

/**
 * What the remedy of a cause is decided by, where the cause alone does not tell: never a finding's words. A cause that
 * has such facts adds them here in its own file (`diagnosis/causes/`), optional where it need not have them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each cause declares its own member
export interface FactsOf {}

/** The hosts that a cause is about; [] where it is about none. */
export const peersOf = ({ facts }: CauseFacts): readonly CalledHost[] =>
  facts !== undefined && 'peers' in facts ? facts.peers : [];

type Plain = Exclude<CauseId, keyof FactsOf>;

type WithFacts<Id extends keyof FactsOf> = undefined extends FactsOf[Id]
  ? { readonly cause: Id; readonly facts?: FactsOf[Id] }
  : { readonly cause: Id; readonly facts: FactsOf[Id] };

/** A cause with its facts: the compiler asks for them where the cause has some. */
export type CauseFacts =
  | { readonly [Id in keyof FactsOf]-?: WithFacts<Id> }[keyof FactsOf]
  | { readonly cause: Plain; readonly facts?: undefined };
