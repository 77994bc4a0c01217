import type { Action } from '../finding.ts';
import { type ObjectRef, refKey, shortName } from '../object-ref.ts';
import type { PlaybookDependency } from '../playbook/playbook.ts';
import type { Cause } from '../report.ts';
import type { ClusterView } from '../view/view.ts';
import { isReady, type Workload } from '../view/workloads.ts';
import { kubectl, look } from './command.ts';

/** The playbook's dependency that a cause is about: by its Service's workload, by its Service, or by its name. */
export function dependencyOf(cause: Cause, view: ClusterView): PlaybookDependency | undefined {
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
export function aboutNames(cause: Cause, view: ClusterView): readonly string[] {
  const dependency = dependencyOf(cause, view);
  const text = `${cause.title}\n${cause.evidence.join('\n')}`.toLowerCase();
  const external = view.playbook.external.filter(
    ({ name, host }) => text.includes(name.toLowerCase()) || text.includes(host.toLowerCase()),
  );
  return [...(dependency === undefined ? [] : [dependency.name]), ...external.map(({ name }) => name)];
}

/** The dependency's workload: what the cause blames, when it has pods, else what stands behind its Service. */
export function workloadOf(cause: Cause, view: ClusterView): Workload | undefined {
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
  const [label] = Object.entries(workload.labels);
  const selector = Object.entries(workload.labels)
    .slice(0, 2)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const pods =
    label === undefined
      ? kubectl(namespace, 'describe', shortName(workload.ref))
      : kubectl(namespace, 'get', 'pods', '-l', selector, '-o', 'wide');
  return [
    look(pods, 'whether its pods run, and where'),
    look(
      kubectl(namespace, 'logs', shortName(workload.ref), '--tail=100', '--since=10m'),
      'what it says itself',
    ),
  ];
}

/** A question to the database in its own pod; undefined where no pod of it runs or the playbook names no role. */
export function askDatabase(
  dependency: PlaybookDependency | undefined,
  workload: Workload | undefined,
  sql: string,
  text: string,
): readonly Action[] {
  const command = inPod(workload, [
    'psql',
    ...(dependency?.user === undefined ? [] : ['-U', dependency.user]),
    ...(dependency?.database === undefined ? [] : ['-d', dependency.database]),
    '-c',
    sql,
  ]);
  return command === undefined ? [] : [look(command, text)];
}

export function askCache(
  workload: Workload | undefined,
  words: readonly string[],
  text: string,
): readonly Action[] {
  const command = inPod(workload, ['redis-cli', ...words]);
  return command === undefined ? [] : [look(command, text)];
}

function inPod(workload: Workload | undefined, words: readonly string[]): string | undefined {
  const pod = workload?.pods.find(isReady) ?? workload?.pods.find(({ status }) => status.phase === 'Running');
  return pod === undefined
    ? undefined
    : kubectl(pod.metadata.namespace, 'exec', pod.metadata.name, '--', ...words);
}
