import { type ObjectRef, refKey } from '../object-ref.ts';
import type { Pod } from './pods.ts';
import type { Metadata } from './shared.ts';
import type { Job, ReplicaSet } from './workloads.ts';

/** What controls each object that may stand between a pod and its workload, by the object's key; null where nothing does. */
export type Owners = ReadonlyMap<string, ObjectRef | null>;

/** What controls an object; a static pod's Node does not: it is a workload of its own. */
export function controllerOf(metadata: Metadata): ObjectRef | undefined {
  const owner = metadata.ownerReferences.find(({ controller }) => controller) ?? metadata.ownerReferences[0];
  return owner && owner.kind !== 'Node' && owner.name !== ''
    ? { kind: owner.kind, namespace: metadata.namespace, name: owner.name }
    : undefined;
}

/** The owners of the ReplicaSets and Jobs that were read. */
export function ownersIn(replicaSets: readonly ReplicaSet[], jobs: readonly Job[]): Owners {
  const owned = (kind: string, metadata: Metadata): [string, ObjectRef | null] => [
    refKey({ kind, namespace: metadata.namespace, name: metadata.name }),
    controllerOf(metadata) ?? null,
  ];
  return new Map([
    ...replicaSets.map(({ metadata }) => owned('ReplicaSet', metadata)),
    ...jobs.map(({ metadata }) => owned('Job', metadata)),
  ]);
}

/** A Deployment is above a ReplicaSet, a CronJob above a Job; nothing is above these. */
const MAX_DEPTH = 4;

/** The workload at the top of an object's owners: itself where nothing controls it. */
export function topOwner(ref: ObjectRef, owners: Owners): ObjectRef {
  let top = ref;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const known = owners.get(refKey(top));
    const above = known === undefined ? byName(top) : known;
    if (above === undefined || above === null) return top;
    top = above;
  }
  return top;
}

/** The workload that a pod belongs to: the pod itself where nothing controls it. */
export const ownerOf = ({ metadata }: Pod, owners: Owners): ObjectRef =>
  topOwner(
    controllerOf(metadata) ?? { kind: 'Pod', namespace: metadata.namespace, name: metadata.name },
    owners,
  );

const ABOVE: Readonly<Record<string, readonly [kind: string, name: RegExp]>> = {
  ReplicaSet: ['Deployment', /^(.+)-[a-z0-9]{6,10}$/],
  Job: ['CronJob', /^(.+)-[0-9]{8}$/],
};

/**
 * Where it was not read, a ReplicaSet is named DEPLOYMENT-HASH and a CronJob's Job CRONJOB-MINUTES: the names that the
 * controllers give (kubernetes/pkg/controller/deployment/sync.go, .../cronjob/utils.go).
 */
function byName({ kind, namespace, name }: ObjectRef): ObjectRef | undefined {
  const [above, form] = ABOVE[kind] ?? [];
  const found = form?.exec(name)?.[1];
  return above !== undefined && found !== undefined ? { kind: above, namespace, name: found } : undefined;
}
