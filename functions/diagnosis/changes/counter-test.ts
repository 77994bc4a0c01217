import { isReady } from '../../model/kubernetes/ready.ts';
import { refKey } from '../../model/object-ref.ts';
import { perView } from '../view/memo.ts';
import type { ClusterView } from '../view/view.ts';
import { isLive, type Workload } from '../view/workloads.ts';
import { failuresIn, isComparable, type RevisionFailures, shareOf } from './revision-failures.ts';
import { oldPodsRun, type Revision, revisionsOf } from './rollouts.ts';

/** Pods that should be serving. */
export interface Serving {
  readonly pods: number;
  readonly ready: number;
}

/** What pods of older revisions show about the newest one: whether going back would help. */
export interface CounterTest {
  /**
   * `old-well`: they are well where the new ones fail. `old-fail`: they fail as well, a rollback will not help.
   * `none-left`: no pod of an older revision is there. `open`: some are, and what they do decides nothing.
   */
  readonly verdict: 'old-well' | 'old-fail' | 'none-left' | 'open';
  /** What decided; undefined where nothing did. */
  readonly by: 'requests' | 'readiness' | undefined;
  readonly old: Serving & RevisionFailures;
  readonly current: Serving & RevisionFailures;
}

/** Failed requests to the new pods that make a share to compare with. */
const MIN_FAILED = 5;
/** Old pods that fail more than this part of what the new ones fail, fail as well. */
const AS_WELL = 0.5;

/**
 * The one answer for the mechanism, the remedy, the reach of a change and what is ruled out. undefined where no
 * revision of the workload is known.
 */
export function counterTest(view: ClusterView, workload: Workload): CounterTest | undefined {
  const known = tests(view);
  const key = refKey(workload.ref);
  if (!known.has(key)) known.set(key, judge(view, revisionsOf(view, workload)));
  return known.get(key);
}

const tests = perView(() => new Map<string, CounterTest | undefined>());

function judge(view: ClusterView, revisions: readonly Revision[]): CounterTest | undefined {
  const [newest, ...older] = revisions;
  if (newest === undefined) return undefined;
  const since = newest.at ?? view.from;
  const old = { ...servingIn(older), ...failuresIn(view, older, since) };
  const current = { ...servingIn([newest]), ...failuresIn(view, [newest], since) };
  const byRequests = requestsSay(old, current, oldPodsRun(revisions));
  if (byRequests !== undefined) return { verdict: byRequests, by: 'requests', old, current };
  const byReadiness = readinessSays(old, current);
  if (byReadiness !== undefined) return { verdict: byReadiness, by: 'readiness', old, current };
  return { verdict: old.pods === 0 ? 'none-left' : 'open', by: undefined, old, current };
}

function servingIn(revisions: readonly Revision[]): Serving {
  const live = revisions.flatMap(({ pods }) => pods).filter(isLive);
  return { pods: live.length, ready: live.filter(isReady).length };
}

/**
 * By the requests since the rollout, which count before readiness: pods that are ready and fail are not well. Those to
 * old pods alone say nothing of the new ones.
 */
function requestsSay(
  old: RevisionFailures,
  current: RevisionFailures,
  oldRun: boolean,
): 'old-well' | 'old-fail' | undefined {
  if (current.failed < MIN_FAILED) return undefined;
  if (shareOf(old) > shareOf(current) * AS_WELL) return 'old-fail';
  return oldRun && isComparable(old, current) ? 'old-well' : undefined;
}

/** By readiness: only where all of one side are ready and none of the other is. */
function readinessSays(old: Serving, current: Serving): 'old-well' | 'old-fail' | undefined {
  if (old.pods === 0 || current.ready === current.pods) return undefined;
  if (old.ready === 0) return 'old-fail';
  return old.ready === old.pods && current.ready === 0 ? 'old-well' : undefined;
}
