import type * as k from '../kubernetes/objects.ts';
import { type ObjectRef, refKey } from '../object-ref.ts';
import type { EvidenceAccess } from './evidence-access.ts';
import { timeOf } from './time.ts';

/** Pods that one object stands for: a Deployment, StatefulSet, DaemonSet, CronJob, Job, bare ReplicaSet or bare pod. */
export interface Workload {
  readonly ref: ObjectRef;
  readonly metadata: k.Metadata;
  /** The pod spec as it is asked for now; of a pod where the owner was not read. */
  readonly spec: k.PodSpec | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Every pod, finished ones included, by name. */
  readonly pods: readonly k.Pod[];
  /** Replicas asked for; null where the kind has no such number (Job, CronJob, Pod) or it is not known. */
  readonly desired: number | null;
  /** Ready pods; as the controller counts them where the pods were not read whole. */
  readonly ready: number;
  /** When a Job of it last succeeded, ms: what failed before is of the past; undefined for other kinds. */
  readonly succeededAt: number | undefined;
  /** True when the object itself was read, not only known as an owner's name. */
  readonly known: boolean;
}

export interface WorkloadIndex {
  readonly workloads: readonly Workload[];
  readonly byKey: ReadonlyMap<string, Workload>;
  readonly ofPod: (pod: k.Pod) => Workload;
  /** The workload of a ReplicaSet, Job or any other object that owns pods. */
  readonly ofOwner: (kind: string, namespace: string, name: string) => Workload | undefined;
}

type Draft = { -readonly [Key in keyof Workload]: Workload[Key] } & { pods: k.Pod[] };

/** Resolves owners upwards: ReplicaSet -> Deployment, Job -> CronJob. */
export function indexWorkloads(evidence: EvidenceAccess): WorkloadIndex {
  const drafts = new Map<string, Draft>();
  const parents = new Map<string, ObjectRef>();
  const add = (kind: string, o: { metadata: k.Metadata }, rest: Partial<Draft>): void => {
    const ref = { kind, namespace: o.metadata.namespace, name: o.metadata.name };
    drafts.set(refKey(ref), { ...blank(ref), metadata: o.metadata, known: true, ...rest });
  };
  for (const o of evidence.all('deployments'))
    add('Deployment', o, {
      ...ofTemplate(o.spec.template),
      desired: o.spec.replicas ?? 1,
      ready: o.status.readyReplicas,
    });
  for (const o of evidence.all('statefulsets'))
    add('StatefulSet', o, {
      ...ofTemplate(o.spec.template),
      desired: o.spec.replicas ?? 1,
      ready: o.status.readyReplicas,
    });
  for (const o of evidence.all('daemonsets'))
    add('DaemonSet', o, {
      ...ofTemplate(o.spec.template),
      desired: o.status.desiredNumberScheduled,
      ready: o.status.numberReady,
    });
  for (const o of evidence.all('cronjobs'))
    add('CronJob', o, { succeededAt: timeOf(o.status.lastSuccessfulTime) });
  for (const o of evidence.all('jobs')) {
    const owner = controllerOf(o.metadata);
    if (owner)
      parents.set(refKey({ kind: 'Job', namespace: o.metadata.namespace, name: o.metadata.name }), owner);
    else add('Job', o, { ...ofTemplate(o.spec.template), succeededAt: timeOf(o.status.completionTime) });
  }
  for (const o of evidence.all('replicasets')) {
    const owner = controllerOf(o.metadata);
    if (owner)
      parents.set(
        refKey({ kind: 'ReplicaSet', namespace: o.metadata.namespace, name: o.metadata.name }),
        owner,
      );
    else
      add('ReplicaSet', o, {
        ...ofTemplate(o.spec.template),
        desired: o.spec.replicas ?? 1,
        ready: o.status.readyReplicas,
      });
  }
  const topOf = (ref: ObjectRef): ObjectRef => {
    let top = ref;
    for (let depth = 0; depth < 4; depth += 1)
      top = parents.get(refKey(top)) ?? guessParent(top, drafts) ?? top;
    return top;
  };
  const podKeys = new Map<k.Pod, string>();
  for (const pod of evidence.all('pods')) {
    const ref = topOf(controllerOf(pod.metadata) ?? deploymentByName(pod, drafts) ?? podRef(pod));
    const key = refKey(ref);
    let draft = drafts.get(key);
    if (!draft) {
      draft = { ...blank(ref), metadata: pod.metadata };
      drafts.set(key, draft);
    }
    draft.pods.push(pod);
    draft.spec ??= pod.spec;
    if (Object.keys(draft.labels).length === 0) draft.labels = pod.metadata.labels;
    podKeys.set(pod, key);
  }
  for (const draft of drafts.values()) {
    if (draft.ref.kind === 'CronJob') draft.succeededAt = lastSuccess(draft);
    const ready = draft.pods.filter(isReady).length;
    // Pods tell the state of now; a controller's count may lag, and is used where the pods were not read whole.
    if (draft.desired === null || !draft.known || evidence.complete('pods')) draft.ready = ready;
  }
  const byKey: ReadonlyMap<string, Workload> = drafts;
  const workloads = [...drafts.values()].sort((a, b) => (refKey(a.ref) < refKey(b.ref) ? -1 : 1));
  const ofPod = (pod: k.Pod): Workload => {
    const found = byKey.get(podKeys.get(pod) ?? refKey(topOf(controllerOf(pod.metadata) ?? podRef(pod))));
    return (
      found ?? {
        ...blank(podRef(pod)),
        metadata: pod.metadata,
        spec: pod.spec,
        labels: pod.metadata.labels,
        pods: [pod],
      }
    );
  };
  return {
    workloads,
    byKey,
    ofPod,
    ofOwner: (kind, namespace, name) => byKey.get(refKey(topOf({ kind, namespace, name }))),
  };
}

