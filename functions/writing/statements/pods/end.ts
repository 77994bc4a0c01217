import { present } from '../../../model/present.ts';
import type { EndStatements, KeptBy } from '../../../model/statements/pods/end.ts';
import { plural } from '../../../text/format.ts';
import { clockText, durationText } from '../../../text/time.ts';
import { it, its, quoting, type WordsOf } from '../words-of.ts';

export const endWords: WordsOf<EndStatements> = {
  'node-evicts-pods': ({ pods, said }) =>
    quoting(`the node ran short and evicted ${plural(pods, 'pod')}`, said),
  'pod-evicted': ({ pod, said }) => quoting(pod, said),

  'job-gave-up': ({ job, reason, said }) =>
    job === null ? it(gaveUpText(reason, said)) : its(`Job ${job} ${gaveUpText(reason, said)}`),
  'job-pods-failed': ({ job, failed, succeeded, backoffLimit, at, said }, { now }) =>
    quoting(
      `Job ${job}: ${failed} of its pods failed, ${succeeded} succeeded, backoffLimit ${backoffLimit}${at === null ? '' : `, given up at ${clockText(at, now)}`}`,
      said,
    ),

  'pod-does-not-go': ({ pod, keptBy }) =>
    `pod ${pod} is stuck terminating, so its replacement cannot start: ${keptText(keptBy)}`,
  'told-to-end': ({ pod, at, ready, desired }, { now }) =>
    `pod ${pod} was told to stop ${durationText(now - at)} ago, at ${clockText(at, now)}; ${ready} of ${desired ?? '?'} pods ready`,
  'grace-period-ends': ({ at }, { now }) =>
    now <= at
      ? `it is killed at ${clockText(at, now)}, in ${durationText(at - now)}`
      : `its grace period ended ${durationText(now - at)} ago`,
};

const gaveUpText = (reason: string, said: string): string =>
  `has given up: ${present(JOB_REASONS[reason], (reason || said) !== '' && (reason || said)).join(', ')}`;

/** The Job controller's reasons in plain words (kubernetes/staging/src/k8s.io/api/batch/v1/types.go). */
const JOB_REASONS: Readonly<Record<string, string>> = {
  BackoffLimitExceeded: 'it hit its backoffLimit',
  DeadlineExceeded: 'it hit activeDeadlineSeconds',
  PodFailurePolicy: 'a rule of its podFailurePolicy ended it',
  FailedIndexes: 'some of its indexes failed',
  MaxFailedIndexesExceeded: 'too many of its indexes failed',
};

function keptText(kept: KeptBy): string {
  if (kept.by === 'grace-period')
    return `its grace period is ${durationText(kept.ms)}, and the program does not exit sooner`;
  if (kept.by === 'finalizers') return `nobody has removed its finalizer ${kept.names.join(', ')}`;
  return 'its grace period is over and its kubelet has not stopped it';
}
