import { look } from '../../../model/command/action.ts';
import { kubectl } from '../../../model/command/command.ts';
import { nameWord } from '../../../model/command/word.ts';
import type { Pod } from '../../../model/kubernetes/objects.ts';
import { present } from '../../../model/present.ts';
import type { Statement } from '../../../model/statement.ts';
import { parseQuantity } from '../../../text/quantity.ts';
import { earliestOf } from '../../../text/time.ts';
import type { Analyzer } from '../../analysis/analyzer.ts';
import { lastSeen } from '../../view/events.ts';
import { isPlaced } from '../../view/starting.ts';
import type { ClusterView } from '../../view/view.ts';
import type { Workload } from '../../view/workloads.ts';
import { podRef } from '../../view/workloads.ts';
import { finding, withCallers } from '../shared/finding.ts';
import { quote } from '../shared/patterns.ts';
import { livePods } from '../shared/pods.ts';
import { isRecent } from '../shared/recent.ts';
import { type Clause, schedulerSays, schedulingClauses } from '../shared/scheduling.ts';

/**
 * No node takes the pod: condition PodScheduled=False, reason Unschedulable, with the scheduler's own count of nodes
 * by reason. Gated pods wait by design; a pod that waits for its volume, or for a node that is down, is told by the
 * volume and node analyzers.
 */
export const unschedulable: Analyzer = {
  name: 'unschedulable',
  needs: ['pods'],
  causes: ['unschedulable'],
  analyze: (view) => view.workloads.flatMap((workload) => findingsOf(view, workload)),
};

/** The scheduler's words where cordons alone keep the pods out. */
const ONLY_CORDONED = /^\d+ node\(s\) were unschedulable$/;

function findingsOf(view: ClusterView, workload: Workload) {
  const pending = livePods(workload).flatMap((pod) => {
    const message = unschedulableMessage(view, pod);
    return message === undefined ? [] : [{ pod, message }];
  });
  const first = pending[0];
  if (!first) return [];
  const clauses = schedulingClauses(first.message);
  const own = clauses.filter(({ kind }) => kind !== 'node-down');
  if (clauses.some(({ kind }) => kind === 'volume')) return [];
  const nodeDown = clauses.filter(({ kind }) => kind === 'node-down');
  const reasons = own.length > 0 ? own : clauses;
  const adding = pending.flatMap(({ pod }) => nodesToCome(view, pod))[0];
  const said = reasons.length > 0 ? reasons.map(({ text }) => text) : [first.message];
  return [
    finding({
      cause: 'unschedulable',
      facts: { onlyCordoned: said.length === 1 && said.every((text) => ONLY_CORDONED.test(text)) },
      object: workload.ref,
      title: { says: 'no-node-takes-pods', pods: pending.length, said },
      strength: nodeDown.length > 0 || adding ? 'strong' : 'proof',
      evidence: [
        {
          says: 'pods-pending',
          pods: { some: pending.length, all: livePods(workload).length },
          said: schedulerSays(first.message),
        },
        ...askedFor(first.pod, reasons),
      ],
      against: present<Statement>(
        ...nodeDown.map(({ text }) => ({ says: 'node-down-among-reasons' as const, said: text })),
        adding && { says: 'autoscaler-adds-node', said: quote(adding.message) },
      ),
      basis: ['pods'],
      explains: withCallers(view, workload),
      since: earliestOf(pending.map(({ pod }) => pod.metadata.creationTimestamp)),
      actions: [
        look(
          kubectl(workload.ref.namespace, 'describe', 'pod', nameWord(first.pod.metadata.name)),
          'what it asks for, and what each node lacks',
        ),
        look(kubectl('', 'describe', 'nodes'), 'taints, labels and what is allocated'),
      ],
    }),
  ];
}

/** Events by which cluster-autoscaler and Karpenter say that they add a node for a pod. */
const ADDS_NODE = ['TriggeredScaleUp', 'Nominated'];

const nodesToCome = (view: ClusterView, pod: Pod) =>
  view.events
    .of(podRef(pod))
    .filter((event) => ADDS_NODE.includes(event.reason) && isRecent(view, lastSeen(event)));

/** The scheduler's message; undefined when the pod is scheduled, gated, or was never tried. */
function unschedulableMessage(view: ClusterView, pod: Pod): string | undefined {
  if (isPlaced(pod)) return undefined;
  if (pod.spec.schedulingGates.length > 0 || pod.status.phase === 'Running') return undefined;
  const condition = pod.status.conditions.find(
    ({ type, status, reason }) =>
      type === 'PodScheduled' && status === 'False' && reason !== 'SchedulingGated',
  );
  const event = view.events.of(podRef(pod)).findLast(({ reason }) => reason === 'FailedScheduling');
  return condition?.message || event?.message || undefined;
}

function askedFor(pod: Pod, reasons: readonly Clause[]): readonly Statement[] {
  const stated: Statement[] = [];
  for (const resource of ['cpu', 'memory'] as const) {
    if (!reasons.some(({ text }) => text.includes(`Insufficient ${resource}`))) continue;
    const asked = pod.spec.containers.map(
      ({ resources }) => resources.requests[resource] ?? resources.limits[resource],
    );
    const total = asked.reduce((sum, amount) => sum + (parseQuantity(amount) ?? 0), 0);
    const amounts = asked.flatMap((amount) => amount || []);
    if (total > 0) stated.push({ says: 'pod-requests', resource, amounts });
  }
  const { nodeSelector } = pod.spec;
  if (reasons.some(({ kind }) => kind === 'affinity') && Object.keys(nodeSelector).length > 0)
    stated.push({ says: 'pod-node-selector', labels: nodeSelector });
  return stated;
}
