import type { ObjectRef } from '../object-ref.ts';
import type { Share } from './share.ts';

/** What mechanisms of several families state. */
export interface SharedStatements {
  /** Calls of a workload fail, as its own lines say; `first` and `last` line in ms UTC, null where they bear no time. */
  readonly 'calls-fail': {
    readonly caller: Pick<ObjectRef, 'kind' | 'name'>;
    readonly lines: number;
    readonly pods: Share;
    readonly first: number | null;
    readonly last: number | null;
    readonly said: string;
  };
  /** How many lines of a log say it, and on how many pods. */
  readonly 'lines-said': { readonly count: number; readonly pods: Share; readonly said: string };
  /** What the kubelet said, by an event or a status. */
  readonly 'kubelet-said': { readonly said: string };
  /** The kubelet cannot mount a volume: its own words, or the part of them that names what is missing. */
  readonly 'volume-not-mounted': { readonly said: string };
}
