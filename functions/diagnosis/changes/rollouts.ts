import { compare } from '../../model/canonical.ts';
import type { KnownRollout } from '../../model/change.ts';
import * as k from '../../model/kubernetes/objects.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import { refKey } from '../../model/object-ref.ts';
import type { TemplateDifference } from '../../model/template-difference.ts';
import { isoTime, timeOf } from '../../text/time.ts';
import { lastSeen } from '../view/events.ts';
import { perView } from '../view/memo.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { type ConfigMaps, renamedConfiguration } from './renamed-configuration.ts';
import { diffTemplates } from './template-diff.ts';

/** One revision of a workload with the pods that run it. */
export interface Revision {
  readonly workload: Workload;
  /** The ReplicaSet's or ControllerRevision's name. */
  readonly name: string;
  readonly revision: number;
  readonly template: k.PodTemplate;
  /** The ConfigMaps of its namespace, as they are now. */
  readonly configuration: ConfigMaps;
  readonly pods: readonly k.Pod[];
  /** ms; when it was rolled out, which is later than its creation where an old one was taken up again. */
  readonly at: number | undefined;
  /** True when it is an older revision that was rolled back to. */
  readonly reused: boolean;
}

/** The deployment controller's annotation on ReplicaSets (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/). */
const REVISION = 'deployment.kubernetes.io/revision';

/** A workload's revisions, newest first; [] where its ReplicaSets or ControllerRevisions were not read. */
export const revisionsOf = (view: ClusterView, workload: Workload): readonly Revision[] =>
  allRevisions(view).get(refKey(workload.ref)) ?? [];

const allRevisions = perView((view): ReadonlyMap<string, readonly Revision[]> => {
  const found = new Map<string, Revision[]>();
  const configuration = configMapsIn(view);
  const add = (workload: Workload, revision: Found): void => {
    const key = refKey(workload.ref);
    const known = { workload, configuration: configuration(workload.ref.namespace), ...revision };
    found.set(key, [...(found.get(key) ?? []), known]);
  };
  for (const set of view.evidence.all('replicasets')) {
    const workload = view.owners.ofOwner('ReplicaSet', set.metadata.namespace, set.metadata.name);
    if (workload?.ref.kind === 'Deployment') add(workload, ofReplicaSet(view, workload, set));
  }
  for (const entry of view.evidence.all('controllerrevisions')) {
    const owner = entry.metadata.ownerReferences[0];
    const workload = owner && view.owners.ofOwner(owner.kind, entry.metadata.namespace, owner.name);
    if (workload) add(workload, ofControllerRevision(workload, entry));
  }
  for (const list of found.values()) list.sort((a, b) => b.revision - a.revision || compare(a.name, b.name));
  return found;
});

type Found = Omit<Revision, 'workload' | 'configuration'>;

function configMapsIn(view: ClusterView): (namespace: string) => ConfigMaps {
  const all = new Map<string, Map<string, k.ConfigMap>>();
  for (const entry of view.evidence.all('configmaps')) {
    const { namespace, name } = entry.metadata;
    const mine = all.get(namespace) ?? new Map<string, k.ConfigMap>();
    all.set(namespace, mine.set(name, entry));
  }
  return (namespace) => all.get(namespace) ?? new Map();
}

function ofReplicaSet(view: ClusterView, workload: Workload, set: k.ReplicaSet): Found {
  return {
    name: set.metadata.name,
    revision: Number(set.metadata.annotations[REVISION]) || 0,
    template: set.spec.template,
    pods: workload.pods.filter(({ metadata }) =>
      metadata.ownerReferences.some(({ kind, name }) => kind === 'ReplicaSet' && name === set.metadata.name),
    ),
    at: latestOf(timeOf(set.metadata.creationTimestamp), scaledUpAt(view, workload, set.metadata.name)),
    // The controller lists the revisions that a ReplicaSet was before: it has been taken up again.
    reused: set.metadata.annotations['deployment.kubernetes.io/revision-history'] !== undefined,
  };
}

/** The first scaling of a set from nothing; scalings of one that runs come later and mean something else. */
function scaledUpAt(view: ClusterView, workload: Workload, set: string): number | undefined {
  const event = view.events
    .of(workload.ref)
    .findLast(({ reason, message }) => reason === 'ScalingReplicaSet' && isFirstScaling(message, set));
  return event && lastSeen(event);
}

/** "Scaled up replica set X to 2", "... X from 0 to 2", "... X to 2 from 0". */
function isFirstScaling(message: string, set: string): boolean {
  const start = `Scaled up replica set ${set} `;
  return message.startsWith(start) && /^(?:from 0 )?to \d+(?: from 0)?$/.test(message.slice(start.length));
}

function ofControllerRevision(workload: Workload, entry: k.ControllerRevision): Found {
  return {
    name: entry.metadata.name,
    revision: entry.revision,
    template: templateOf(entry.data),
    pods: workload.pods.filter(({ metadata }) => {
      const hash = metadata.labels['controller-revision-hash'];
      return hash !== undefined && entry.metadata.name.endsWith(hash);
    }),
    at: timeOf(entry.metadata.creationTimestamp),
    reused: false,
  };
}

const revisionData = k.deployment;

/** A ControllerRevision holds {"spec":{"template":{...}}}. */
const templateOf = (data: unknown): k.PodTemplate => revisionData.parse(data).spec.template;

const latestOf = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/**
 * What the newest revision changed against the one before; [] where there is no other. A controller makes a revision only
 * of a template that differs (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#updating-a-deployment).
 */
export function changedBy(revisions: readonly Revision[]): readonly TemplateDifference[] {
  const [current, before] = revisions;
  if (!current || !before) return [];
  const under = renamedConfiguration(before.template, current.template, current.configuration);
  const seen = [...under.differences, ...diffTemplates(under.before, current.template)];
  return seen.length > 0 ? seen : [{ kind: 'unread' }];
}

/** Whether pods of any older revision still run. */
export const oldPodsRun = (revisions: readonly Revision[]): boolean =>
  revisions.slice(1).some(({ pods }) => pods.some(isReady));

/** The report's section: the newest two revisions of each workload, newest rollout first. */
export function rolloutsOf(view: ClusterView): readonly KnownRollout[] {
  return view.workloads.flatMap((workload) => {
    const revisions = revisionsOf(view, workload);
    return revisions.slice(0, 2).map((revision, index) => ({
      workload: workload.ref,
      revision: String(revision.revision),
      at: revision.at === undefined ? '' : isoTime(revision.at),
      differences: changedBy(revisions.slice(index)),
      current: index === 0,
    }));
  });
}
