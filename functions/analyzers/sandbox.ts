import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import type { CauseFacts } from '../core/facts.ts';
import type { Finding } from '../core/finding.ts';
import type { Pod } from '../core/kubernetes/objects.ts';
import { lastSeen } from '../core/view/events.ts';
import type { ClusterView } from '../core/view/view.ts';
import { podRef, type Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { livePods } from './support/pods.ts';
import { isRecent } from './support/recent.ts';
import { isPastSetup, isStarting } from './support/starting.ts';
import { systemPodsOn } from './support/system-pods.ts';

/** "failed to assign an IP address" of the VPC CNI, "no IP addresses available in range set" of host-local. */
const NO_ADDRESS =
  /failed to assign an IP address|no (?:free |available )?IP addresses? available|IPAM.*(?:exhaust|no more)|InsufficientFreeAddresses|add cmd: failed to assign/i;
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
        const waits = pod.status.phase === 'Pending' && pod.spec.nodeName !== '' && !isPastSetup(pod);
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
    title: out
      ? 'the network plugin has no address left for new pods'
      : 'the network plugin cannot set up pods on this node',
    strength: stuck.every(({ pod }) => isStarting(view, pod)) ? 'strong' : 'proof',
    evidence: [
      `${stuck.length} pod${stuck.length === 1 ? '' : 's'} on ${name} wait${stuck.length === 1 ? 's' : ''} for a network: ${stuck
        .slice(0, 4)
        .map(({ pod }) => pod.metadata.name)
        .join(', ')}`,
      `the kubelet said: ${quote(message)}`,
    ],
    basis: ['pods', 'events'],
    explains: stuck.flatMap(({ workload }) => withCallers(view, workload)),
    since: stuck.map(({ pod }) => pod.metadata.creationTimestamp).sort()[0],
    actions: [look(systemPodsOn(name), 'the CNI pods of the node')],
  });
}
