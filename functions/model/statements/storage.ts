import type { Share } from './share.ts';
import type { NoFacts, Stated } from './stated.ts';

/** What the mechanisms of the family `storage` state. */
export interface StorageStatements extends UnboundStatements {
  /** Pods wait for a claim that does not exist. */
  readonly 'waits-for-absent-claim': { readonly claim: string };
  /** Pods wait for a claim that is not bound: its phase (null where it has none yet), and why, null where nothing tells. */
  readonly 'waits-for-unbound-claim': {
    readonly claim: string;
    readonly phase: string | null;
    readonly why: WhyUnbound | null;
  };
  /** Pods wait for a claim, and nothing names it. */
  readonly 'waits-for-some-claim': NoFacts;
  /** The volume's node affinity leaves no node that the pod may run on. */
  readonly 'volume-out-of-reach': NoFacts;
  /** Pods that the scheduler keeps waiting for a volume, and what it says. */
  readonly 'pending-for-volume': { readonly pods: Share; readonly said: string };
  readonly 'claim-absent': { readonly claim: string };
  /** Its phase; null where it has none yet. */
  readonly 'claim-unbound': { readonly claim: string; readonly phase: string | null };

  /** Pods that wait on their node as a volume cannot be attached or mounted: the event, and how often it came. */
  readonly 'mount-fails': {
    readonly pods: Share;
    readonly reason: string;
    readonly count: number;
    readonly said: string;
  };
  /** The runtime cannot mount a volume into a container. */
  readonly 'volume-not-in-container': { readonly container: string; readonly said: string };
  /** Pods with a container that the runtime does not make. */
  readonly 'container-not-made': { readonly pods: Share; readonly container: string; readonly said: string };
  /** The program may not read or write below a mount. */
  readonly 'mounted-path-denied': { readonly said: string };
  readonly 'container-mounts': {
    readonly container: string;
    readonly volume: string;
    readonly path: string;
    readonly readOnly: boolean;
  };
  readonly 'container-restarts-unready': { readonly container: string; readonly restarts: number };
  /** The line that is denied names no path of a mount. */
  readonly 'mounted-path-not-named': NoFacts;

  /** Pods are evicted over an ephemeral-storage limit of their own: what the kubelet says. */
  readonly 'own-storage-limit-exceeded': { readonly said: string };
  /** How many pods were evicted so within the last ten minutes; `at` of the last in ms UTC, null where not known. */
  readonly 'evicted-over-own-limit': {
    readonly pods: number;
    readonly at: number | null;
    readonly said: string;
  };
}

/** Why a claim is not bound. */
export interface UnboundStatements {
  /** What the provisioner or the binder says of a claim. */
  readonly 'claim-event': { readonly said: string };
  readonly 'storage-class-absent': { readonly storageClass: string };
  /** Volumes of this class are made by hand, and nobody made one. */
  readonly 'storage-class-provisions-nothing': {
    readonly storageClass: string;
    readonly provisioner: string;
  };
  readonly 'volume-bound-elsewhere': { readonly volume: string; readonly claim: string };
  /** Access modes that the claim asks for and the volume lacks, and all that the volume has. */
  readonly 'volume-lacks-access-mode': {
    readonly volume: string;
    readonly lacks: readonly string[];
    readonly has: readonly string[];
  };
  /** Quantities of Kubernetes, as they were written ("10Gi"). */
  readonly 'volume-too-small': {
    readonly volume: string;
    readonly asked: string;
    readonly has: string;
  };
}

export type WhyUnbound = Stated<UnboundStatements>;
