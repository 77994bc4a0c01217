import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Job } from '../../../model/kubernetes/objects.ts';
import type { Statement } from '../../../model/statement.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import { isAskedAbout } from '../shared/asked-about.ts';
import { finding, strengthOf } from '../shared/finding.ts';

/** The API's (https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy). */
const DEFAULT_BACKOFF_LIMIT = 6;

/** An alert on failed Jobs fires for hours (kube-prometheus, KubeJobFailed); what nobody mended for a day, nobody misses. */
const STANDS_MS = 24 * 3_600_000;

/**
 * A Job that has given up: condition Failed with BackoffLimitExceeded or DeadlineExceeded
 * (https://kubernetes.io/docs/concepts/workloads/controllers/job/#handling-pod-and-container-failures). Its pods may be
 * gone; where they are not, the analyzers that look at pods say why they failed. One that failed before the window stands
 * until a later one succeeds: a hint, unless it was asked about.
 */
export const job: Analyzer = {
  name: 'job',
  needs: ['jobs'],
  causes: ['crash-app-error'],
  analyze: (view) => view.evidence.all('jobs').flatMap((one) => gaveUp(view, one)),
};

function gaveUp(view: ClusterView, one: Job): readonly Finding[] {
  const { metadata, status } = one;
  const failed = status.conditions.find(({ type, status: state }) => type === 'Failed' && state === 'True');
  if (failed === undefined) return [];
  const at = timeOf(failed.lastTransitionTime);
  const owner = view.owners.ofOwner('Job', metadata.namespace, metadata.name);
  const wasMadeGood = at !== undefined && (owner?.succeededAt ?? 0) > at;
  const asked = owner !== undefined && isAskedAbout(view, owner);
  const age = at === undefined ? 0 : view.now - at;
  if (wasMadeGood || (age > STANDS_MS && !asked)) return [];
  return [
    finding({
      cause: 'crash-app-error',
      facts: { started: true },
      object: owner?.ref ?? { kind: 'Job', namespace: metadata.namespace, name: metadata.name },
      title: {
        says: 'job-gave-up',
        job: owner?.ref.kind === 'CronJob' ? metadata.name : null,
        reason: failed.reason,
        said: failed.message,
      },
      strength: strengthOf(false, at !== undefined && at < view.from && !asked),
      evidence: [podsFailed(one, at ?? null, failed.message || failed.reason)],
      basis: ['jobs'],
      since: failed.lastTransitionTime,
      actions: [
        look(kubectl(metadata.namespace, 'describe', 'job', nameWord(metadata.name)), 'its pods and events'),
      ],
    }),
  ];
}

const podsFailed = ({ metadata, spec, status }: Job, at: number | null, said: string): Statement => ({
  says: 'job-pods-failed',
  job: metadata.name,
  failed: status.failed,
  succeeded: status.succeeded,
  backoffLimit: spec.backoffLimit ?? DEFAULT_BACKOFF_LIMIT,
  at,
  said,
});
