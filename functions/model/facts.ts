import type { CalledHost } from './called-host.ts';
import type { CauseId } from './cause.ts';
import type { OwnResource } from './statements/load.ts';

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

interface ProbeFacts {
  /** True where the probe itself is wrong: it asks for what the container does not have. */
  readonly isProbeWrong: boolean;
}

/** Whom a cause is about beside its object. */
interface CallFacts {
  /** The hosts that are called, as far as lines, settings and the playbook name them; [] where nothing does. */
  readonly peers: readonly CalledHost[];
}

interface DependencyFacts extends CallFacts {
  /** True where what is called is well, and the caller's own host or port is wrong. */
  readonly ownSettings: boolean;
  readonly refuses: Refusal | undefined;
  /** True where it is the client that holds the connections which its server lacks. */
  readonly holds?: true;
}

interface ExhaustedFacts {
  /** What it has run out of; `own-storage` is what its own limits let it write, `own-limit` a buffer or a time. */
  readonly resource: OwnResource | 'own-storage' | 'own-limit';
  /** True where it is full for the next pod as well. */
  readonly outlives?: true;
  /** True where the program ends by it: what ends restarts by itself. */
  readonly ends: boolean;
}

interface LimitFacts extends CallFacts {
  /** True where the account has no credit or quota left: to wait or to send less does not help. */
  readonly spent: boolean;
}

/** What the remedy of a cause is decided by, where the cause alone does not tell: never a finding's words. */
export interface FactsOf {
  'crash-app-error': {
    /** False where the runtime never got it going: there is no run that could end the same way. */
    readonly started: boolean;
    /** By which mechanism it ends, where one is known; absent where only its own words are. */
    readonly because?: CrashReason;
  };
  'liveness-probe': ProbeFacts;
  'readiness-probe': ProbeFacts;
  /** `at-maximum` may add no pod more; `cannot-compute` adds none, whatever the load. */
  'hpa-maxed': { readonly held: 'at-maximum' | 'cannot-compute' };
  /** What a quota or LimitRange refuses; `too-much` is more than the whole quota by itself. */
  'quota-exceeded': {
    readonly refused:
      | 'no-room'
      | 'too-much'
      | 'no-amounts'
      | 'too-small'
      | 'too-large'
      | 'ratio'
      | 'service'
      | 'storage';
  };
  /** True where cordons alone keep the pods out. */
  unschedulable: { readonly onlyCordoned: boolean };
  'dns-resolution': CallFacts & { readonly wrong: 'name' | 'alias' | 'resolving' };
  'dependency-unreachable': DependencyFacts;
  'dependency-error': DependencyFacts;
  'slow-dependency': CallFacts;
  'network-policy': CallFacts;
  'certificate-expired': CallFacts;
  'rate-limited': LimitFacts;
  'bad-rollout': {
    /** What was changed: the pod template, or a ConfigMap or Secret that it reads, which a rollback does not restore. */
    readonly changed: 'template' | 'configuration';
    /**
     * By errors of its own that its pods tell of; by what differs alone: since when, where, who else; or by what differs
     * at its callers, while it says nothing itself.
     */
    readonly by: 'own-errors' | 'differences' | 'callers';
  };
  /** Where a part of the control plane is down, the node that it ran on may be well. */
  'node-infrastructure': { readonly down: 'node' | 'control-plane' };
  'resource-exhausted': ExhaustedFacts;
  'cloud-access-denied': { readonly deniedBy: 'cloud' | 'kubernetes' };
}

/** The hosts that a cause is about; [] where it is about none. */
export const peersOf = ({ facts }: CauseFacts): readonly CalledHost[] =>
  facts !== undefined && 'peers' in facts ? facts.peers : [];

/** Configuration that is there, and was changed under pods that run on: nothing was rolled out, and nothing is to be undone. */
interface ConfigurationFacts {
  /** By what differs at itself, or at its callers, while it says nothing itself. */
  readonly by: 'differences' | 'callers';
}

type Plain = Exclude<CauseId, keyof FactsOf | 'config-missing'>;

/** A cause with its facts: the compiler asks for them where the cause has some. */
export type CauseFacts =
  | { readonly [Id in keyof FactsOf]: { readonly cause: Id; readonly facts: FactsOf[Id] } }[keyof FactsOf]
  | { readonly cause: 'config-missing'; readonly facts?: ConfigurationFacts | undefined }
  | { readonly cause: Plain; readonly facts?: undefined };
