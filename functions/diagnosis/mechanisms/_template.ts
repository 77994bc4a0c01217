import { look } from '../../model/command/action.ts';
import { kubectl } from '../../model/command/command.ts';
import { nameWord } from '../../model/command/word.ts';
import type { Analyzer } from '../analysis/analyzer.ts';
import { finding, withCallers } from './shared/finding.ts';
import { quote } from './shared/patterns.ts';

/**
 * Copy this file, rename it, `npm run registers`. Say here by which mechanism of Kubernetes, a protocol or a
 * program the cause shows, with its source, and what must not be taken for it.
 */
export const template: Analyzer = {
  name: 'template',
  needs: ['pods'],
  causes: ['crash-app-error'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const failed = workload.pods.filter(({ status }) => status.phase === 'Failed');
      const last = failed.at(-1);
      if (!last) return [];
      const said = quote(last.status.message);
      return [
        finding({
          cause: 'crash-app-error',
          facts: { started: true },
          object: workload.ref,
          title: { says: 'kubelet-said', said },
          strength: 'hint',
          evidence: [
            {
              says: 'pods-failed',
              pods: failed.length,
              reason: last.status.reason,
              last: last.metadata.name,
              said,
            },
          ],
          basis: ['pods'],
          explains: withCallers(view, workload),
          actions: [
            look(
              kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(last.metadata.name)),
              'what the kubelet last said',
            ),
          ],
        }),
      ];
    }),
};
