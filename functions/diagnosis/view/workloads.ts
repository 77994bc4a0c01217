import type * as k from '../../model/kubernetes/objects.ts';
import { controllerOf, type Owners, ownersIn, topOwner } from '../../model/kubernetes/owner.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import { timeOf } from '../../text/time.ts';
import type { EvidenceAccess } from './evidence-access.ts';

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

/** Every pod under the workload at the top of its owners: ReplicaSet -> Deployment, Job -> CronJob. */
export function indexWorkloads(evidence: EvidenceAccess): WorkloadIndex {
  const owners = ownersIn(evidence.all('replicasets'), evidence.all('jobs'));
  const drafts = draftsOf(evidence, owners);
  const topOf = (ref: ObjectRef): ObjectRef => topOwner(ref, owners);
  const podKeys = new Map<k.Pod, string>();
  for (const pod of evidence.all('pods')) {
    const ref = topOf(controllerOf(pod.metadata) ?? deploymentByName(pod, drafts) ?? podRef(pod));
    podKeys.set(pod, refKey(ref));
    addPod(drafts, ref, pod);
  }
  for (const draft of drafts.values()) count(draft, evidence.complete('pods'));
  const byKey: ReadonlyMap<string, Workload> = drafts;
  const workloads = [...drafts.values()].sort((a, b) => (refKey(a.ref) < refKey(b.ref) ? -1 : 1));
  return {
    workloads,
    byKey,
    ofPod: (pod) =>
      byKey.get(podKeys.get(pod) ?? refKey(topOf(controllerOf(pod.metadata) ?? podRef(pod)))) ?? alone(pod),
    ofOwner: (kind, namespace, name) => byKey.get(refKey(topOf({ kind, namespace, name }))),
  };
}

/** What owns pods and is itself owned by nothing, by its key. */
function draftsOf(evidence: EvidenceAccess, owners: Owners): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  const add = (kind: string, { metadata }: { readonly metadata: k.Metadata }, rest: Partial<Draft>): void => {
    const ref = { kind, namespace: metadata.namespace, name: metadata.name };
    drafts.set(refKey(ref), { ...blank(ref), metadata, known: true, ...rest });
  };
  const addOwned: typeof add = (kind, o, rest) => {
    const { namespace, name } = o.metadata;
    if (!owners.get(refKey({ kind, namespace, name }))) add(kind, o, rest);
  };
  for (const o of evidence.all('deployments')) add('Deployment', o, replicated(o));
  for (const o of evidence.all('statefulsets')) add('StatefulSet', o, replicated(o));
  for (const { status, ...o } of evidence.all('daemonsets'))
    add('DaemonSet', o, {
      ...ofTemplate(o.spec.template),
      desired: status.desiredNumberScheduled,
      ready: status.numberReady,
    });
  for (const o of evidence.all('cronjobs'))
    add('CronJob', o, { succeededAt: timeOf(o.status.lastSuccessfulTime) });
  for (const o of evidence.all('jobs'))
    addOwned('Job', o, { ...ofTemplate(o.spec.template), succeededAt: timeOf(o.status.completionTime) });
  for (const o of evidence.all('replicasets')) addOwned('ReplicaSet', o, replicated(o));
  return drafts;
}

interface Replicated {
  readonly spec: { readonly template: k.PodTemplate; readonly replicas?: number | undefined };
  readonly status: { readonly readyReplicas: number };
}

const replicated = ({ spec, status }: Replicated): Partial<Draft> => ({
  ...ofTemplate(spec.template),
  desired: spec.replicas ?? 1,
  ready: status.readyReplicas,
});

function addPod(drafts: Map<string, Draft>, ref: ObjectRef, pod: k.Pod): void {
  const draft = drafts.get(refKey(ref)) ?? { ...blank(ref), metadata: pod.metadata };
  drafts.set(refKey(ref), draft);
  draft.pods.push(pod);
  draft.spec ??= pod.spec;
  if (Object.keys(draft.labels).length === 0) draft.labels = pod.metadata.labels;
}

function count(draft: Draft, arePodsComplete: boolean): void {
  if (draft.ref.kind === 'CronJob') draft.succeededAt = lastSuccess(draft);
  // Pods tell the state of now; a controller's count may lag, and is used where the pods were not read whole.
  if (draft.desired === null || !draft.known || arePodsComplete)
    draft.ready = draft.pods.filter(isReady).length;
}

/** A pod that was not among those read, as a workload of its own. */
function alone(pod: k.Pod): Workload {
  const { metadata, spec } = pod;
  return { ...blank(podRef(pod)), metadata, spec, labels: metadata.labels, pods: [pod] };
}

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

/** Whether a pod should be serving: neither at its end nor on its way out. */
export const isLive = (pod: k.Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined && !isFinished(pod);

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
