import type { KubeEvent } from '../../model/kubernetes/objects.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { SeenSymptom } from '../../model/seen-symptom.ts';
import { quote } from '../mechanisms/shared/patterns.ts';
import { creationEventsOf, eventsOf } from '../mechanisms/shared/pods.ts';
import { lastSeen } from '../view/events.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';

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

/** The Warning events of the window, in one line: whatever they are about, nobody may say that events show nothing. */
export function otherWarnings(view: ClusterView): readonly SeenSymptom[] {
  const events = view.events.all.filter((event) => isInWindow(view, event));
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
