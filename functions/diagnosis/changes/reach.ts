import type { KnownChange, RawChange } from '../../model/change.ts';
import type { Metadata } from '../../model/kubernetes/objects.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import type { UsedThing } from '../../model/statements/reach.ts';
import { timeOf } from '../../text/time.ts';
import { lastSeen } from '../view/events.ts';
import { matchesSelector } from '../view/selectors.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { counterTest } from './counter-test.ts';
import { sharedSetting } from './shared-settings.ts';

type Reach = Pick<KnownChange, 'reached' | 'why'>;

/** What fails: the first cause's object, and everything that it explains. */
export interface Failing {
  readonly object: ObjectRef | undefined;
  readonly explained: readonly ObjectRef[];
  /** The objects of the other causes: they fail by themselves. */
  readonly others?: readonly ObjectRef[];
  /** What visibly fails where no cause is known: a change that reached any of it reached what fails. */
  readonly suffering?: readonly ObjectRef[];
}

/**
 * Whether a change reached what fails. A workload's own change does; that of another reaches it over a call; a
 * ConfigMap or Secret that is read into env reaches a container only when it starts after the change
 * (https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically).
 */
export function reachOf(view: ClusterView, change: RawChange, failing: Failing): Reach {
  if (failing.object) return reachOfObject(view, change, failing.object, failing);
  const each = (failing.suffering ?? []).map((object) => reachOfObject(view, change, object, failing));
  return (
    each.find(({ reached }) => reached === 'yes') ??
    each.find(({ reached }) => reached === 'unknown') ??
    each[0] ?? { reached: 'unknown', why: { says: 'nothing-fails' } }
  );
}

function reachOfObject(view: ClusterView, change: RawChange, failing: ObjectRef, known: Failing): Reach {
  const key = refKey(failing);
  const { object } = change;
  if (change.facts.kind === 'announced' && object.kind === 'Namespace')
    return { reached: 'unknown', why: { says: 'names-no-workload' } };
  if (refKey(object) === key)
    return change.facts.kind === 'rollout' && oldPodsFail(view, object)
      ? { reached: 'no', why: { says: 'earlier-revision-fails' } }
      : { reached: 'yes', why: { says: 'is-what-fails' } };
  const workloads = view.workloads.filter(({ ref }) => refKey(ref) === key);
  if (object.kind === 'ConfigMap' || object.kind === 'Secret')
    return ofConfiguration(view, change, workloads);
  const changed = view.owners.byKey.get(refKey(object));
  if (changed) return ofWorkload(view, { change, changed }, workloads, known);
  if (object.kind === 'Service') {
    const service = view.services.get(object.namespace, object.name);
    const used = workloads.find(
      (workload) =>
        service?.workloads.includes(workload) ||
        view.calls.from(workload).some((call) => call.service === service),
    );
    return used
      ? { reached: 'yes', why: { says: 'behind-or-calls', workload: used.ref.name } }
      : { reached: 'no', why: { says: 'not-used' } };
  }
  return (
    ofRefusal(view, change) ??
    ofPolicy(view, object, workloads) ?? {
      reached: 'unknown',
      why: { says: 'kind-not-known', kind: object.kind },
    }
  );
}

/** The words of the admission plug-ins (kubernetes/plugin/pkg/admission/resourcequota, limitranger). */
const BY_QUOTA = /(?:exceeded|failed) quota: ([^,:]+)/;
const BY_LIMIT_RANGE = /(?:minimum|maximum) \S+ usage per|max limit to request ratio per/;

