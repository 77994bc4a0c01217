import type { KnownChange } from '../../model/change.ts';
import { mayPrecede, NEAR_MS } from '../../model/near.ts';
import { type ObjectRef, refKey, shortName } from '../../model/object-ref.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import { plural } from '../../text/format.ts';
import { clockText } from '../../text/time.ts';
import { untriedConfiguration } from '../changes/configuration.ts';
import { type CounterTest, counterTest, type Serving } from '../changes/counter-test.ts';
import { onsetOf } from '../changes/onset.ts';
import type { RevisionFailures } from '../changes/revision-failures.ts';
import { changedBy, type Revision, revisionsOf } from '../changes/rollouts.ts';
import { isRestart } from '../changes/template-diff.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

export type Rollback =
  | { readonly verdict: 'helps'; readonly revision: number; readonly why: string }
  | { readonly verdict: 'useless'; readonly why: string }
  | { readonly verdict: 'impossible'; readonly why: string }
  | { readonly verdict: 'unknown' };

/**
 * Whether undoing the last rollout would help: an earlier revision has to exist, and the counter-test has to be for
 * it. Old pods that fail too are against it; old pods that are well while new ones are not, or a rollout that the
 * onset followed, are for it. A restart alone is nothing to undo, and a ConfigMap or Secret that was changed as well is not
 * undone.
 */
export function judgeRollback(
  ref: ObjectRef,
  cause: RankedCause,
  view: ClusterView,
  changes: readonly KnownChange[],
): Rollback {
  const workload = view.owners.byKey.get(refKey(ref));
  const [current, previous] = workload === undefined ? [] : numberedRevisions(view, workload);
  const test = workload && counterTest(view, workload);
  const blamed = cause.cause === 'bad-rollout' && cause.confidence !== 'low' && cause.against.length === 0;
  const recent = changes.find(
    (change) =>
      refKey(change.object) === refKey(ref) &&
      change.facts.kind === 'rollout' &&
      change.reached === 'yes' &&
      mayPrecede(change.beforeOnsetMs, onsetOf(view), NEAR_MS.counts),
  );
  if (test?.verdict === 'old-fail')
    return {
      verdict: 'useless',
      why: 'pods of the revision before it fail too, so a rollback will not help',
    };
  if (test?.verdict !== 'old-well' && !blamed && recent === undefined) return { verdict: 'unknown' };
  if (previous === undefined || current === undefined || test === undefined)
    return workload !== undefined && areKnown(view, ref)
      ? { verdict: 'impossible', why: 'no earlier revision is left to roll back to' }
      : { verdict: 'unknown' };
  const why = whyUseless(view, previous, current);
  return why === undefined
    ? { verdict: 'helps', revision: previous.revision, why: whyOf(test, current, previous) }
    : { verdict: 'useless', why };
}

/** Whether all revisions of its kind were read: of what was not, nobody knows whether an earlier one is left. */
const areKnown = (view: ClusterView, { kind }: ObjectRef): boolean =>
  view.evidence.complete(kind === 'Deployment' ? 'replicasets' : 'controllerrevisions');

/** What going back leaves as it is, where that may be what fails; undefined where the older revision is known to be well. */
function whyUseless(view: ClusterView, previous: Revision, current: Revision): string | undefined {
  if (isRestart(changedBy([current, previous])))
    return `revision ${previous.revision} is the same but for a restart`;
  const [changed] = untriedConfiguration(view, current.workload, view.now);
  return (
    changed &&
    `${shortName(changed.object)} was changed too, at ${clockText(changed.at, view.now)}, and stays as it is`
  );
}

/** The controller numbers them from 1 on: what has no number is none to go back to. */
const numberedRevisions = (view: ClusterView, workload: Workload): readonly Revision[] =>
  revisionsOf(view, workload).filter(({ revision }) => revision > 0);

function whyOf({ verdict, by, ...counted }: CounterTest, current: Revision, previous: Revision): string {
  const { old } = counted;
  if (verdict !== 'old-well')
    return `the failure began after revision ${current.revision}; ${comparison(old)}`;
  return by === 'readiness'
    ? `pods of revision ${previous.revision} are ready, those of ${current.revision} are not`
    : `${failedOf(counted.current)} to pods of revision ${current.revision} failed, ${failedOf(old)} to those of earlier ones`;
}

const failedOf = ({ failed, requests }: RevisionFailures): string => `${failed} of ${requests} requests`;

/** Whether pods of earlier revisions are there to compare with: what they do is for the cause's own evidence to say. */
const comparison = ({ pods, ready }: Serving): string =>
  pods === 0
    ? 'no pod of an earlier one is left to compare with'
    : `${ready} of ${plural(pods, 'pod')} of earlier ones ready`;
