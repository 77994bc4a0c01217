import { type Action, advise, avoid, change } from '../command/action.ts';
import { kubectl } from '../command/command.ts';
import { joined, nameWord, objectWord } from '../command/word.ts';
import { bytes, plural } from '../format.ts';
import type * as k from '../kubernetes/objects.ts';
import { type ObjectRef, refKey, shortName } from '../object-ref.ts';
import { parseQuantity } from '../view/quantity.ts';
import type { ClusterView } from '../view/view.ts';
import { isFinished } from '../view/workloads.ts';

/** The runbook's "--replicas=5" of 2 or 3: half as many again, at least two more. */
const moreThan = (replicas: number): number => replicas + Math.max(2, Math.ceil(replicas / 2));

/** What one more pod of a workload asks for: cores and bytes; 0 where it asks for nothing. */
interface PodNeed {
  readonly cpu: number;
  readonly memory: number;
  readonly cpuLimit: number;
  readonly memoryLimit: number;
}

/**
 * Scaling up, when quota and nodes have room for it by what was read; otherwise why not. Where an autoscaler owns the
 * number, its maximum is raised: it would undo anything else.
 */
export function scaleUp(ref: ObjectRef, view: ClusterView, why: string): readonly Action[] {
  const workload = view.owners.byKey.get(refKey(ref));
  const replicas = workload?.desired ?? null;
  if (workload?.spec === undefined || replicas === null || replicas === 0 || !scales(ref)) return [];
  const wanted = moreThan(replicas);
  const need = needOf(workload.spec);
  const full =
    quotaFault(ref.namespace, need, wanted - replicas, view) ?? nodeFault(need, wanted - replicas, view);
  if (full !== null) return [avoid(`do not scale ${shortName(ref)} up to ${wanted}: ${full}`)];
  const room = roomText(view);
  const autoscaler = autoscalerOf(ref, view);
  if (autoscaler !== undefined) return raiseMaximum(autoscaler, replicas, wanted, why, room);
  return [
    change(
      kubectl(ref.namespace, 'scale', objectWord(ref), joined('--replicas=', wanted)),
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
  why: string,
  room: string,
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
    spec.containers.reduce((total, container) => total + (parseQuantity(pick(container)) ?? 0), 0);
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
    pods: 1,
    'count/pods': 1,
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
      const limit = parseQuantity(hard);
      const used = parseQuantity(quota.status.used[resource]);
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
  if (nodes.length === 0) return view.evidence.complete('nodes') ? 'no node takes pods' : null;
  const pods = [...view.evidence.all('pods'), ...view.evidence.all('systempods')].filter(
    (pod) => !isFinished(pod),
  );
  let fitting = 0;
  for (const node of nodes) {
    const there = pods
      .filter(({ spec }) => spec.nodeName === node.metadata.name)
      .map(({ spec }) => needOf(spec));
    const free = (resource: 'cpu' | 'memory'): number =>
      (parseQuantity(node.status.allocatable[resource]) ?? Number.POSITIVE_INFINITY) -
      there.reduce((sum, pod) => sum + pod[resource], 0);
    const slots = (parseQuantity(node.status.allocatable.pods) ?? 110) - there.length;
    const byCpu = need.cpu > 0 ? Math.floor(free('cpu') / need.cpu) : slots;
    const byMemory = need.memory > 0 ? Math.floor(free('memory') / need.memory) : slots;
    fitting += Math.max(0, Math.min(slots, byCpu, byMemory));
  }
  return fitting >= more
    ? null
    : `the nodes have room for ${fitting} more (each asks ${Math.round(need.cpu * 1000)}m cpu, ${bytes(need.memory)})`;
}

/** What "has room" was judged by: pods of other namespaces are not read. */
function roomText(view: ClusterView): string {
  const nodes = view.evidence.all('nodes').length;
  const quota = view.evidence.complete('resourcequotas') ? 'quota has room' : 'quota was not read';
  return nodes === 0
    ? `${quota}, nodes were not read`
    : `${quota}, ${plural(nodes, 'node')} seem to have room (other namespaces not counted)`;
}
