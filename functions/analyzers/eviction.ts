import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import { timeOf } from '../core/view/time.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { isRecent } from './support/recent.ts';

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
            isRecent(view, evictedAt(status)),
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
        title: `the node ran short and evicted ${mine.length} pod${mine.length === 1 ? '' : 's'}: ${quote(message)}`,
        strength: 'strong',
        evidence: mine.slice(0, 4).map(({ pod }) => `${pod.metadata.name}: ${quote(pod.status.message)}`),
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

const evictedAt = (status: {
  readonly conditions: readonly { readonly lastTransitionTime: string }[];
}): number | undefined =>
  Math.max(...status.conditions.map(({ lastTransitionTime }) => timeOf(lastTransitionTime) ?? 0), 0) ||
  undefined;
