import type { Analyzer } from '../core/analyzer.ts';
import { onsetOf } from '../core/changes/onset.ts';
import { changedBy, oldPodsRun, type Revision, revisionsOf } from '../core/changes/rollouts.ts';
import { isRestart } from '../core/changes/template-diff.ts';
import type { Finding } from '../core/finding.ts';
import { plural } from '../core/format.ts';
import type { LogPattern } from '../core/log-summary.ts';
import { mergeSummaries } from '../core/logs/merge.ts';
import { clockText, durationText, isoTime, timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { hasEnded } from './support/ended.ts';
import { change, finding, kubectl, look, withCallers } from './support/finding.ts';
import { failureKind, gist } from './support/messages.ts';
import { quote } from './support/patterns.ts';

/** A rollout this long before the onset is no longer suspected for being near: most faults of a release show in minutes. */
const NEAR_MS = 30 * 60_000;
/** Clocks and one-minute buckets are this far apart. */
const SLACK_MS = 90_000;
const MIN_FAILED = 5;

/**
 * The newest revision brought the failure: it was rolled out shortly before the onset, its pods fail requests by
 * errors of their own that go on, and older pods (where some still run) do not. When old pods fail too, a rollback
 * will not help, and nothing is blamed; neither is a release whose errors name somebody else, nor a mere restart.
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
  const failing = failuresIn(view, current);
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
  const old = revisions.slice(1).map((revision) => failuresIn(view, revision));
  const oldFailed = old.reduce((sum, { failed }) => sum + failed, 0);
  const oldRequests = old.reduce((sum, { requests }) => sum + requests, 0);
  const split = oldPodsRun(revisions) && oldRequests > 0;
  if (split && oldFailed / oldRequests > failing.failed / Math.max(1, failing.requests) / 2) return [];
  // A restart alone is often tried against a failure that was there before it; nothing shows that it was not.
  if (!split && isRestart(changedBy([current, before]))) return [];
  return [make(view, workload, current, before, { ...failing, own, onset, split, oldFailed, oldRequests })];
}

interface Failing {
  readonly requests: number;
  readonly failed: number;
  /** The errors that tell what failed; the lines of the failed requests only where nothing else is said. */
  readonly told: readonly LogPattern[];
}

function failuresIn(view: ClusterView, revision: Revision): Failing {
  const logs = revision.pods.flatMap((pod) => view.logs.ofPod(pod));
  const merged = mergeSummaries(logs.map(({ summary }) => summary));
  const errors = merged.patterns.filter(({ level }) => level === 'error' || level === 'fatal');
  const reasons = errors.filter(({ kind }) => kind !== 'http-5xx');
  return {
    requests: merged.requests,
    failed: merged.endpoints.reduce((sum, { errors5xx }) => sum + errors5xx, 0),
    told: reasons.length > 0 ? reasons : errors,
  };
}

interface Judged extends Failing {
  readonly own: readonly LogPattern[];
  readonly onset: number;
  readonly split: boolean;
  readonly oldFailed: number;
  readonly oldRequests: number;
}

function make(
  view: ClusterView,
  workload: Workload,
  current: Revision,
  before: Revision,
  found: Judged,
): Finding {
  const { namespace, name, kind } = workload.ref;
  const at = current.at ?? found.onset;
  const what = changedBy([current, before]);
  const first = found.own[0];
  return finding({
    cause: 'bad-rollout',
    object: workload.ref,
    title: `revision ${current.revision} fails: "${quote(gist(first?.example ?? ''))}"`,
    strength: found.split && !isRestart(what) ? 'proof' : 'strong',
    evidence: [
      `revision ${current.revision} was rolled out at ${clockText(at, view.now)}, ${durationText(found.onset - at)} ${found.onset >= at ? 'before' : 'after'} the first failure${what.length > 0 ? `: ${what.slice(0, 3).join('; ')}` : ''}`,
      `${found.failed} of ${found.requests} requests to its ${plural(current.pods.length, 'pod')} failed; ${first?.count ?? 0} lines: ${quote(gist(first?.example ?? ''))}`,
      found.split
        ? `counter-test: ${found.oldFailed} of ${found.oldRequests} requests to pods of older revisions failed`
        : 'no pod of an older revision runs any more, so old and new cannot be compared',
    ],
    against: isRestart(what)
      ? [
          'it only restarts the pods: what they read at their start has changed, and undoing it brings that not back',
        ]
      : [],
    basis: ['replicasets', 'logs', 'pods'],
    explains: withCallers(view, workload),
    since: isoTime(at),
    actions: [
      look(
        `${kubectl(namespace)} rollout history ${kind.toLowerCase()}/${name} --revision=${current.revision}`,
        'what it consists of',
      ),
      change(
        `${kubectl(namespace)} rollout undo ${kind.toLowerCase()}/${name} --to-revision=${before.revision}`,
        `back to revision ${before.revision}`,
      ),
    ],
  });
}