/** Whether a pod takes traffic: its Ready condition is true and it is not being deleted. */
export const isReady = (pod: k.Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  pod.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');

/** True for a pod that ran to its end (a Job's) or was evicted: it has no part in what serves now. */
export const isFinished = (pod: k.Pod): boolean =>
  pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

/** By the controller's word, and by the pods where that was not read or lags. */
function lastSuccess({ succeededAt, pods }: Workload): number | undefined {
  const ends = pods
    .filter(({ status }) => status.phase === 'Succeeded')
    .flatMap(({ status }) => status.containerStatuses)
    .map(({ state }) => timeOf(state.terminated?.finishedAt) ?? 0);
  const last = Math.max(succeededAt ?? 0, ...ends);
  return last > 0 ? last : undefined;
}

/** A finished pod of a Job or CronJob that has succeeded since: its failure was made good. */
export const isMadeGood = (pod: k.Pod, { succeededAt }: Workload): boolean =>
  succeededAt !== undefined &&
  isFinished(pod) &&
  !pod.status.containerStatuses.some(
    ({ state }) => (timeOf(state.terminated?.finishedAt) ?? 0) > succeededAt,
  );

export const podRef = (pod: k.Pod): ObjectRef => ({
  kind: 'Pod',
  namespace: pod.metadata.namespace,
  name: pod.metadata.name,
});

function controllerOf(metadata: k.Metadata): ObjectRef | undefined {
  const owner = metadata.ownerReferences.find(({ controller }) => controller) ?? metadata.ownerReferences[0];
  // A static pod is owned by its Node: it is a workload of its own.
  return owner && owner.kind !== 'Node' && owner.name !== ''
    ? { kind: owner.kind, namespace: metadata.namespace, name: owner.name }
    : undefined;
}

const PARENT_KINDS: Readonly<Record<string, 'Deployment' | 'CronJob'>> = {
  ReplicaSet: 'Deployment',
  Job: 'CronJob',
};

/**
 * Where ReplicaSets could not be listed, a ReplicaSet is named DEPLOYMENT-HASH and a CronJob's Job CRONJOB-MINUTES:
 * the names that the controllers give (kubernetes/pkg/controller/deployment/sync.go, .../cronjob/utils.go).
 */
function guessParent(ref: ObjectRef, known: ReadonlyMap<string, unknown>): ObjectRef | undefined {
  const kind = PARENT_KINDS[ref.kind];
  if (!kind || known.has(refKey(ref))) return undefined;
  const name = (kind === 'Deployment' ? /^(.+)-[a-z0-9]{6,10}$/ : /^(.+)-[0-9]{8}$/).exec(ref.name)?.[1];
  return name ? { kind, namespace: ref.namespace, name } : undefined;
}

/** A pod whose owners are not recorded, as a describe text's, still bears its Deployment's name: NAME-HASH-SUFFIX. */
function deploymentByName(pod: k.Pod, known: ReadonlyMap<string, unknown>): ObjectRef | undefined {
  const name = /^(.+)-[a-z0-9]{6,10}-[a-z0-9]{5}$/.exec(pod.metadata.name)?.[1];
  const ref = { kind: 'Deployment', namespace: pod.metadata.namespace, name: name ?? '' };
  return known.has(refKey(ref)) ? ref : undefined;
}

const ofTemplate = (template: k.PodTemplate) => ({ spec: template.spec, labels: template.metadata.labels });

function blank(ref: ObjectRef): Draft {
  return {
    ref,
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      uid: '',
      generation: 0,
      creationTimestamp: '',
      deletionTimestamp: undefined,
      labels: {},
      annotations: {},
      ownerReferences: [],
      finalizers: [],
      managedFields: [],
    },
    spec: undefined,
    labels: {},
    pods: [],
    desired: null,
    ready: 0,
    succeededAt: undefined,
    known: false,
  };
}
