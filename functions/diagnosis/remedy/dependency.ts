import type { CalledHost } from '../../model/called-host.ts';
import { type Action, look } from '../../model/command/action.ts';
import { kubectl } from '../../model/command/command.ts';
import { containerWord, nameWord, objectWord, selectorWord, words } from '../../model/command/word.ts';
import { peersOf } from '../../model/facts.ts';
import type { Container, Pod } from '../../model/kubernetes/objects.ts';
import { isReady } from '../../model/kubernetes/ready.ts';
import { type ObjectRef, refKey } from '../../model/object-ref.ts';
import { present } from '../../model/present.ts';
import type { RankedCause } from '../../model/ranked-cause.ts';
import type { PlaybookDependency } from '../../playbook/playbook.ts';
import { INSPECTIONS } from '../../servers/index.ts';
import { serverOf } from '../../servers/known.ts';
import type { Asked, Inspection, Look } from '../../servers/server.ts';
import { behind } from '../view/behind.ts';
import type { ClusterView } from '../view/view.ts';
import type { Workload } from '../view/workloads.ts';
import { rollsOut } from './rolls-out.ts';

/** The playbook's dependency that a cause is about: what it blames, else whom it calls. */
export const dependencyOf = (cause: RankedCause, view: ClusterView): PlaybookDependency | undefined =>
  view.playbook.dependencies.find((dependency) => isBlamed(cause, dependency, view)) ??
  view.playbook.dependencies.find((dependency) =>
    peersOf(cause).some((peer) => leadsTo(peer, dependency, view)),
  );

/** Whether a cause's object is a dependency: its Service, the workload behind it, or one that bears the name of either. */
function isBlamed(
  { object }: RankedCause,
  { name, service, namespace }: PlaybookDependency,
  view: ClusterView,
): boolean {
  if (object.namespace !== (namespace ?? view.target.namespace)) return false;
  const behind = view.services.get(object.namespace, service ?? '')?.workloads ?? [];
  return (
    behind.some(({ ref }) => refKey(ref) === refKey(object)) ||
    ((rollsOut(object) || object.kind === 'Service') && [service, name].includes(object.name))
  );
}

/** Whether a host is a dependency's: its Service, else one of its name or its Service's. */
function leadsTo({ host, service }: CalledHost, dependency: PlaybookDependency, view: ClusterView): boolean {
  const namespace = dependency.namespace ?? view.target.namespace;
  if (service !== null && dependency.service !== undefined)
    return service.namespace === namespace && service.name === dependency.service;
  const first = host.toLowerCase().split('.')[0];
  return [dependency.service, dependency.name].some((name) => name?.toLowerCase() === first);
}

/** Names of the playbook's dependencies and external services that a cause is about. */
export function aboutNames(cause: RankedCause, view: ClusterView): readonly string[] {
  const dependency = dependencyOf(cause, view);
  const hosts = peersOf(cause).map(({ host }) => host.toLowerCase());
  const external = view.playbook.external.filter(({ host }) => hosts.includes(host.toLowerCase()));
  return present(dependency?.name, ...external.map(({ name }) => name));
}

/** Where the operators of the external services that the cause names say how they are. */
export const statusPages = (cause: RankedCause, view: ClusterView): readonly Action[] =>
  view.playbook.external
    .filter(({ name, statusPage }) => statusPage !== undefined && aboutNames(cause, view).includes(name))
    .map(({ name, statusPage }) => ({ kind: 'look', text: `what ${name} says of itself: ${statusPage}` }));

/** The dependency's workload: what stands behind its Service, else what the cause blames, where that is no caller of it. */
export function workloadOf(cause: RankedCause, view: ClusterView): Workload | undefined {
  const blamed = view.owners.byKey.get(refKey(cause.object));
  const dependency = dependencyOf(cause, view);
  if (dependency?.service === undefined) return blamed;
  const namespace = dependency.namespace ?? view.target.namespace;
  const service = view.services.get(namespace, dependency.service);
  if (blamed && service?.workloads.includes(blamed)) return blamed;
  return behind(service) ?? (isBlamed(cause, dependency, view) ? blamed : undefined);
}

/** The workload that a cause's calls lead to, whomever it blames; undefined where that is outside or not known. */
export const peerWorkload = (cause: RankedCause, view: ClusterView): Workload | undefined =>
  peersOf(cause).flatMap(
    ({ service }) => (service && behind(view.services.get(service.namespace, service.name))) ?? [],
  )[0];

/** Who holds the connections of the servers that a workload calls, asked in their own pods. */
export const askWhoHoldsBehind = (ref: ObjectRef, view: ClusterView): readonly Action[] =>
  view.calls
    .calleesOf(ref)
    .flatMap((callee) => view.owners.byKey.get(refKey(callee)) ?? [])
    .flatMap((workload) => askWhoHolds(workload, undefined));

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

/** Which of its pods take writes, each asked for itself. */
export const askWhoTakesWrites = (
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): readonly Action[] =>
  (workload?.pods ?? [])
    .filter(({ status }) => status.phase === 'Running')
    .slice(0, MAX_ASKED)
    .flatMap((pod) => askIn(pod, dependency, inspectionOf(workload, dependency)?.writes));

/** What there is to ask for. */
export const askWhatThereIs = (
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): readonly Action[] => ask(workload, dependency, inspectionOf(workload, dependency)?.schema);

/** Pods that are asked one by one. */
const MAX_ASKED = 3;

/** How full its volumes are, and their inodes. */
export function lookAtVolumes(workload: Workload | undefined): readonly Action[] {
  const pod = workload && answeringPod(workload);
  if (pod === undefined) return [];
  const { metadata } = pod;
  return [
    look(
      kubectl(metadata.namespace, 'exec', nameWord(metadata.name), '--', 'sh', '-c', 'df -h; df -i'),
      'how full its volumes are, and their inodes',
    ),
  ];
}

/** Asked in the pod of it that is ready, or at least runs; nothing where there is none. */
function ask(
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
  asked: Look | undefined,
): readonly Action[] {
  const pod = workload && answeringPod(workload);
  return pod === undefined ? [] : askIn(pod, dependency, asked);
}

const answeringPod = ({ pods }: Workload): Pod | undefined =>
  pods.find(isReady) ?? pods.find(({ status }) => status.phase === 'Running');

function askIn(
  { metadata, spec }: Pod,
  dependency: PlaybookDependency | undefined,
  asked: Look | undefined,
): readonly Action[] {
  const server =
    spec.containers.find(({ image }) => serverOf(INSPECTIONS, image, undefined) !== undefined) ??
    spec.containers[0];
  if (asked === undefined || server === undefined) return [];
  const command = kubectl(
    metadata.namespace,
    'exec',
    nameWord(metadata.name),
    ...(spec.containers.length > 1 ? words('-c', containerWord(server.name)) : []),
    '--',
    ...asked.words({ ...askedAs(dependency), variable: (name) => variableOf(server, name) }),
  );
  return [look(command, asked.shows)];
}

const askedAs = (dependency: PlaybookDependency | undefined): Pick<Asked, 'user' | 'database'> => ({
  user: dependency?.user,
  database: dependency?.database,
});

/** A variable as its container has it; null where its value comes from elsewhere, or may. */
function variableOf({ env, envFrom }: Container, name: string): string | null | undefined {
  const entry = env.find((one) => one.name === name);
  if (entry === undefined) return envFrom.length > 0 ? null : undefined;
  return entry.value ?? null;
}
