import type { KubeObject } from '../../cluster/dojopool/manifests/object.ts';

/** What a fault may do to the system: kubectl in its namespace, and objects to apply, as a pipeline would. */
export interface Hands {
  readonly kubectl: (...args: string[]) => Promise<string>;
  readonly apply: (...objects: KubeObject[]) => Promise<void>;
  /** The same for `System.outside`, where there is any. */
  readonly outside?: Hands;
}

/** A small system that is made, broken and recorded; it is well until `fault`. */
export interface System {
  /** As a company would name it: a recording's reader must not learn the fault from it. */
  readonly namespace: string;
  /** What has to be ready before anybody calls it. */
  readonly servers: readonly KubeObject[];
  /** What stands for a host outside, one Service: in a namespace of its own that is not recorded. */
  readonly outside?: readonly KubeObject[];
  readonly clients?: readonly KubeObject[];
  /** What is there from the beginning and never gets ready. */
  readonly before?: readonly KubeObject[];
  readonly fault: (hands: Hands) => Promise<void>;
  /** How long it is left alone before the fault and after it, seconds; a minute and a half where it is not said. */
  readonly wellSeconds?: number;
  readonly brokenSeconds?: number;
  /** Undoes what lies outside the namespace. */
  readonly revert?: (hands: Hands) => Promise<void>;
}
