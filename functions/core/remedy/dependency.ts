import { type Action, look } from '../command/action.ts';
import { kubectl } from '../command/command.ts';
import {
  databaseWord,
  joined,
  nameWord,
  objectWord,
  selectorWord,
  type Word,
  words,
} from '../command/word.ts';
import { type ObjectRef, refKey } from '../object-ref.ts';
import type { PlaybookDependency } from '../playbook/playbook.ts';
import type { RankedCause } from '../rank/ranked-cause.ts';
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

/** The programs whose own client can be asked; each is told by its image, its name or its port. */
export type Engine = 'postgresql' | 'mysql' | 'redis';
const ENGINES: readonly (readonly [Engine, RegExp, number])[] = [
  ['postgresql', /postgres|pgsql|timescale/i, 5432],
  ['mysql', /mysql|mariadb|percona/i, 3306],
  ['redis', /redis|valkey/i, 6379],
];

/** What runs in a workload; undefined where neither image nor name nor port tells: a wrong client helps nobody. */
export function engineOf(
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): Engine | undefined {
  const told = [
    workload?.ref.name ?? '',
    ...(workload?.spec?.containers.map(({ image }) => image) ?? []),
  ].join(' ');
  return (
    ENGINES.find(([, word]) => word.test(told))?.[0] ??
    ENGINES.find(([, , port]) => port === dependency?.port)?.[0]
  );
}

/** Who holds its connections, asked in its own pod. */
export function askWhoHolds(
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): readonly Action[] {
  const text = 'who holds them';
  switch (engineOf(workload, dependency)) {
    case 'postgresql':
      return ask(workload, psql(dependency, WHO_HOLDS), text);
    case 'mysql':
      return ask(workload, mysql('SHOW PROCESSLIST'), text);
    case 'redis':
      return ask(workload, words('redis-cli', 'CLIENT', 'LIST'), text);
    default:
      return [];
  }
}

/** What it is busy with, asked in its own pod. */
export function askWhatRuns(
  workload: Workload | undefined,
  dependency: PlaybookDependency | undefined,
): readonly Action[] {
  const text = 'what it is busy with';
  switch (engineOf(workload, dependency)) {
    case 'postgresql':
      return ask(workload, psql(dependency, WHAT_RUNS), text);
    case 'mysql':
      return ask(workload, mysql('SHOW FULL PROCESSLIST'), text);
    case 'redis':
      return ask(workload, words('redis-cli', 'SLOWLOG', 'GET', '10'), 'its slowest commands');
    default:
      return [];
  }
}

/** Who holds the connections; without a user in the playbook, asked as the one that every cluster has (https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW). */
const WHO_HOLDS =
  'SELECT application_name, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC';
const WHAT_RUNS =
  "SELECT pid, now() - query_start AS runs, state, wait_event_type, left(query, 80) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY 2 DESC LIMIT 20";

/**
 * As root, with the password that the official image keeps in the container's environment, read there and never shown:
 * MySQL and MariaDB hold one connection back for it when all others are taken
 * (https://dev.mysql.com/doc/refman/8.4/en/too-many-connections.html).
 */
const mysql = (statement: 'SHOW PROCESSLIST' | 'SHOW FULL PROCESSLIST'): readonly Word[] =>
  words('sh', '-c', joined('MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysql -u root -e "', statement, '"'));

const psql = (
  dependency: PlaybookDependency | undefined,
  statement: typeof WHO_HOLDS | typeof WHAT_RUNS,
): readonly Word[] => [
  ...words('psql', '-U', databaseWord(dependency?.user ?? 'postgres')),
  ...(dependency?.database === undefined ? [] : words('-d', databaseWord(dependency.database))),
  ...words('-c', statement),
];

/** Asked in the pod of it that is ready, or at least runs; nothing where there is none. */
function ask(workload: Workload | undefined, question: readonly Word[], text: string): readonly Action[] {
  const pod = workload?.pods.find(isReady) ?? workload?.pods.find(({ status }) => status.phase === 'Running');
  if (pod === undefined) return [];
  const { metadata } = pod;
  return [look(kubectl(metadata.namespace, 'exec', nameWord(metadata.name), '--', ...question), text)];
}