/** A quota or LimitRange by which a controller is refused since it was changed; undefined where none is known to be. */
function ofRefusal(view: ClusterView, { at, object }: RawChange): Reach | undefined {
  if (object.kind !== 'ResourceQuota' && object.kind !== 'LimitRange') return undefined;
  const refuses = (message: string): boolean =>
    object.kind === 'ResourceQuota'
      ? BY_QUOTA.exec(message)?.[1] === object.name
      : BY_LIMIT_RANGE.test(message);
  const refused = view.events.all.findLast(
    (event) =>
      (event.involvedObject.namespace || event.metadata.namespace) === object.namespace &&
      event.reason === 'FailedCreate' &&
      (lastSeen(event) ?? 0) >= at &&
      refuses(event.message),
  );
  return refused && { reached: 'yes', why: { says: 'refuses-it', object: refused.involvedObject.name } };
}

/** What says which pods it is about: a NetworkPolicy by its selector, an autoscaler by its target. */
function ofPolicy(view: ClusterView, object: ObjectRef, workloads: readonly Workload[]): Reach | undefined {
  const isIt = ({ metadata }: { readonly metadata: Metadata }): boolean =>
    metadata.namespace === object.namespace && metadata.name === object.name;
  const mine = workloads.filter(({ ref }) => ref.namespace === object.namespace);
  if (object.kind === 'NetworkPolicy') {
    const policy = view.evidence.all('networkpolicies').find(isIt);
    const selected = mine.find(({ labels }) => policy && matchesSelector(labels, policy.spec.podSelector));
    return selected
      ? { reached: 'yes', why: { says: 'selects-it', workload: selected.ref.name } }
      : undefined;
  }
  if (object.kind === 'PodDisruptionBudget') {
    const budget = view.evidence.all('poddisruptionbudgets').find(isIt);
    const selects = mine.some(({ labels }) => budget && matchesSelector(labels, budget.spec.selector));
    return budget && !selects ? { reached: 'no', why: { says: 'not-used' } } : undefined;
  }
  if (object.kind !== 'HorizontalPodAutoscaler') return undefined;
  const target = view.evidence.all('horizontalpodautoscalers').find(isIt)?.spec.scaleTargetRef;
  const scaled = mine.find(({ ref }) => ref.kind === target?.kind && ref.name === target.name);
  return scaled
    ? { reached: 'yes', why: { says: 'scales-it', workload: scaled.ref.name } }
    : { reached: 'no', why: { says: 'not-used' } };
}

function ofConfiguration(view: ClusterView, change: RawChange, workloads: readonly Workload[]): Reach {
  for (const workload of workloads) {
    const { name } = workload.ref;
    const use = useOf(workload, change.object);
    if (use === 'none') continue;
    if (use === 'volume') return { reached: 'yes', why: { says: 'mounts-it', workload: name } };
    const started = workload.pods
      .flatMap(({ status }) => status.containerStatuses)
      .map(({ state }) => timeOf(state.running?.startedAt))
      .filter((at) => at !== undefined);
    const after = started.filter((at) => at >= change.at).length;
    return after > 0
      ? {
          reached: 'yes',
          why: { says: 'started-after', workload: name, after, started: started.length },
        }
      : { reached: 'no', why: { says: 'not-started-since', workload: name } };
  }
  const callee = workloads
    .flatMap(({ ref }) => view.calls.calleesOf(ref))
    .flatMap((ref) => view.owners.byKey.get(refKey(ref)) ?? [])
    .find((called) => useOf(called, change.object) !== 'none');
  return callee
    ? { reached: 'unknown', why: { says: 'read-by-called', workload: callee.ref.name } }
    : { reached: 'no', why: { says: 'not-used' } };
}

