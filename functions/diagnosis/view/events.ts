import type { KubeEvent } from '../../model/kubernetes/objects.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import { timeOf } from '../../text/time.ts';
import type { EvidenceAccess } from './evidence-access.ts';

export interface EventIndex {
  /** Oldest first by their last time. */
  readonly all: readonly KubeEvent[];
  readonly of: (ref: ObjectRef) => readonly KubeEvent[];
}

export function indexEvents(evidence: EvidenceAccess): EventIndex {
  const all = evidence
    .all('events')
    .map((event) => ({ event, at: lastSeen(event) ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
  const byObject = new Map<string, KubeEvent[]>();
  for (const event of all) {
    const { kind, namespace, name } = event.involvedObject;
    const key = refKey({
      kind,
      namespace: kind === 'Node' ? '' : namespace || event.metadata.namespace,
      name,
    });
    const list = byObject.get(key);
    if (list) list.push(event);
    else byObject.set(key, [event]);
  }
  return { all, of: (ref) => byObject.get(refKey(ref)) ?? [] };
}

/** When an event was last seen, ms; undefined when it carries no time. */
export const lastSeen = (event: KubeEvent): number | undefined =>
  timeOf(event.lastTimestamp) ?? timeOf(event.firstTimestamp) ?? timeOf(event.metadata.creationTimestamp);

/** When an event was first seen, ms; undefined when it carries no time. */
export const firstSeen = (event: KubeEvent): number | undefined =>
  timeOf(event.firstTimestamp) ?? timeOf(event.lastTimestamp) ?? timeOf(event.metadata.creationTimestamp);
