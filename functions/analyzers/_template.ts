import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import { finding, withCallers } from './support/finding.ts';
import { livePods, shareText } from './support/pods.ts';

/**
 * Copy this file, rename it, register it in index.ts. Say here by which mechanism of Kubernetes, a protocol or a
 * program the cause shows, with its source, and what must not be taken for it.
 */
export const template: Analyzer = {
  name: 'template',
  needs: ['pods'],
  causes: ['crash-app-error'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => {
      const pods = livePods(workload);
      const failed = pods.filter(({ status }) => status.phase === 'Unknown');
      const first = failed[0];
      if (!first) return [];
      return [
        finding({
          cause: 'crash-app-error',
          object: workload.ref,
          title: 'pods are in phase Unknown',
          strength: 'hint',
          evidence: [`${shareText(failed.length, pods.length)}: phase Unknown`],
          basis: ['pods'],
          explains: withCallers(view, workload),
          actions: [
            look(
              kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(first.metadata.name)),
              'what the kubelet last said',
            ),
          ],
        }),
      ];
    }),
};
