import type { Analyzer } from '../core/analyzer.ts';
import { look } from '../core/command/action.ts';
import { kubectl } from '../core/command/command.ts';
import { nameWord } from '../core/command/word.ts';
import type { Pod } from '../core/kubernetes/objects.ts';
import { lastSeen } from '../core/view/events.ts';
import { parseQuantity } from '../core/view/quantity.ts';
import type { ClusterView } from '../core/view/view.ts';
import type { Workload } from '../core/view/workloads.ts';
import { podRef } from '../core/view/workloads.ts';
import { finding, withCallers } from './support/finding.ts';
import { quote } from './support/patterns.ts';
import { livePods, shareText } from './support/pods.ts';
import { isRecent } from './support/recent.ts';
import { type Clause, schedulerSays, schedulingClauses } from './support/scheduling.ts';
import { isPlaced } from './support/starting.ts';

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
  const text = reasons.map((clause) => clause.text).join(', ') || first.message;
  return [
    finding({
      cause: 'unschedulable',
      facts: { onlyCordoned: ONLY_CORDONED.test(text) },
      object: workload.ref,
      title: `no node takes its pod${pending.length === 1 ? '' : 's'}: ${text}`,
      strength: nodeDown.length > 0 || adding ? 'strong' : 'proof',
      evidence: [
        `${shareText(pending.length, livePods(workload).length)} Pending, the scheduler says: ${schedulerSays(first.message)}`,
        ...askedFor(first.pod, reasons),
      ],
      against: [
        ...nodeDown.map(({ text: down }) => `${down}: a node that is down is part of it`),
        ...(adding ? [`an autoscaler is adding a node for it: ${quote(adding.message)}`] : []),
      ],
      basis: ['pods'],
      explains: withCallers(view, workload),
      since: first.pod.metadata.creationTimestamp,
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

function askedFor(pod: Pod, reasons: readonly Clause[]): readonly string[] {
  const lines: string[] = [];
  for (const resource of ['cpu', 'memory']) {
    if (!reasons.some(({ text }) => text.includes(`Insufficient ${resource}`))) continue;
    const asked = pod.spec.containers.map(
      ({ resources }) => resources.requests[resource] ?? resources.limits[resource],
    );
    const total = asked.reduce((sum, amount) => sum + (parseQuantity(amount) ?? 0), 0);
    if (total > 0) lines.push(`it requests ${asked.filter(Boolean).join(' + ')} ${resource}`);
  }
  const { nodeSelector } = pod.spec;
  if (reasons.some(({ kind }) => kind === 'affinity') && Object.keys(nodeSelector).length > 0)
    lines.push(
      `its node selector is ${Object.entries(nodeSelector)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ')}`,
    );
  return lines;
}
