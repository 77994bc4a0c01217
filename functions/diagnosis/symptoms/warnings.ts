import type { KubeEvent } from '../../model/kubernetes/objects.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import { creationEventsOf, eventsOf } from '../mechanisms/shared/pods.ts';
import { lastSeen } from '../view/events.ts';
import type { ClusterView } from '../view/view.ts';
import { podRef, type Workload } from '../view/workloads.ts';

/** Warnings of one workload that are shown: the newest of each reason. */
const MAX_OF_WORKLOAD = 2;

const isInWindow = (view: ClusterView, event: KubeEvent): boolean =>
  event.type === 'Warning' && (lastSeen(event) ?? 0) >= view.from;

/** The object that an event is about. */
const aboutOf = ({ involvedObject: { kind, namespace, name }, metadata }: KubeEvent): ObjectRef => ({
  kind,
  namespace: kind === 'Node' ? '' : namespace || metadata.namespace,
  name,
});

/** The newest Warning events of a workload that visibly fails, of what makes its pods, and of these. */
export function warningsOf(view: ClusterView, workload: Workload): readonly SeenSymptom[] {
  const newest = new Map<string, KubeEvent>();
  for (const event of new Set([...eventsOf(view, workload), ...creationEventsOf(view, workload)]))
    if (isInWindow(view, event)) newest.set(event.reason, event);
  return [...newest.values()]
    .sort((a, b) => (lastSeen(b) ?? 0) - (lastSeen(a) ?? 0))
    .slice(0, MAX_OF_WORKLOAD)
    .map((event) => ({ object: aboutOf(event), statement: warning(event), fails: true }));
}

const warning = (event: KubeEvent) => ({
  says: 'warning-event' as const,
  reason: event.reason,
  times: Math.max(1, event.count),
  at: lastSeen(event) ?? null,
  said: quote(event.message),
});

/**
 * The Warning events of the window, in one line: whatever they are about, nobody may say that events show nothing. Of
 * those that are near to what was asked about, and the nodes that they run on: what the cluster warns of elsewhere is not theirs.
 */
export function otherWarnings(view: ClusterView, near: readonly Workload[]): readonly SeenSymptom[] {
  const concerns = concerning(view, near);
  const events = view.events.all.filter((event) => isInWindow(view, event) && concerns(aboutOf(event)));
  const last = events.at(-1);
  if (!last) return [];
  const object = aboutOf(last);
  const { reason, at, said } = warning(last);
  return [
    {
      object,
      statement: { says: 'other-warnings', warnings: events.length, reason, at, said },
      fails: false,
    },
  ];
}

/** Whether an object is one of these workloads', a node of theirs, or, in a namespace that was asked about, nobody's. */
function concerning(view: ClusterView, near: readonly Workload[]): (object: ObjectRef) => boolean {
  const { target, playbook } = view;
  const namespaces = new Set([target.namespace, ...playbook.dependencies.map(({ namespace }) => namespace)]);
  const nodes = new Set(near.flatMap(({ pods }) => pods.map(({ spec }) => spec.nodeName)));
  const ofPod = new Map(
    view.workloads.flatMap((workload) => workload.pods.map((pod) => [refKey(podRef(pod)), workload])),
  );
  return (object) => {
    if (object.kind === 'Node') return nodes.has(object.name);
    const owner =
      ofPod.get(refKey(object)) ?? view.owners.ofOwner(object.kind, object.namespace, object.name);
    return namespaces.has(object.namespace) && (owner === undefined || near.includes(owner));
  };
}
