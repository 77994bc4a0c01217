import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { CauseFacts } from '../core/facts.ts';
import type { Pod } from '../core/kubernetes/objects.ts';
import { timeOf } from '../core/view/time.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { isBatch, isDegraded, livePods } from './support/pods.ts';
import { isRecent } from './support/recent.ts';

/**
 * Reasons of the kubelet's own admission (kubernetes/pkg/kubelet/lifecycle/predicate.go, .../sysctl/allowlist.go,
 * .../cm/topologymanager): a pod that was put on the node and does not fit it fails at once, and is made anew.
 */
const DOES_NOT_FIT = /^(?:OutOf\S+|NodeAffinity|NodePorts|NodeName|TaintToleration)$/;
const NOT_ADMITTED =
  /^(?:SysctlForbidden|AppArmor|UnexpectedAdmissionError|TopologyAffinityError|PodFeatureUnsupported|PodOSNotSupported|PodOSSelectorNodeLabelDoesNotMatch|InitContainerRestartPolicyForbidden)$/;

/**
 * Pods that a kubelet refuses: a scheduler would not have put them there (spec.nodeName, or a node that changed since),
 * or they ask for what the kubelet does not allow. A set whose pods run by now is of the past. A pod that names a node
 * which does not exist is refused by nobody: no kubelet ever sees it.
 */
export const podRejected: Analyzer = {
  name: 'pod-rejected',
  needs: ['pods'],
  causes: ['unschedulable', 'admission-denied'],
  analyze: (view) =>
    view.workloads.flatMap((workload) => [...rejected(view, workload), ...onNoNode(view, workload)]),
};

function rejected(view: ClusterView, workload: Workload) {
  const failed = workload.pods.filter(
    (pod) => pod.status.phase === 'Failed' && causeOf(pod) !== undefined && isRecent(view, failedAt(pod)),
  );
  const last = failed.toSorted((a, b) => (failedAt(a) ?? 0) - (failedAt(b) ?? 0)).at(-1);
  const cause = last && causeOf(last);
  if (!last || !cause || !(isDegraded(workload) || isBatch(workload) || workload.desired === null)) return [];
  if (isBatch(workload) && livePods(workload).length > 0) return [];
  const { reason, message } = last.status;
  const said = quote(message.replace(/^Pod was rejected: /, '').replace(/^Predicate \S+ failed: /, ''));
  return [
    finding({
      ...cause,
      object: workload.ref,
      title: `its pods are refused by the kubelet of ${last.spec.nodeName}: ${reason}${said ? `, ${said}` : ''}`,
      strength: 'proof',
      evidence: [
        `${failed.length} pods of it failed with reason ${reason}, the last is ${last.metadata.name}: ${said}`,
        ...(cause.cause === 'unschedulable' && workload.spec?.nodeName
          ? [`its template names node ${workload.spec.nodeName}: no scheduler looks for a better one`]
          : []),
      ],
      basis: ['pods'],
      explains: withCallers(view, workload),
      since: failed.map(({ metadata }) => metadata.creationTimestamp).sort()[0],
      actions: [
        look(
          kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(last.metadata.name)),
          "the kubelet's whole message",
        ),
      ],
    }),
  ];
}

function onNoNode(view: ClusterView, workload: Workload) {
  if (!view.evidence.complete('nodes')) return [];
  const lost = livePods(workload).filter(
    ({ spec, status }) =>
      spec.nodeName !== '' && status.phase === 'Pending' && view.node(spec.nodeName) === undefined,
  );
  const name = lost[0]?.spec.nodeName ?? workload.spec?.nodeName ?? '';
  const none = lost.length === 0 && livePods(workload).length === 0 && isDegraded(workload);
  if (name === '' || view.node(name) !== undefined || (lost.length === 0 && !none)) return [];
  return [
    finding({
      cause: 'unschedulable',
      facts: { onlyCordoned: false },
      object: workload.ref,
      title: `its pods are put on node ${name}, which does not exist`,
      strength: workload.spec?.nodeName === name ? 'proof' : 'strong',
      evidence: [
        workload.spec?.nodeName === name
          ? `its template names node ${name} (spec.nodeName); the nodes are ${nodeNames(view)}`
          : `pod ${lost[0]?.metadata.name ?? ''} was put on ${name}; the nodes are ${nodeNames(view)}`,
      ],
      basis: ['pods', 'nodes'],
      explains: withCallers(view, workload),
      since: lost[0]?.metadata.creationTimestamp,
      actions: [look(kubectl('', 'get', 'nodes'), 'which nodes there are')],
    }),
  ];
}

const nodeNames = (view: ClusterView): string =>
  view.evidence
    .all('nodes')
    .map(({ metadata }) => metadata.name)
    .slice(0, 5)
    .join(', ');

function causeOf({ status }: Pod): CauseFacts | undefined {
  if (DOES_NOT_FIT.test(status.reason)) return { cause: 'unschedulable', facts: { onlyCordoned: false } };
  return NOT_ADMITTED.test(status.reason) ? { cause: 'admission-denied' } : undefined;
}

const failedAt = ({ metadata, status }: Pod): number | undefined =>
  timeOf(status.startTime) ?? timeOf(metadata.creationTimestamp);
