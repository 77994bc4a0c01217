import { compare } from '../../model/canonical.ts';
import type { EvidenceData } from '../../model/evidence.ts';
import type * as k from '../../model/kubernetes/objects.ts';
import { conditionsThen, turnedAfter } from './conditions.ts';
import { existing, isKeySetAfter } from './metadata.ts';
import { readyIn, type Then } from './then.ts';

interface Owner {
  readonly metadata: k.Metadata;
}

/** The pods that an owner had, where its own numbers are not of then; else 'unchanged', or 'unknown' where none is left. */
type PodsThen = 'unchanged' | 'unknown' | readonly k.Pod[];

/**
 * Whether an owner's numbers are of then. Where its number was set since, or pods of it came or turned since, the pods
 * that are left of then are counted instead; those that are gone by now are never counted as missing.
 */
function podsThen(kind: string, { metadata }: Owner, then: Then): PodsThen {
  const isSet = isKeySetAfter(metadata, 'spec.replicas', then);
  if (!isSet && !then.hasMoved(kind, metadata)) return 'unchanged';
  const pods = then.podsOf(kind, metadata) ?? [];
  return pods.length > 0 ? pods : 'unknown';
}

/** Objects of then; one of which too little is known is left out. */
const known = <Item extends Owner>(
  items: readonly Item[],
  then: Then,
  wasOf: (item: Item, live: Item) => Item | undefined,
): readonly Item[] => {
  const live = new Map(items.map((item) => [item.metadata.uid || item.metadata.name, item]));
  return existing(items, then).flatMap((item) => {
    const was = wasOf(item, live.get(item.metadata.uid || item.metadata.name) ?? item);
    return was === undefined ? [] : [was];
  });
};

const withConditions = <Status extends { readonly conditions: readonly k.Condition[] }>(
  status: Status,
  then: Then,
): Status => ({ ...status, conditions: conditionsThen(status.conditions, then) });

/** Counts of a status, by pods: each pod is of the revision that was wanted, as far as is known. */
const counted = (pods: readonly k.Pod[]) => {
  const [replicas, ready] = [pods.length, readyIn(pods)];
  return { replicas, updatedReplicas: replicas, readyReplicas: ready, availableReplicas: ready };
};

export const deploymentsThen = (
  items: EvidenceData['deployments'],
  then: Then,
  sets: EvidenceData['replicasets'],
): EvidenceData['deployments'] =>
  known(items, then, (item, live) => {
    const pods = podsThen('Deployment', live, then);
    if (pods === 'unknown') return undefined;
    const status = withConditions(item.status, then);
    const isPaused = item.spec.paused && !isKeySetAfter(live.metadata, 'spec.paused', then);
    const template = isKeySetAfter(live.metadata, 'spec.template', then)
      ? templateOf(pods === 'unchanged' ? (then.podsOf('Deployment', live.metadata) ?? []) : pods, sets)
      : undefined;
    const spec = { ...item.spec, paused: isPaused, template: template ?? item.spec.template };
    if (pods === 'unchanged') return { ...item, spec, status };
    const counts = counted(pods);
    const unavailableReplicas = counts.replicas - counts.readyReplicas;
    return {
      ...item,
      spec: { ...spec, replicas: counts.replicas },
      status: { ...status, ...counts, unavailableReplicas },
    };
  });

/** The template that the newest of the pods' ReplicaSets has: the Deployment's own was set since. */
function templateOf(pods: readonly k.Pod[], sets: EvidenceData['replicasets']): k.PodTemplate | undefined {
  const owners = new Set(
    pods.flatMap(({ metadata }) => metadata.ownerReferences.map(({ uid, name }) => uid || name)),
  );
  return sets
    .filter(({ metadata }) => owners.has(metadata.uid || metadata.name))
    .toSorted((a, b) => compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp))
    .at(-1)?.spec.template;
}

/** A Deployment's sets are its revisions, whatever became of their pods. */
export const replicaSetsThen = (
  items: EvidenceData['replicasets'],
  then: Then,
): EvidenceData['replicasets'] =>
  known(items, then, (item) => {
    const pods = podsThen('ReplicaSet', item, then);
    const status = withConditions(item.status, then);
    const isRevision = item.metadata.ownerReferences.some(({ kind }) => kind === 'Deployment');
    if (pods === 'unknown') return isRevision ? { ...item, status } : undefined;
    if (pods === 'unchanged') return { ...item, status };
    const { updatedReplicas: _, ...counts } = counted(pods);
    return { ...item, spec: { ...item.spec, replicas: counts.replicas }, status: { ...status, ...counts } };
  });

export const statefulSetsThen = (
  items: EvidenceData['statefulsets'],
  then: Then,
): EvidenceData['statefulsets'] =>
  known(items, then, (item, live) => {
    const pods = podsThen('StatefulSet', live, then);
    if (pods === 'unknown') return undefined;
    const status = withConditions(item.status, then);
    if (pods === 'unchanged') return { ...item, status };
    const { availableReplicas: _, ...counts } = counted(pods);
    const { updateRevision } = status;
    return {
      ...item,
      spec: { ...item.spec, replicas: counts.replicas },
      status: { ...status, ...counts, currentRevision: updateRevision },
    };
  });

export const daemonSetsThen = (items: EvidenceData['daemonsets'], then: Then): EvidenceData['daemonsets'] =>
  known(items, then, (item, live) => {
    const pods = podsThen('DaemonSet', live, then);
    if (pods === 'unknown') return undefined;
    const status = withConditions(item.status, then);
    if (pods === 'unchanged') return { ...item, status };
    const { replicas, readyReplicas } = counted(pods);
    return {
      ...item,
      status: {
        ...status,
        ...{ desiredNumberScheduled: replicas, currentNumberScheduled: replicas },
        ...{ numberReady: readyReplicas, numberUnavailable: replicas - readyReplicas },
        updatedNumberScheduled: replicas,
      },
    };
  });

/** A Job that ended since was on then; how often it had failed by then is told by its conditions alone. */
export const jobsThen = (items: EvidenceData['jobs'], then: Then): EvidenceData['jobs'] =>
  existing(items, then).map((item) => {
    const { status, metadata } = item;
    const hasEndedSince = then.isBefore(status.completionTime) || turnedAfter(status.conditions, then);
    if (!hasEndedSince && !then.hasMoved('Job', metadata)) return item;
    const failed = (then.podsOf('Job', metadata) ?? []).length === 0 ? 0 : Math.max(0, status.failed - 1);
    return {
      ...item,
      status: {
        ...withConditions(status, then),
        completionTime: then.isBefore(status.completionTime) ? '' : status.completionTime,
        ...(hasEndedSince ? { active: 1, succeeded: 0, failed } : { failed }),
      },
    };
  });

/** Of a CronJob the API keeps its last times alone: where they lie after the moment, those of then are not known. */
export const cronJobsThen = (items: EvidenceData['cronjobs'], then: Then): EvidenceData['cronjobs'] =>
  existing(items, then).filter(
    ({ status }) => !then.isBefore(status.lastScheduleTime) && !then.isBefore(status.lastSuccessfulTime),
  );
