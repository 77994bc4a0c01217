import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { CauseFacts } from '../../../model/facts.ts';
import type { Pod } from '../../../model/kubernetes/objects.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { oneOf } from '../../../text/any-of.ts';
import { timeOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { isBatch, isDegraded, livePods } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';

/**
 * Reasons of the kubelet's own admission (kubernetes/pkg/kubelet/lifecycle/predicate.go, .../sysctl/allowlist.go,
 * .../cm/topologymanager): a pod that was put on the node and does not fit it fails at once, and is made anew.
 */
const DOES_NOT_FIT = /^(?:OutOf\S+|NodeAffinity|NodePorts|NodeName|TaintToleration)$/;
const NOT_ADMITTED = oneOf(`
  SysctlForbidden AppArmor UnexpectedAdmissionError TopologyAffinityError PodFeatureUnsupported PodOSNotSupported
  PodOSSelectorNodeLabelDoesNotMatch InitContainerRestartPolicyForbidden
`);

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
  const node = workload.spec?.nodeName;
  const said = quote(message.replace(/^Pod was rejected: /, '').replace(/^Predicate \S+ failed: /, ''));
  return [
    finding({
      ...cause,
      object: workload.ref,
      title: { says: 'refused-by-kubelet', node: last.spec.nodeName, reason, said },
      strength: 'proof',
      evidence: [
        { says: 'pods-failed', pods: failed.length, reason, last: last.metadata.name, said },
        ...present<Statement>(
          cause.cause === 'unschedulable' &&
            node !== undefined &&
            node !== '' && { says: 'template-names-node', node },
        ),
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
      title: { says: 'node-absent', node: name },
      strength: workload.spec?.nodeName === name ? 'proof' : 'strong',
      evidence: [
        {
          says: 'put-on-absent-node',
          by: workload.spec?.nodeName === name ? 'template' : { pod: lost[0]?.metadata.name ?? '' },
          node: name,
          nodes: someNodes(view),
        },
      ],
      basis: ['pods', 'nodes'],
      explains: withCallers(view, workload),
      since: lost[0]?.metadata.creationTimestamp,
      actions: [look(kubectl('', 'get', 'nodes'), 'which nodes there are')],
    }),
  ];
}

const someNodes = (view: ClusterView): readonly string[] =>
  view.evidence
    .all('nodes')
    .map(({ metadata }) => metadata.name)
    .slice(0, 5);

function causeOf({ status }: Pod): CauseFacts | undefined {
  if (DOES_NOT_FIT.test(status.reason)) return { cause: 'unschedulable', facts: { onlyCordoned: false } };
  return NOT_ADMITTED.test(status.reason) ? { cause: 'admission-denied' } : undefined;
}

const failedAt = ({ metadata, status }: Pod): number | undefined =>
  timeOf(status.startTime) ?? timeOf(metadata.creationTimestamp);
