import type { Action } from '../../../model/command/action.ts';
import type { CollectorName } from '../../../model/evidence.ts';
import type { CauseFacts } from '../../../model/facts.ts';
import type { Finding, Strength } from '../../../model/finding.ts';
import { type ObjectRef, refKey } from '../../../model/object-ref.ts';
import { defined } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';

type Draft = CauseFacts & Drafted;

interface Drafted {
  readonly object: ObjectRef;
  readonly title: Statement;
  readonly strength: Strength;
  readonly evidence: readonly Statement[];
  readonly basis: readonly CollectorName[];
  readonly against?: readonly Statement[];
  readonly actions?: readonly Action[];
  readonly explains?: readonly ObjectRef[];
  readonly since?: string | undefined;
}

/** A finding with its optional parts filled in; it explains at least its own object. */
export function finding(draft: Draft): Finding {
  const { since, ...rest } = draft;
  return {
    against: [],
    actions: [],
    ...rest,
    explains: distinct([draft.object, ...(draft.explains ?? [])]),
    ...defined({ since: since || undefined }),
  };
}

/** A workload's failure explains itself and everybody who calls it, directly or over others. */
export const withCallers = (view: ClusterView, workload: Workload): readonly ObjectRef[] => [
  workload.ref,
  ...view.services.of(workload).map(({ ref }) => ref),
  ...view.calls.callersOf(workload.ref),
];

export function distinct(refs: readonly ObjectRef[]): readonly ObjectRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

/** Proof where it is proven, a hint where it is no more than that, strong else. */
export function strengthOf(isProof: boolean, isHint: boolean): Strength {
  if (isProof) return 'proof';
  return isHint ? 'hint' : 'strong';
}
