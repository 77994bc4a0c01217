import { type ObjectRef, refKey } from '../object-ref.ts';
import type { Cause, Change } from '../report.ts';
import { timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished, isReady } from '../view/workloads.ts';

/** Annotation in which the deployment controller counts (pkg/controller/deployment/util/deployment_util.go). */
const REVISION = 'deployment.kubernetes.io/revision';
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
  readonly createdAt: string;
}

/**
 * Whether undoing the last rollout would help: an earlier revision has to exist, and the counter-test has to be for
 * it. Old pods that fail too are against it; old pods that are well while new ones are not, or a rollout that the
 * onset followed, are for it.
 */
export function judgeRollback(
  ref: ObjectRef,
  cause: Cause,
  view: ClusterView,
  changes: readonly Change[],
): Rollback {
  const revisions = revisionsOf(ref, view);
  const [current, ...earlier] = revisions;
  const previous = earlier[0];
  const blamed = cause.cause === 'bad-rollout' && cause.confidence !== 'low' && cause.against.length === 0;
  const recent = changes.find(
    (change) =>
      refKey(change.object) === refKey(ref) &&
      /revision|image|template|rollout/i.test(change.what) &&
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
      : `the failure began after revision ${current.number}; no pod of an earlier one is left to compare with`;
  return { verdict: 'helps', revision: previous.number, why };
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

/** Revisions of a Deployment, newest first, with the pods of each; of the other kinds without their pods. */
function revisionsOf(ref: ObjectRef, view: ClusterView): readonly Revision[] {
  const owned = (object: {
    metadata: { namespace: string; ownerReferences: readonly { kind: string; name: string }[] };
  }): boolean =>
    object.metadata.namespace === ref.namespace &&
    object.metadata.ownerReferences.some(({ kind, name }) => kind === ref.kind && name === ref.name);
  if (ref.kind !== 'Deployment')
    return view.evidence
      .all('controllerrevisions')
      .filter(owned)
      .map(({ revision, metadata }) => ({
        number: revision,
        pods: 0,
        ready: 0,
        createdAt: metadata.creationTimestamp,
      }))
      .toSorted((a, b) => b.number - a.number);
  const pods = (view.owners.byKey.get(refKey(ref))?.pods ?? []).filter(
    (pod) => pod.metadata.deletionTimestamp === undefined && !isFinished(pod),
  );
  return view.evidence
    .all('replicasets')
    .filter(owned)
    .map(({ metadata }) => {
      const mine = pods.filter((pod) => pod.metadata.ownerReferences.some(({ uid }) => uid === metadata.uid));
      return {
        number: Number(metadata.annotations[REVISION] ?? Number.NaN),
        pods: mine.length,
        ready: mine.filter(isReady).length,
        createdAt: metadata.creationTimestamp,
      };
    })
    .filter(({ number }) => Number.isFinite(number))
    .toSorted((a, b) => b.number - a.number || (timeOf(b.createdAt) ?? 0) - (timeOf(a.createdAt) ?? 0));
}
