import type { Share } from '../share.ts';
import type { NoFacts } from '../stated.ts';

/** Why a registry does not give an image. */
export type PullFailure =
  | 'registry-unresolved'
  | 'registry-certificate'
  | 'rate-limit'
  | 'access-refused'
  | 'no-such-image'
  | 'registry-unreachable'
  | 'invalid-name'
  | 'never-pulled';

/** What an init container waits for: there is no Service of that name, or none of its endpoints is ready. */
export interface AwaitedHost {
  readonly host: string;
  readonly lacks: 'service' | 'ready-endpoint';
}

/** What is stated of pods that do not come to run. */
export interface StartStatements {
  /** `image` and `why` are null where they are not known. */
  readonly 'image-not-pulled': { readonly image: string | null; readonly why: PullFailure | null };
  /** The kubelet's reasons, as it names them. */
  readonly 'waits-for-image': {
    readonly pods: Share;
    readonly container: string;
    readonly reasons: readonly string[];
  };
  /** So many workloads cannot pull from the same registry. */
  readonly 'registry-fails-many': { readonly workloads: number; readonly registry: string };

  readonly 'init-awaits-host': { readonly container: string } & AwaitedHost;
  /** `said` is its last line where that tells what it waits for, else null. */
  readonly 'init-waits': { readonly container: string; readonly said: string | null };
  /** For how long it runs, ms. */
  readonly 'init-runs-for': { readonly pods: Share; readonly container: string; readonly ms: number };
  /** null where its log is empty. */
  readonly 'last-line': { readonly said: string | null };
  readonly 'host-not-there': AwaitedHost;

  readonly 'no-pod-address-left': NoFacts;
  readonly 'pod-network-fails': NoFacts;
  /** How many pods of a node wait, and the names of some. */
  readonly 'waits-for-pod-network': {
    readonly pods: number;
    readonly node: string;
    readonly names: readonly string[];
  };

  /** The kubelet refuses pods at its own admission; its reason, and its message, '' where it has none. */
  readonly 'refused-by-kubelet': {
    readonly node: string;
    readonly reason: string;
    readonly said: string;
  };
  /** How many pods failed for the same reason, and what is said of the last. */
  readonly 'pods-failed': {
    readonly pods: number;
    readonly reason: string;
    readonly last: string;
    readonly said: string;
  };
  /** The template names a node, so no scheduler chose it. */
  readonly 'template-names-node': { readonly node: string };
  readonly 'node-absent': { readonly node: string };
  /** What put pods there, the template or (the name of) a pod; some of the nodes that there are. */
  readonly 'put-on-absent-node': {
    readonly by: 'template' | { readonly pod: string };
    readonly node: string;
    readonly nodes: readonly string[];
  };
}
