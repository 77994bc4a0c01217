import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import { finding } from './support/finding.ts';

/** The Job controller's reasons in plain words (kubernetes/staging/src/k8s.io/api/batch/v1/types.go). */
const REASONS: Readonly<Record<string, string>> = {
  BackoffLimitExceeded: 'its pods failed as often as its backoffLimit allows',
  DeadlineExceeded: 'it ran longer than its activeDeadlineSeconds allows',
  PodFailurePolicy: 'a rule of its podFailurePolicy ended it',
  FailedIndexes: 'some of its indexes failed',
  MaxFailedIndexesExceeded: 'too many of its indexes failed',
};

const whyFailed = ({ reason, message }: { reason: string; message: string }): string =>
  [REASONS[reason], reason || message].filter(Boolean).join(', ');

/**
 * A Job that has given up: condition Failed with BackoffLimitExceeded or DeadlineExceeded
 * (https://kubernetes.io/docs/concepts/workloads/controllers/job/#handling-pod-and-container-failures). Its pods may be
 * gone; where they are not, the analyzers that look at pods say why they failed.
 */
export const job: Analyzer = {
  name: 'job',
  needs: ['jobs'],
  causes: ['crash-app-error'],
  analyze: (view) =>
    view.evidence.all('jobs').flatMap(({ metadata, spec, status }) => {
      const failed = status.conditions.find(
        ({ type, status: state }) => type === 'Failed' && state === 'True',
      );
      const at = timeOf(failed?.lastTransitionTime);
      if (!failed || (at !== undefined && at < view.from)) return [];
      const owner = view.owners.ofOwner('Job', metadata.namespace, metadata.name);
      if (at !== undefined && (owner?.succeededAt ?? 0) > at) return [];
      const object = owner?.ref ?? { kind: 'Job', namespace: metadata.namespace, name: metadata.name };
      return [
        finding({
          cause: 'crash-app-error',
          object,
          title: `${owner?.ref.kind === 'CronJob' ? `its Job ${metadata.name}` : 'it'} has given up: ${whyFailed(failed)}`,
          strength: 'strong',
          evidence: [
            `Job ${metadata.name}: ${status.failed} of its pods failed, ${status.succeeded} succeeded, backoffLimit ${spec.backoffLimit ?? 6}${at ? `, given up at ${clockText(at, view.now)}` : ''}: ${failed.message || failed.reason}`,
          ],
          basis: ['jobs'],
          since: failed.lastTransitionTime,
          actions: [
            look(
              kubectl(metadata.namespace, 'describe', 'job', nameWord(metadata.name)),
              'its pods and events',
            ),
          ],
        }),
      ];
    }),
};
