import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { evictedAt } from '../../view/evicted-at.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { isRecent } from '../shared/recent.ts';

/**
 * Pods that the kubelet threw out because its node ran short (https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/).
 * A pod over its own ephemeral-storage limit is its own fault, not the node's.
 */
export const eviction: Analyzer = {
  name: 'eviction',
  needs: ['pods'],
  causes: ['node-infrastructure'],
  analyze: (view) => {
    const evicted = view.workloads.flatMap((workload) =>
      workload.pods
        .filter(
          ({ status }) =>
            status.phase === 'Failed' &&
            status.reason === 'Evicted' &&
            /node was low on|node had condition/i.test(status.message) &&
            isRecent(view, evictedAt({ status })),
        )
        .map((pod) => ({ workload, pod })),
    );
    const nodes = [...new Set(evicted.map(({ pod }) => pod.spec.nodeName))].filter(Boolean).sort();
    return nodes.map((name) => {
      const mine = evicted.filter(({ pod }) => pod.spec.nodeName === name);
      const message = mine[0]?.pod.status.message ?? '';
      return finding({
        cause: 'node-infrastructure',
        facts: { down: 'node' },
        object: { kind: 'Node', namespace: '', name },
        title: { says: 'node-evicts-pods', pods: mine.length, said: quote(message) },
        strength: 'strong',
        evidence: mine.slice(0, 4).map(({ pod }) => ({
          says: 'pod-evicted',
          pod: pod.metadata.name,
          said: quote(pod.status.message),
        })),
        basis: ['pods'],
        explains: mine.flatMap(({ workload }) => withCallers(view, workload)),
        since: mine.map(({ pod }) => pod.status.startTime).sort()[0],
        actions: [
          look(kubectl('', 'describe', 'node', nameWord(name)), 'pressure conditions, and what its pods use'),
        ],
      });
    });
  },
};
