import type { ObjectRef } from './object-ref.ts';
import type { Change, Rollout } from './report.ts';
import type { ReachBasis } from './statements/reach.ts';
import type { TemplateDifference } from './template-difference.ts';

/**
 * What a change consists of. Rules read this and nothing else; its words are made in `writing/report/change-text.ts`. What somebody
 * `announced` is their own text: it is shown, and decides nothing.
 */
export type ChangeFacts =
  | {
      readonly kind: 'rollout';
      readonly revision: number;
      /** True where an older revision was taken up again. */
      readonly reused: boolean;
      /** What differs from the revision before. */
      readonly differences: readonly TemplateDifference[];
    }
  | { readonly kind: 'scaling'; readonly from: number; readonly to: number }
  | { readonly kind: 'created' }
  | {
      readonly kind: 'fields';
      readonly fields: readonly ChangedField[];
      /** True where a whole manifest was applied: all fields are the applier's, and which of them changed is not known. */
      readonly applied?: boolean;
    }
  | { readonly kind: 'announced'; readonly summary: string };

/** A key that a manager owns; `was` only where kubectl's own copy of what was applied has the old value. */
export interface ChangedField {
  readonly key: string;
  readonly was: string | undefined;
}

/** A change before it is held against the onset. */
export interface RawChange {
  readonly at: number;
  readonly object: ObjectRef;
  /** Field manager or controller, '' when not known. */
  readonly who: string;
  readonly facts: ChangeFacts;
}

/** A change held against the onset and against what fails: the report's without its words, with its facts. */
export type KnownChange = Omit<Change, 'kind' | 'what' | 'from' | 'to' | 'revision' | 'why'> & {
  readonly facts: ChangeFacts;
  readonly why: ReachBasis;
};

/** A revision of a workload: the report's without its words, with what differs from the revision before. */
export type KnownRollout = Omit<Rollout, 'what'> & { readonly differences: readonly TemplateDifference[] };
