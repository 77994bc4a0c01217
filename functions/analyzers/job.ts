import type { Analyzer } from '../core/analyzer.ts';
import { clockText, timeOf } from '../core/view/time.ts';
import { finding, kubectl, look } from './support/finding.ts';

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
      const object = owner?.ref ?? { kind: 'Job', namespace: metadata.namespace, name: metadata.name };
      return [
        finding({
          cause: 'crash-app-error',
          object,
          title: `its Job ${metadata.name} failed: ${failed.reason || failed.message}`,
          strength: 'strong',
          evidence: [
            `Job ${metadata.name}: ${status.failed} of its pods failed, ${status.succeeded} succeeded, backoffLimit ${spec.backoffLimit ?? 6}${at ? `, given up at ${clockText(at, view.now)}` : ''}: ${failed.message || failed.reason}`,
          ],
          basis: ['jobs'],
          since: failed.lastTransitionTime,
          actions: [
            look(`${kubectl(metadata.namespace)} describe job ${metadata.name}`, 'its pods and events'),
          ],
        }),
      ];
    }),
};
