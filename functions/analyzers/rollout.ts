import type { Analyzer } from '../core/analyzer.ts';
import { configurationChanges } from '../core/changes/configuration.ts';
import { onsetOf } from '../core/changes/onset.ts';
import { changedBy, oldPodsRun, type Revision, revisionsOf } from '../core/changes/rollouts.ts';
import { isRestart } from '../core/changes/template-diff.ts';
import { look, undo } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { joined, objectWord } from '../core/command/word.ts';
import type { Finding } from '../core/finding.ts';
import { plural } from '../core/format.ts';
import type { LogPattern } from '../core/log-summary.ts';
import { clockText, durationText, isoTime, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import { isReady, type Workload } from '../core/view/workloads.ts';
import { wellBefore } from './support/before-rollout.ts';
import { hasEnded } from './support/ended.ts';
import { finding, withCallers } from './support/finding.ts';
import { failureKind, gist } from './support/messages.ts';
import { quote } from './support/patterns.ts';
import { failuresIn, isComparable, type RevisionFailures, shareOf } from './support/revision-failures.ts';

/** A rollout this long before the onset is no longer suspected for being near: most faults of a release show in minutes. */
const NEAR_MS = 30 * 60_000;
/** Clocks and one-minute buckets are this far apart. */
const SLACK_MS = 90_000;
const MIN_FAILED = 5;
/** How far back a change of configuration is looked for. */
const DAY_MS = 24 * 3_600_000;

/**
 * The newest revision brought the failure: it was rolled out shortly before the onset, its pods fail requests by
 * errors of their own that go on, and older pods (where some still run) do not, or did not up to the rollout. When old
 * pods fail too, a rollback will not help, and nothing is blamed; neither is a release whose errors name somebody
 * else, nor a mere restart. Configuration that changed with it would stay as it is after a rollback: that is said.
 */
export const rollout: Analyzer = {
  name: 'rollout',
  needs: ['replicasets', 'logs', 'pods'],
  causes: ['bad-rollout'],
  analyze: (view) => view.workloads.flatMap((workload) => judge(view, workload)),
};

function judge(view: ClusterView, workload: Workload): readonly Finding[] {
  const revisions = revisionsOf(view, workload);
  const [current, before] = revisions;
  if (!current || !before || current.at === undefined || current.pods.length === 0) return [];
  const failing = failuresIn(view, [current], current.at);
  const { told } = failing;
  const own = told.filter((pattern) => failureKind(pattern.example) === undefined);
  if (failing.failed < MIN_FAILED || own.length === 0) return [];
  // Most failures must be of its own making: what names a database or a host is that one's.
  const ownCount = own.reduce((sum, { count }) => sum + count, 0);
  if (ownCount * 2 < told.reduce((sum, { count }) => sum + count, 0)) return [];
  // What has stopped, while the same pods run on, was not the revision's doing.
  if (own.every((pattern) => hasEnded(view, workload, pattern))) return [];
  const onset = timeOf(onsetOf(view)?.at);
  if (onset === undefined || current.at > onset + SLACK_MS || onset - current.at > NEAR_MS) return [];
  const older = revisions.slice(1);
  const old = failuresIn(view, older, current.at);
  const split = oldPodsRun(revisions) && isComparable(old, failing);
  if (old.failed > 0 && shareOf(old) > shareOf(failing) / 2) return [];
  // A restart alone is often tried against a failure that was there before it; nothing shows that it was not.
  if (!split && isRestart(changedBy([current, before]))) return [];
  const compared = split
    ? `counter-test: ${old.failed} of ${old.requests} requests to pods of older revisions failed`
    : wellBefore(view, workload, older, current.at);
  return [make(view, workload, current, before, { ...failing, own, onset, compared })];
}

interface Judged extends RevisionFailures {
  readonly own: readonly LogPattern[];
  readonly onset: number;
  /** What tells the new revision from the old, in words; undefined where nothing is left of the old. */
  readonly compared: string | undefined;
}

/** From when on a change of configuration was not tried by old pods that are well, ms: at most a day back. */
function unprovenFrom(view: ClusterView, workload: Workload, before: Revision): number {
  const tried = revisionsOf(view, workload)
    .slice(1)
    .flatMap(({ pods }) => pods.filter(isReady))
    .map(({ status }) => timeOf(status.startTime) ?? 0);
  return Math.max(view.now - DAY_MS, before.at ?? 0, ...tried);
}

function make(
  view: ClusterView,
  workload: Workload,
  current: Revision,
  before: Revision,
  found: Judged,
): Finding {
  const { namespace } = workload.ref;
  const at = current.at ?? found.onset;
  const what = changedBy([current, before]);
  const first = found.own[0];
  const configuration = configurationChanges(
    view,
    workload,
    unprovenFrom(view, workload, before),
    found.onset,
  );
  return finding({
    cause: 'bad-rollout',
    object: workload.ref,
    title: `revision ${current.revision} fails: "${quote(gist(first?.example ?? ''))}"`,
    strength: found.compared && !isRestart(what) ? 'proof' : 'strong',
    evidence: [
      `revision ${current.revision} was rolled out at ${clockText(at, view.now)}, ${durationText(found.onset - at)} ${found.onset >= at ? 'before' : 'after'} the first failure${what.length > 0 ? `: ${what.slice(0, 3).join('; ')}` : ''}`,
      `${found.failed} of ${found.requests} requests to its ${plural(current.pods.length, 'pod')} failed; ${first?.count ?? 0} lines: ${quote(gist(first?.example ?? ''))}`,
      found.compared ?? 'no pod of an older revision runs any more, so old and new cannot be compared',
    ],
    against: [
      ...(isRestart(what)
        ? [
            'it only restarts the pods: what they read at their start has changed, and undoing it brings that not back',
          ]
        : []),
      ...configuration
        .slice(0, 1)
        .map(
          ({ object, at: changed }) =>
            `${object.kind} ${object.name}, which it reads, was changed at ${clockText(changed, view.now)}: going back brings that not back`,
        ),
    ],
    basis: ['replicasets', 'logs', 'pods'],
    explains: withCallers(view, workload),
    since: isoTime(at),
    actions: [
      look(
        kubectl(
          namespace,
          'rollout',
          'history',
          objectWord(workload.ref),
          joined('--revision=', current.revision),
        ),
        'what it consists of',
      ),
      undo(
        kubectl(
          namespace,
          'rollout',
          'undo',
          objectWord(workload.ref),
          joined('--to-revision=', before.revision),
        ),
        `back to revision ${before.revision}`,
      ),
    ],
  });
}
