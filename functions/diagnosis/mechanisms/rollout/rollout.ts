import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { joined, objectWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { LogPattern } from '../../../model/log-summary.ts';
import { mayPrecede, NEAR_MS } from '../../../model/near.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import type { TemplateDifference } from '../../../model/template-difference.ts';
import { isoTime, timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { untriedConfiguration } from '../../changes/configuration.ts';
import { counterTest, type Serving } from '../../changes/counter-test.ts';
import { onsetOf } from '../../changes/onset.ts';
import type { RevisionFailures } from '../../changes/revision-failures.ts';
import { changedBy, type Revision, revisionsOf } from '../../changes/rollouts.ts';
import { isRestart } from '../../changes/template-diff.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { hasEnded } from '../shared/ended.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { judgementOf } from '../shared/judgement.ts';
import { failureKind, gist } from '../shared/messages.ts';
import { quote } from '../shared/patterns.ts';
import { wellBefore } from './before-rollout.ts';

const MIN_FAILED = 5;

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
  const test = counterTest(view, workload);
  if (test === undefined || test.verdict === 'old-fail') return [];
  const { old, current: failing } = test;
  const { told } = failing;
  const own = told.filter(({ example }) => isOfItsOwn(example));
  if (failing.failed < MIN_FAILED || own.length === 0) return [];
  // Most failures must be of its own making: what names a database or a host is that one's.
  const ownCount = own.reduce((sum, { count }) => sum + count, 0);
  if (ownCount * 2 < told.reduce((sum, { count }) => sum + count, 0)) return [];
  // What has stopped, while the same pods run on, was not the revision's doing.
  if (own.every((pattern) => hasEnded(view, workload, pattern))) return [];
  const known = onsetOf(view);
  const onset = timeOf(known?.at);
  if (onset === undefined || !mayPrecede(onset - current.at, known, NEAR_MS.blames)) return [];
  const split = test.verdict === 'old-well' && test.by === 'requests';
  // A restart alone is often tried against a failure that was there before it; nothing shows that it was not.
  if (!split && isRestart(changedBy([current, before]))) return [];
  const compared: Statement | undefined = split
    ? { says: 'older-pods-compared', failed: old.failed, requests: old.requests }
    : wellBefore(view, workload, revisions.slice(1), current.at);
  const { requests, failed, endpoints } = failing;
  return [
    make(view, workload, {
      current,
      at: current.at,
      differences: changedBy([current, before]),
      requests,
      failed,
      endpoints,
      told,
      own,
      onset,
      compared,
      old,
    }),
  ];
}

/** What names nobody else, or is another's judgement of what the revision asks. */
const isOfItsOwn = (line: string): boolean =>
  failureKind(line) === undefined || judgementOf(line) === 'request';

interface Judged extends RevisionFailures {
  readonly current: Revision;
  /** When it was rolled out, ms UTC. */
  readonly at: number;
  /** What it changed. */
  readonly differences: readonly TemplateDifference[];
  readonly own: readonly LogPattern[];
  readonly onset: number;
  /** What tells the new revision from the old; undefined where nothing is left of the old. */
  readonly compared: Statement | undefined;
  readonly old: Serving;
}

const notCompared = ({ pods, ready }: Serving): Statement =>
  pods === 0
    ? { says: 'no-older-pod' }
    : { says: 'older-pods-tell-nothing', ready: { some: ready, all: pods } };

function make(view: ClusterView, workload: Workload, found: Judged): Finding {
  const { namespace } = workload.ref;
  const { current, at, differences } = found;
  const first = found.own[0];
  const said = quote(gist(first?.example ?? ''));
  const [configuration] = untriedConfiguration(view, workload, found.onset);
  return finding({
    cause: 'bad-rollout',
    facts: { changed: 'template', by: 'own-errors' },
    object: workload.ref,
    title: { says: 'revision-fails', revision: current.revision, said },
    strength: found.compared && !isRestart(differences) ? 'proof' : 'strong',
    evidence: [
      { says: 'rolled-out', revision: current.revision, at, onset: found.onset, differences },
      {
        says: 'requests-to-revision-failed',
        failed: found.failed,
        requests: found.requests,
        pods: current.pods.length,
        lines: first?.count ?? 0,
        said,
      },
      found.compared ?? notCompared(found.old),
    ],
    against: present<Statement>(
      isRestart(differences) && { says: 'only-restarted' },
      configuration && {
        says: 'configuration-changed-too',
        object: configuration.object,
        at: configuration.at,
      },
    ),
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
        'what changed in it',
      ),
    ],
  });
}
