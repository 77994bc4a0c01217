import { type Action, advise, avoid, change } from '../../model/command/action.ts';
import { kubectl } from '../../model/command/command.ts';
import { scaleTo } from '../../model/command/deeds.ts';
import { joined, nameWord } from '../../model/command/word.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { type ObjectRef, refKey, shortName } from '../../model/object-ref.ts';
import { bytes, plural } from '../../text/format.ts';
import { parseQuantity } from '../../text/quantity.ts';
import { whyItCannotScale } from '../view/autoscalers.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished } from '../view/workloads.ts';

/** The runbook's "--replicas=5" of 2 or 3: half as many again, at least two more. */
const moreThan = (replicas: number): number => replicas + Math.max(2, Math.ceil(replicas / 2));

/** A quantity in thousandths, which are whole numbers: in cores, 0.3 - 0.1 would have no room for 0.2. */
function thousandths(quantity: string | undefined): number | undefined {
  const value = parseQuantity(quantity);
  return value === undefined ? undefined : Math.round(value * 1000);
}

/** What one more pod of a workload asks for, in thousandths of cores and bytes; 0 where it asks for nothing. */
interface PodNeed {
  readonly cpu: number;
  readonly memory: number;
  readonly cpuLimit: number;
  readonly memoryLimit: number;
}

/**
 * Scaling up, when quota and nodes have room for it by what was read; otherwise why not. Where an autoscaler owns the
 * number, its maximum is raised: it would undo anything else. One that cannot compute undoes nothing.
 */
export function scaleUp(ref: ObjectRef, view: ClusterView, why: string): readonly Action[] {
  const workload = view.owners.byKey.get(refKey(ref));
  const replicas = workload?.desired ?? null;
  if (workload?.spec === undefined || replicas === null || replicas === 0 || !scales(ref)) return [];
  const wanted = moreThan(replicas);
  const need = needOf(workload.spec);
  const full =
    quotaFault(ref.namespace, need, wanted - replicas, view) ?? nodeFault(need, wanted - replicas, view);
  if (full !== null)
    return [avoid('scale-up', `do not scale ${shortName(ref)} up to ${wanted}: ${full}`, ref)];
  const room = roomText(view);
  const autoscaler = autoscalerOf(ref, view);
  if (autoscaler !== undefined && whyItCannotScale(autoscaler) === undefined)
    return raiseMaximum(autoscaler, replicas, wanted, { why, room });
  return [
    scaleTo(
      ref,
      { from: replicas, to: wanted },
      `${why}: ${replicas} -> ${wanted} replicas, running pods stay; ${room}`,
    ),
  ];
}

const scales = (ref: ObjectRef): boolean => ref.kind === 'Deployment' || ref.kind === 'StatefulSet';

/** The autoscaler that owns the number of replicas, which would undo a change of it. */
export const autoscalerOf = (ref: ObjectRef, view: ClusterView): k.HorizontalPodAutoscaler | undefined =>
  view.evidence
    .all('horizontalpodautoscalers')
    .find(
      ({ metadata, spec }) =>
        metadata.namespace === ref.namespace &&
        spec.scaleTargetRef.kind === ref.kind &&
        spec.scaleTargetRef.name === ref.name,
    );

function raiseMaximum(
  autoscaler: k.HorizontalPodAutoscaler,
  replicas: number,
  wanted: number,
  { why, room }: { readonly why: string; readonly room: string },
): readonly Action[] {
  const { name, namespace } = autoscaler.metadata;
  const most = autoscaler.spec.maxReplicas;
  if (most > replicas)
    return [
      advise(
        `autoscaler ${name} owns the replicas, ${replicas} of at most ${most}: let it scale, or see why it does not`,
      ),
    ];
  const patch = joined('{"spec":{"maxReplicas":', wanted, '}}');
  return [
    change(
      kubectl(namespace, 'patch', 'hpa', nameWord(name), '--patch', patch),
      `${why}: raises the autoscaler's maximum ${most} -> ${wanted}, running pods stay; ${room}`,
    ),
  ];
}