/** How a workload reads a ConfigMap or Secret. */
export function useOf(workload: Workload, object: ObjectRef): 'env' | 'volume' | 'none' {
  const spec = workload.spec;
  if (!spec || workload.ref.namespace !== object.namespace) return 'none';
  const isMap = object.kind === 'ConfigMap';
  const named = (ref: { readonly name?: string; readonly secretName?: string } | undefined): boolean =>
    ref !== undefined && (ref.name ?? ref.secretName) === object.name;
  const mounted = spec.volumes.some(
    (volume) =>
      named(isMap ? volume.configMap : volume.secret) ||
      (volume.projected?.sources ?? []).some((source) => named(isMap ? source.configMap : source.secret)),
  );
  const inEnv = [...spec.containers, ...spec.initContainers].some(
    ({ env, envFrom }) =>
      env.some(({ valueFrom }) => named(isMap ? valueFrom?.configMapKeyRef : valueFrom?.secretKeyRef)) ||
      envFrom.some((source) => named(isMap ? source.configMapRef : source.secretRef)),
  );
  if (inEnv) return 'env';
  return mounted ? 'volume' : 'none';
}

/** A dependency's change reaches its callers; a caller's reaches a dependency when it brings more of them. */
function ofWorkload(
  view: ClusterView,
  { change, changed }: { readonly change: RawChange; readonly changed: Workload },
  workloads: readonly Workload[],
  failing: Failing,
): Reach {
  for (const workload of workloads) {
    const { name } = workload.ref;
    if (view.calls.callersOf(changed.ref).some((ref) => refKey(ref) === refKey(workload.ref)))
      return { reached: 'yes', why: { says: 'calls-it', workload: name } };
    const used = usedBy(view, changed, workload, failing);
    if (!used) continue;
    if (change.facts.kind === 'scaling' && change.facts.to < change.facts.from)
      return { reached: 'no', why: { says: 'fewer-pods-use', workload: name } };
    return change.facts.kind === 'scaling'
      ? { reached: 'yes', why: { says: 'pods-use', used } }
      : { reached: 'unknown', why: { says: 'uses-perhaps-more', used } };
  }
  // What fails by itself, for another cause, may be what its own change has broken.
  return failing.others?.some((ref) => refKey(ref) === refKey(changed.ref))
    ? { reached: 'unknown', why: { says: 'fails-itself' } }
    : { reached: 'no', why: { says: 'no-call-known' } };
}

/** What a changed workload uses of what fails, or of what that depends on; undefined where no such use is known. */
function usedBy(
  view: ClusterView,
  changed: Workload,
  failing: Workload,
  { explained }: Failing,
): UsedThing | undefined {
  const workload = failing.ref.name;
  const failsWithIt = explained.some((ref) => refKey(ref) === refKey(changed.ref));
  const callees = new Set(view.calls.calleesOf(changed.ref).map(refKey));
  if (callees.has(refKey(failing.ref))) return { kind: 'workload', workload };
  for (const caller of unknownWays(view, failing, explained)) {
    const setting = caller === changed ? undefined : sharedSetting(changed, caller);
    if (setting) return { kind: 'by-setting', caller: caller.ref.name, setting };
  }
  const shared =
    view.calls.calleesOf(failing.ref).some((ref) => callees.has(refKey(ref))) ||
    sharedSetting(changed, failing) !== undefined;
  return failsWithIt || shared ? { kind: 'workload-or-its', workload } : undefined;
}

/** The workloads that fail with a dependency, and reach it by a setting whose value is not known: as a rule, a Secret. */
function unknownWays(
  view: ClusterView,
  dependency: Workload,
  explained: readonly ObjectRef[],
): readonly Workload[] {
  return explained.flatMap((ref) => {
    const caller = view.owners.byKey.get(refKey(ref));
    if (!caller || caller === dependency) return [];
    const read = view.calls.from(caller).filter(({ via }) => via.kind === 'env' || via.kind === 'config-map');
    const leads = read.some(({ service }) =>
      service?.workloads.some(
        (behind) => behind === dependency || explained.some((one) => refKey(one) === refKey(behind.ref)),
      ),
    );
    return leads ? [] : [caller];
  });
}

function oldPodsFail(view: ClusterView, ref: ObjectRef): boolean {
  const workload = view.owners.byKey.get(refKey(ref));
  return workload !== undefined && counterTest(view, workload)?.verdict === 'old-fail';
}
