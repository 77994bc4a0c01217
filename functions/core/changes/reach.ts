import { type ObjectRef, refKey } from '../object-ref.ts';
import type { Change } from '../report.ts';
import { timeOf } from '../view/time.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import type { RawChange } from './change.ts';
import { revisionsOf } from './rollouts.ts';
import { sharedSetting } from './shared-settings.ts';

type Reach = Pick<Change, 'reached' | 'why'>;

/** What fails: the first cause's object, and everything that it explains. */
export interface Failing {
  readonly object: ObjectRef | undefined;
  readonly explained: readonly ObjectRef[];
}

/**
 * Whether a change reached what fails. A workload's own change does; that of another reaches it over a call; a
 * ConfigMap or Secret that is read into env reaches a container only when it starts after the change
 * (https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically).
 */
export function reachOf(view: ClusterView, change: RawChange, failing: Failing): Reach {
  if (!failing.object) return { reached: 'unknown', why: 'nothing is known to fail' };
  const key = refKey(failing.object);
  const { object } = change;
  if (change.facts.kind === 'announced' && object.kind === 'Namespace')
    return { reached: 'unknown', why: 'it names no workload' };
  if (refKey(object) === key)
    return change.facts.kind === 'rollout' && oldPodsFail(view, object)
      ? { reached: 'no', why: 'pods of the revision before fail as well' }
      : { reached: 'yes', why: 'it is what fails' };
  const workloads = view.workloads.filter(({ ref }) => refKey(ref) === key);
  if (object.kind === 'ConfigMap' || object.kind === 'Secret') return ofConfiguration(change, workloads);
  const changed = view.owners.byKey.get(refKey(object));
  if (changed) return ofWorkload(view, change, changed, workloads, failing);
  if (object.kind === 'Service') {
    const service = view.services.get(object.namespace, object.name);
    const used = workloads.find(
      (workload) =>
        service?.workloads.includes(workload) ||
        view.calls.from(workload).some((call) => call.service === service),
    );
    return used
      ? { reached: 'yes', why: `${used.ref.name} is behind it, or calls it` }
      : { reached: 'no', why: 'what fails does not use it' };
  }
  return { reached: 'unknown', why: `how a ${object.kind} reaches what fails is not known` };
}

function ofConfiguration(change: RawChange, workloads: readonly Workload[]): Reach {
  for (const workload of workloads) {
    const use = useOf(workload, change.object);
    if (use === 'none') continue;
    if (use === 'volume')
      return { reached: 'yes', why: `${workload.ref.name} mounts it: the files follow within a minute` };
    const started = workload.pods
      .flatMap(({ status }) => status.containerStatuses)
      .map(({ state }) => timeOf(state.running?.startedAt))
      .filter((at) => at !== undefined);
    const after = started.filter((at) => at >= change.at).length;
    return after > 0
      ? {
          reached: 'yes',
          why: `${after} of ${started.length} containers of ${workload.ref.name} started after it`,
        }
      : {
          reached: 'no',
          why: `${workload.ref.name} reads it into its environment, and none of its containers has started since`,
        };
  }
  return { reached: 'no', why: 'what fails does not use it' };
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
  change: RawChange,
  changed: Workload,
  workloads: readonly Workload[],
  failing: Failing,
): Reach {
  for (const workload of workloads) {
    const { name } = workload.ref;
    if (view.calls.callersOf(changed.ref).some((ref) => refKey(ref) === refKey(workload.ref)))
      return { reached: 'yes', why: `${name} calls it` };
    const use = useOfWorkload(view, changed, workload, failing);
    if (!use) continue;
    if (change.facts.kind === 'scaling' && change.facts.to < change.facts.from)
      return { reached: 'no', why: `fewer pods of it use less of ${name}` };
    return change.facts.kind === 'scaling'
      ? { reached: 'yes', why: `its pods use ${use}` }
      : { reached: 'unknown', why: `it uses ${use}; whether by more than before is not known` };
  }
  return { reached: 'no', why: 'no call between it and what fails is known' };
}

/** How a workload uses what fails, or what that depends on, in words; undefined where no such use is known. */
function useOfWorkload(
  view: ClusterView,
  changed: Workload,
  failing: Workload,
  { explained }: Failing,
): string | undefined {
  const { name } = failing.ref;
  const failsWithIt = explained.some((ref) => refKey(ref) === refKey(changed.ref));
  const callees = new Set(view.calls.calleesOf(changed.ref).map(refKey));
  if (callees.has(refKey(failing.ref))) return name;
  for (const caller of unknownWays(view, failing, explained)) {
    const setting = caller === changed ? undefined : sharedSetting(changed, caller);
    if (setting) return `what ${caller.ref.name} uses (${setting})`;
  }
  const shared =
    view.calls.calleesOf(failing.ref).some((ref) => callees.has(refKey(ref))) ||
    sharedSetting(changed, failing) !== undefined;
  return failsWithIt || shared ? `${name}, or what that uses` : undefined;
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
    const read = view.calls.from(caller).filter(({ via }) => /^(?:env|ConfigMap) /.test(via));
    const leads = read.some(({ service }) =>
      service?.workloads.some(
        (behind) => behind === dependency || explained.some((one) => refKey(one) === refKey(behind.ref)),
      ),
    );
    return leads ? [] : [caller];
  });
}

/** The counter-test: a ready pod of an older revision that answers requests with 5xx as well. */
function oldPodsFail(view: ClusterView, ref: ObjectRef): boolean {
  const workload = view.owners.byKey.get(refKey(ref));
  if (!workload) return false;
  return revisionsOf(view, workload)
    .slice(1)
    .flatMap(({ pods }) => pods)
    .flatMap((pod) => view.logs.ofPod(pod))
    .some(({ summary }) => summary.endpoints.some(({ errors5xx }) => errors5xx > 0));
}
