import { look } from '../../../model/command/action.ts';
import type { Pod } from '../../../model/kubernetes/objects.ts';
import { isReady } from '../../../model/kubernetes/ready.ts';
import { refKey } from '../../../model/object-ref.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { matchesSelector } from '../../view/selectors.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { callsFail } from '../shared/calls-fail.ts';
import { type CallFailure, failuresOf } from '../shared/failures.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { livePods } from '../shared/pods.ts';
import { systemPodsOn } from '../shared/system-pods.ts';

/** Failing pairs of caller and dependency, and callers, that it takes to blame the node that the callers share. */
const MIN_PAIRS = 2;
const MIN_CALLERS = 2;

/**
 * Every caller that cannot connect runs on one node, while what it calls is ready and callers on other nodes are well:
 * the node's own part of the network (kube-proxy's rules, its CNI) does not work. A refused connection is an answer,
 * so only time-outs count. One caller alone may be at fault itself: of that one several Services have to time out, one of
 * them with a ready pod on the same node, with no refusal and no policy that selects it.
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
    if (pairs.size < MIN_PAIRS || elsewhere.length === 0) return [];
    const [first] = callers;
    if (callers.length < MIN_CALLERS && !(first && isOfItsNode(view, first, failures, name))) return [];
    return [
      finding({
        cause: 'node-infrastructure',
        facts: { down: 'node' },
        object: { kind: 'Node', namespace: '', name },
        title: { says: 'node-cannot-connect' },
        strength: 'strong',
        evidence: [
          {
            says: 'calls-fail-from-node',
            node: name,
            pairs: pairs.size,
            well: elsewhere.map(({ ref }) => ref.name),
          },
          ...failures.slice(0, 4).map(callsFail),
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

/** Whether what one caller cannot reach is the doing of its node. */
function isOfItsNode(
  view: ClusterView,
  caller: Workload,
  failures: readonly CallFailure[],
  node: string,
): boolean {
  const isHere = (pod: Pod): boolean => pod.spec.nodeName === node && isReady(pod);
  const services = [...new Set(failures.flatMap(({ peer }) => peer?.service ?? []))];
  const isRefused = failuresOf(view).some(({ workload, kind }) => workload === caller && kind === 'refused');
  const isSelected = view.evidence
    .all('networkpolicies')
    .some(
      ({ metadata, spec }) =>
        metadata.namespace === caller.ref.namespace && matchesSelector(caller.labels, spec.podSelector),
    );
  return (
    services.length >= MIN_PAIRS &&
    services.some(({ pods }) => pods.some(isHere)) &&
    !isRefused &&
    !isSelected
  );
}
