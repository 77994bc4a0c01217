import type { EvidenceData, EvidenceSet } from '../../model/evidence.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import { isFinished } from '../view/workloads.ts';
import type { Moment } from './moment.ts';
import { contradictedBy, movedAfter, podsThen } from './pods.ts';

/** What the pods of then say of the objects that own them and lead to them. */
export interface Then extends Moment {
  /** Whether any pod of an owner began, ended or turned after the moment: its controller's numbers are not of then. */
  readonly hasMoved: (kind: string, metadata: k.Metadata) => boolean;
  /** The pods of an owner that ran then; undefined where those that it had are gone, so that nothing is known of them. */
  readonly podsOf: (kind: string, metadata: k.Metadata) => readonly k.Pod[] | undefined;
  /** A pod by namespace and name, as it was then; undefined where it was not there. */
  readonly pod: (namespace: string, name: string) => k.Pod | undefined;
  /** Whether the list of pods was read, so that a name that is not in it is of no pod. */
  readonly knowsPods: boolean;
}

type Key = string;
const keyOf = (kind: string, namespace: string, name: string): Key => `${kind}/${namespace}/${name}`;

const ownerOf = ({ namespace, ownerReferences }: k.Metadata): Key | undefined => {
  const owner = ownerReferences.find(({ controller }) => controller) ?? ownerReferences[0];
  return owner && keyOf(owner.kind, namespace, owner.name);
};

/** The pods' owners, and owners of those. */
function chains(evidence: EvidenceSet): (pod: k.Pod) => readonly Key[] {
  const above = new Map<Key, Key>();
  const add = (kind: string, objects: readonly { readonly metadata: k.Metadata }[] = []): void => {
    for (const { metadata } of objects) {
      const owner = ownerOf(metadata);
      if (owner !== undefined) above.set(keyOf(kind, metadata.namespace, metadata.name), owner);
    }
  };
  add('ReplicaSet', evidence.replicasets?.data);
  add('Job', evidence.jobs?.data);
  return ({ metadata }) => {
    const first = ownerOf(metadata);
    if (first === undefined) return [];
    const second = above.get(first);
    return second === undefined ? [first] : [first, second];
  };
}

/** What is known of a moment by the pods that were read since. */
export function thenOf(evidence: EvidenceSet, moment: Moment): Then {
  const all: EvidenceData['pods'] = evidence.pods?.data ?? [];
  const events: EvidenceData['events'] = evidence.events?.data ?? [];
  const isOfAnotherClock = contradictedBy(events);
  const pods = podsThen(all, moment, events);
  const byName = new Map(pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod]));
  const ownersOf = chains(evidence);
  const owned = new Map<Key, k.Pod[]>();
  const moved = new Set<Key>();
  for (const pod of pods) for (const key of ownersOf(pod)) owned.set(key, [...(owned.get(key) ?? []), pod]);
  for (const pod of all.filter((one) => !isOfAnotherClock(one))) {
    const isNew = moment.isBefore(pod.metadata.creationTimestamp);
    if (isNew || movedAfter(pod, moment)) for (const key of ownersOf(pod)) moved.add(key);
  }
  return {
    ...moment,
    hasMoved: (kind, { namespace, name }) => moved.has(keyOf(kind, namespace, name)),
    podsOf: (kind, { namespace, name }) => {
      const key = keyOf(kind, namespace, name);
      return owned.get(key)?.filter((pod) => !isFinished(pod)) ?? (moved.has(key) ? undefined : []);
    },
    pod: (namespace, name) => byName.get(`${namespace}/${name}`),
    knowsPods: evidence.pods?.data !== undefined,
  };
}

export const readyIn = (pods: readonly k.Pod[]): number => pods.filter(isReady).length;
