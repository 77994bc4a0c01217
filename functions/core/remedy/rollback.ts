import type { KnownChange } from '../changes/change.ts';
import { revisionsOf } from '../changes/rollouts.ts';
import { plural } from '../format.ts';
import { type ObjectRef, refKey } from '../object-ref.ts';
import type { RankedCause } from '../rank/ranked-cause.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, isReady } from '../view/workloads.ts';

/** A rollout longer before the onset ran well: undoing it is no remedy. An hour, as the note's "began with". */
const ROLLOUT_WITHIN_MS = 60 * 60_000;

export type Rollback =
  | { readonly verdict: 'helps'; readonly revision: number; readonly why: string }
  | { readonly verdict: 'useless'; readonly why: string }
  | { readonly verdict: 'impossible'; readonly why: string }
  | { readonly verdict: 'unknown' };

interface Revision {
  readonly number: number;
  readonly pods: number;
  readonly ready: number;
}

/**
 * Whether undoing the last rollout would help: an earlier revision has to exist, and the counter-test has to be for
 * it. Old pods that fail too are against it; old pods that are well while new ones are not, or a rollout that the
 * onset followed, are for it.
 */
export function judgeRollback(
  ref: ObjectRef,
  cause: RankedCause,
  view: ClusterView,
  changes: readonly KnownChange[],
): Rollback {
  const revisions = revisionsIn(view, ref);
  const [current, ...earlier] = revisions;
  const previous = earlier[0];
  const blamed = cause.cause === 'bad-rollout' && cause.confidence !== 'low' && cause.against.length === 0;
  const recent = changes.find(
    (change) =>
      refKey(change.object) === refKey(ref) &&
      change.facts.kind === 'rollout' &&
      change.reached === 'yes' &&
      change.beforeOnsetMs !== null &&
      change.beforeOnsetMs >= 0 &&
      change.beforeOnsetMs <= ROLLOUT_WITHIN_MS,
  );
  const test = current === undefined ? 'none' : counterTest(current, earlier);
  if (test === 'old fail too')
    return { verdict: 'useless', why: 'pods of the revision before fail as well, a rollback will not help' };
  if (test !== 'only new fail' && !blamed && recent === undefined) return { verdict: 'unknown' };
  if (previous === undefined || current === undefined)
    return { verdict: 'impossible', why: 'no earlier revision is left to roll back to' };
  const why =
    test === 'only new fail'
      ? `pods of revision ${previous.number} are ready, those of ${current.number} are not`
      : `the failure began after revision ${current.number}; ${comparison(earlier)}`;
  return { verdict: 'helps', revision: previous.number, why };
}

/** Whether pods of earlier revisions are there to compare with: what they do is for the cause's own evidence to say. */
function comparison(earlier: readonly Revision[]): string {
  const pods = earlier.reduce((sum, revision) => sum + revision.pods, 0);
  const ready = earlier.reduce((sum, revision) => sum + revision.ready, 0);
  return pods === 0
    ? 'no pod of an earlier one is left to compare with'
    : `${ready} of ${plural(pods, 'pod')} of earlier ones ready`;
}

function counterTest(
  current: Revision,
  earlier: readonly Revision[],
): 'only new fail' | 'old fail too' | 'none' {
  const oldPods = earlier.reduce((sum, revision) => sum + revision.pods, 0);
  const oldReady = earlier.reduce((sum, revision) => sum + revision.ready, 0);
  if (oldPods === 0 || current.pods === 0 || current.ready === current.pods) return 'none';
  if (oldReady === oldPods && current.ready === 0) return 'only new fail';
  return oldReady === 0 ? 'old fail too' : 'none';
}

/** Revisions, newest first, with the pods of each that are not on their way out. */
function revisionsIn(view: ClusterView, ref: ObjectRef): readonly Revision[] {
  const workload = view.owners.byKey.get(refKey(ref));
  return (workload ? revisionsOf(view, workload) : [])
    .filter(({ revision }) => revision > 0)
    .map(({ revision, pods }) => {
      const live = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined && !isFinished(pod));
      return { number: revision, pods: live.length, ready: live.filter(isReady).length };
    });
}
