import type { ObjectRef } from '../object-ref.ts';
import type { Change } from '../report.ts';

/**
 * What a change consists of. Rules read this and nothing else; its words are made in `change-text.ts`. What somebody
 * `announced` is their own text: it is shown, and decides nothing.
 */
export type ChangeFacts =
  | {
      readonly kind: 'rollout';
      readonly revision: number;
      /** True where an older revision was taken up again. */
      readonly reused: boolean;
      /** What differs from the revision before, in words. */
      readonly differences: readonly string[];
    }
  | { readonly kind: 'scaling'; readonly from: number; readonly to: number }
  | { readonly kind: 'created' }
  | { readonly kind: 'fields'; readonly fields: readonly ChangedField[] }
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
export type KnownChange = Omit<Change, 'what'> & { readonly facts: ChangeFacts };
