import { type Action, look } from '../command/action.ts';
import { kubectl } from '../command/command.ts';
import { nameWord, objectWord, selectorWord } from '../command/word.ts';
import { type ObjectRef, refKey } from '../object-ref.ts';
import type { PlaybookDependency } from '../playbook/playbook.ts';
import type { RankedCause } from '../rank/ranked-cause.ts';
import { INSPECTIONS } from '../servers/index.ts';
import { serverOf } from '../servers/known.ts';
import type { Inspection, Look } from '../servers/server.ts';
import type { ClusterView } from '../view/view.ts';
import { isReady, type Workload } from '../view/workloads.ts';

/** The playbook's dependency that a cause is about: by its Service's workload, by its Service, or by its name. */
export function dependencyOf(cause: RankedCause, view: ClusterView): PlaybookDependency | undefined {
  const named = `${cause.title}\n${cause.evidence.join('\n')}`.toLowerCase();
  const byObject = view.playbook.dependencies.find((dependency) => {
    if (dependency.service === undefined) return false;
    const namespace = dependency.namespace ?? view.target.namespace;
    const service = view.services.get(namespace, dependency.service);
    const refs: readonly ObjectRef[] = [
      { kind: 'Service', namespace, name: dependency.service },
      ...(service?.workloads.map(({ ref }) => ref) ?? []),
    ];
    return refs.some((ref) => refKey(ref) === refKey(cause.object));
  });
  return (
    byObject ??
    view.playbook.dependencies.find(
      ({ name, service }) =>
        named.includes(name.toLowerCase()) ||
        (service !== undefined && named.includes(service.toLowerCase())),
    )
  );
}

/** Names of the playbook's dependencies and external services that a cause is about. */
export function aboutNames(cause: RankedCause, view: ClusterView): readonly string[] {
  const dependency = dependencyOf(cause, view);
  const text = `${cause.title}\n${cause.evidence.join('\n')}`.toLowerCase();
  const external = view.playbook.external.filter(
    ({ name, host }) => text.includes(name.toLowerCase()) || text.includes(host.toLowerCase()),
  );
  return [...(dependency === undefined ? [] : [dependency.name]), ...external.map(({ name }) => name)];
}

/** The dependency's workload: what the cause blames, when it has pods, else what stands behind its Service. */
export function workloadOf(cause: RankedCause, view: ClusterView): Workload | undefined {
  const blamed = view.owners.byKey.get(refKey(cause.object));
  const dependency = dependencyOf(cause, view);
  if (dependency?.service === undefined) return blamed;
  const namespace = dependency.namespace ?? view.target.namespace;
  return view.services.get(namespace, dependency.service)?.workloads[0] ?? blamed;
}

/** Its pods and what they last said. */
export function lookAtPods(workload: Workload | undefined): readonly Action[] {
  if (workload === undefined) return [];
  const { namespace } = workload.ref;
  const labels = Object.entries(workload.labels).slice(0, 2);
  const pods =
    labels.length === 0
      ? kubectl(namespace, 'describe', objectWord(workload.ref))
      : kubectl(namespace, 'get', 'pods', '-l', selectorWord(Object.fromEntries(labels)), '-o', 'wide');
  return [
    look(pods, 'whether its pods run, and where'),
    look(
      kubectl(namespace, 'logs', objectWord(workload.ref), '--tail=100', '--since=10m'),
      'what it says itself',
    ),
  ];
}

/** How what runs in a workload is looked into; undefined where nothing tells what it is: a wrong client helps nobody. */
export function inspectionOf(
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): Inspection | undefined {
  const told = [
    workload?.ref.name ?? '',
    ...(workload?.spec?.containers.map(({ image }) => image) ?? []),
  ].join(' ');
  return serverOf(INSPECTIONS, told, dependency?.port);
}

/** Who holds its connections, asked in its own pod. */
export const askWhoHolds = (
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): readonly Action[] => ask(workload, dependency, inspectionOf(workload, dependency)?.connections);

/** What it is busy with, asked in its own pod. */
export const askWhatRuns = (
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): readonly Action[] => ask(workload, dependency, inspectionOf(workload, dependency)?.work);

/** Asked in the pod of it that is ready, or at least runs; nothing where there is none. */
function ask(
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
  asked: Look | undefined,
): readonly Action[] {
  const pod = workload?.pods.find(isReady) ?? workload?.pods.find(({ status }) => status.phase === 'Running');
  if (pod === undefined || asked === undefined) return [];
  const { metadata } = pod;
  const command = kubectl(
    metadata.namespace,
    'exec',
    nameWord(metadata.name),
    '--',
    ...asked.words(dependency),
  );
  return [look(command, asked.shows)];
}
