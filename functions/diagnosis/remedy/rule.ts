import type { CauseId } from '../../model/cause.ts';
import type { KnownChange } from '../../model/change.ts';
import type { Action } from '../../model/command/action.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';

/** What a rule may look at. */
export interface RemedyContext {
  readonly view: ClusterView;
  /** The change time line, newest or oldest first: rules do not depend on the order. */
  readonly changes: readonly KnownChange[];
}

/** What fits one kind of cause, in the order in which it should be tried. */
export type Rule<Id extends CauseId = CauseId> = (
  cause: RankedCause & { readonly cause: Id },
  context: RemedyContext,
) => readonly Action[];
