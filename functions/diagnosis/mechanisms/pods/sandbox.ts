import { look } from '../../../model/command/action.ts';
import type { CauseFacts } from '../../../model/facts.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Pod } from '../../../model/kubernetes/objects.ts';
import { anyOf } from '../../../text/any-of.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastSeen } from '../../view/events.ts';
import { isPastSetup, isPlaced, isStarting } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import { podRef, type Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { livePods } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';
import { systemPodsOn } from '../shared/system-pods.ts';

/** "failed to assign an IP address" of the VPC CNI, "no IP addresses available in range set" of host-local. */
const NO_ADDRESS = anyOf(
  [
    /failed to assign an IP address/,
    /no (?:free |available )?IP address(?:es)? available/,
    /IPAM.*(?:exhaust|no more)/,
    /InsufficientFreeAddresses/,
    /add cmd: failed to assign/,
  ],
  'i',
);
const NETWORK =
  /failed to (?:setup|set up) network for sandbox|networkPlugin cni failed|cni plugin not initialized|NetworkPlugin/i;

/**
 * Pods that have a node but get no network: the CNI plugin is out of addresses, or does not work on that node. Pods
 * that got one since are of the past.
 */
export const sandbox: Analyzer = {
  name: 'sandbox',
  needs: ['pods', 'events'],
  causes: ['cni-ip-exhausted', 'node-infrastructure'],
  analyze: (view) => {
    const stuck = view.workloads.flatMap((workload) =>
      livePods(workload).flatMap((pod) => {
        const message = view.events
          .of(podRef(pod))
          .findLast(
            (event) => event.reason === 'FailedCreatePodSandBox' && isRecent(view, lastSeen(event)),
          )?.message;
        const waits = pod.status.phase === 'Pending' && isPlaced(pod) && !isPastSetup(pod);
        return message && waits && (NO_ADDRESS.test(message) || NETWORK.test(message))
          ? [{ workload, pod, message }]
          : [];
      }),
    );
    const nodes = [...new Set(stuck.map(({ pod }) => pod.spec.nodeName))].sort();
    return nodes.map((name) =>
      ofNode(
        view,
        name,
        stuck.filter(({ pod }) => pod.spec.nodeName === name),
      ),
    );
  },
};

const OUT_OF_ADDRESSES: CauseFacts = { cause: 'cni-ip-exhausted' };
const BROKEN_NODE: CauseFacts = { cause: 'node-infrastructure', facts: { down: 'node' } };

interface Stuck {
  readonly workload: Workload;
  readonly pod: Pod;
  readonly message: string;
}

function ofNode(view: ClusterView, name: string, stuck: readonly Stuck[]): Finding {
  const message =
    stuck.map((entry) => entry.message).find((text) => NO_ADDRESS.test(text)) ?? stuck[0]?.message ?? '';
  const out = NO_ADDRESS.test(message);
  return finding({
    ...(out ? OUT_OF_ADDRESSES : BROKEN_NODE),
    object: { kind: 'Node', namespace: '', name },
    title: { says: out ? 'no-pod-address-left' : 'pod-network-fails' },
    strength: stuck.every(({ pod }) => isStarting(view, pod)) ? 'strong' : 'proof',
    evidence: [
      {
        says: 'waits-for-pod-network',
        pods: stuck.length,
        node: name,
        names: stuck.slice(0, 4).map(({ pod }) => pod.metadata.name),
      },
      { says: 'kubelet-said', said: quote(message) },
    ],
    basis: ['pods', 'events'],
    explains: stuck.flatMap(({ workload }) => withCallers(view, workload)),
    since: stuck.map(({ pod }) => pod.metadata.creationTimestamp).sort()[0],
    actions: [look(systemPodsOn(name), 'the CNI pods of the node')],
  });
}