function needOf(spec: k.PodSpec): PodNeed {
  const sum = (pick: (container: k.Container) => string | undefined): number =>
    spec.containers.reduce((total, container) => total + (thousandths(pick(container)) ?? 0), 0);
  return {
    cpu: sum(({ resources }) => resources.requests.cpu ?? resources.limits.cpu),
    memory: sum(({ resources }) => resources.requests.memory ?? resources.limits.memory),
    cpuLimit: sum(({ resources }) => resources.limits.cpu),
    memoryLimit: sum(({ resources }) => resources.limits.memory),
  };
}

/** The quota that `more` pods would break, null when none that was read would be. */
function quotaFault(namespace: string, need: PodNeed, more: number, view: ClusterView): string | null {
  const asks: Readonly<Record<string, number>> = {
    pods: 1000,
    'count/pods': 1000,
    cpu: need.cpu,
    'requests.cpu': need.cpu,
    memory: need.memory,
    'requests.memory': need.memory,
    'limits.cpu': need.cpuLimit,
    'limits.memory': need.memoryLimit,
  };
  for (const quota of view.evidence.all('resourcequotas')) {
    // A quota with scopes counts some pods only; whether these are among them is not judged here.
    if (quota.metadata.namespace !== namespace || quota.spec.scopes.length > 0) continue;
    for (const [resource, hard] of Object.entries(quota.status.hard)) {
      const limit = thousandths(hard);
      const used = thousandths(quota.status.used[resource]);
      const ask = asks[resource];
      if (limit === undefined || used === undefined || ask === undefined) continue;
      if (used + ask * more > limit)
        return `quota ${quota.metadata.name} has ${resource} ${quota.status.used[resource]} of ${hard} in use`;
    }
  }
  return null;
}

/** Why the nodes have no room for `more` pods by the pods that were read; null when they seem to. */
function nodeFault(need: PodNeed, more: number, view: ClusterView): string | null {
  const nodes = view.evidence
    .all('nodes')
    .filter(
      ({ spec, status }) =>
        !spec.unschedulable &&
        status.conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True') &&
        !spec.taints.some(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute'),
    );
  if (nodes.length === 0) return view.evidence.complete('nodes') ? 'no node can take pods' : null;
  const pods = [...view.evidence.all('pods'), ...view.evidence.all('systempods')].filter(
    (pod) => !isFinished(pod),
  );
  let fitting = 0;
  for (const node of nodes) {
    const there = pods
      .filter(({ spec }) => spec.nodeName === node.metadata.name)
      .map(({ spec }) => needOf(spec));
    const free = (resource: 'cpu' | 'memory'): number =>
      (thousandths(node.status.allocatable[resource]) ?? Number.POSITIVE_INFINITY) -
      there.reduce((sum, pod) => sum + pod[resource], 0);
    const slots = (parseQuantity(node.status.allocatable.pods) ?? 110) - there.length;
    const byCpu = need.cpu > 0 ? Math.floor(free('cpu') / need.cpu) : slots;
    const byMemory = need.memory > 0 ? Math.floor(free('memory') / need.memory) : slots;
    fitting += Math.max(0, Math.min(slots, byCpu, byMemory));
  }
  return fitting >= more
    ? null
    : `the nodes have room for ${fitting} more (each requests ${need.cpu}m cpu, ${bytes(need.memory / 1000)})`;
}

/** What "has room" was judged by: pods of other namespaces are not read. */
function roomText(view: ClusterView): string {
  const nodes = view.evidence.all('nodes').length;
  const quota = view.evidence.complete('resourcequotas') ? 'quota has room' : 'quota was not read';
  return nodes === 0
    ? `${quota}, nodes were not read`
    : `${quota}, ${plural(nodes, 'node')} seem to have room (other namespaces not counted)`;
}
