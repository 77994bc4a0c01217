import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { refKey } from '../core/object-ref.ts';
import { failureText } from './support/failure-text.ts';
import { failuresOf } from './support/failures.ts';
import { finding, withCallers } from './support/finding.ts';
import { livePods } from './support/pods.ts';
import { systemPodsOn } from './support/system-pods.ts';

/** Failing pairs of caller and dependency that it takes to blame the node that the callers share. */
const MIN_PAIRS = 2;

/**
 * Every caller that cannot connect runs on one node, while what it calls is ready and callers on other nodes are well:
 * the node's own part of the network (kube-proxy's rules, its CNI) does not work. A refused connection is an answer,
 * so only time-outs count.
 */
export const nodeNetwork: Analyzer = {
  name: 'node-network',
  needs: ['logs', 'pods'],
  causes: ['node-infrastructure'],
  analyze: (view) => {
    const failures = failuresOf(view).filter(
      ({ kind, peer }) =>
        (kind === 'timeout' || kind === 'unavailable') &&
        peer?.service?.workloads.some(({ ready }) => ready > 0),
    );
    const nodes = new Set(
      failures.flatMap(({ workload }) => livePods(workload).map(({ spec }) => spec.nodeName)),
    );
    const [name] = nodes;
    if (!name || nodes.size !== 1) return [];
    const pairs = new Set(failures.map(({ workload, peer }) => `${refKey(workload.ref)} ${peer?.host}`));
    const callers = [...new Map(failures.map(({ workload }) => [refKey(workload.ref), workload])).values()];
    const elsewhere = view.workloads.filter(
      (workload) =>
        view.calls.from(workload).some(({ service }) => service !== undefined) &&
        livePods(workload).length > 0 &&
        livePods(workload).every(({ spec }) => spec.nodeName !== name),
    );
    if (pairs.size < MIN_PAIRS || callers.length < MIN_PAIRS || elsewhere.length === 0) return [];
    return [
      finding({
        cause: 'node-infrastructure',
        facts: { down: 'node' },
        object: { kind: 'Node', namespace: '', name },
        title:
          'its pods cannot connect to Services that are well: the network of this node (kube-proxy, CNI)',
        strength: 'strong',
        evidence: [
          `${pairs.size} of ${pairs.size} failing calls come from pods on ${name}, to Services whose pods are ready; ${elsewhere
            .map(({ ref }) => ref.name)
            .slice(0, 4)
            .join(', ')} on other nodes call${elsewhere.length === 1 ? 's' : ''} without such errors`,
          ...failures.slice(0, 4).map((failure) => failureText(view, failure)),
        ],
        basis: ['logs', 'pods'],
        explains: callers.flatMap((workload) => withCallers(view, workload)),
        since: failures
          .map(({ said }) => said.first)
          .filter(Boolean)
          .sort()[0],
        actions: [look(systemPodsOn(name), 'kube-proxy and CNI pods of the node')],
      }),
    ];
  },
};
