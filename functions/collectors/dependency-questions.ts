import type { Pod } from '../core/kubernetes/objects.ts';

/** What a dependency is asked, by a program that its own image has. */
export interface Question {
  /** What was asked, for a reader. */
  readonly asked: string;
  readonly command: readonly string[];
  readonly read: (stdout: string) => Readonly<Record<string, string>>[];
}

/** Rows that are kept of one answer. */
const MAX_ROWS = 20;

/** The image's own variables name user and database (https://hub.docker.com/_/postgres); nothing of them leaves the pod. */
const psql = (query: string): string[] => [
  '/bin/sh',
  '-c',
  `PGCONNECT_TIMEOUT=2 PGPASSWORD="\${PGPASSWORD:-$POSTGRES_PASSWORD}" psql -X -w -A -t -F '|' -U "\${POSTGRES_USER:-postgres}" -d "\${POSTGRES_DB:-\${POSTGRES_USER:-postgres}}" -c "$1"`,
  'sh',
  query,
];

const columns =
  (...names: string[]) =>
  (stdout: string): Record<string, string>[] =>
    stdout
      .split('\n')
      .filter((line) => line.includes('|'))
      .slice(0, MAX_ROWS)
      .map((line) => {
        const cells = line.split('|');
        return Object.fromEntries(names.map((name, index) => [name, cells[index]?.trim() ?? '']));
      });

/** https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW */
const POSTGRES: readonly Question[] = [
  {
    asked: 'connections and their limit',
    command: psql(
      "SELECT current_setting('max_connections'), count(*), count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state = 'idle'), count(*) FILTER (WHERE state LIKE 'idle in transaction%'), count(*) FILTER (WHERE wait_event_type = 'Lock') FROM pg_stat_activity WHERE backend_type = 'client backend'",
    ),
    read: columns(
      'max_connections',
      'connections',
      'active',
      'idle',
      'idle_in_transaction',
      'waiting_for_lock',
    ),
  },
  {
    asked: 'pg_stat_activity by client',
    command: psql(
      "SELECT coalesce(application_name, ''), usename, coalesce(host(client_addr), 'local'), coalesce(state, ''), count(*), coalesce(max(extract(epoch FROM now() - state_change))::int, 0) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 3, 4 LIMIT 20",
    ),
    read: columns('application', 'user', 'client', 'state', 'connections', 'longest_seconds'),
  },
];

/** Lines of INFO that tell of trouble (https://redis.io/docs/latest/commands/info/). */
const REDIS_KEYS = new Set([
  'redis_version',
  'role',
  'master_link_status',
  'loading',
  'connected_clients',
  'maxclients',
  'blocked_clients',
  'rejected_connections',
  'used_memory',
  'maxmemory',
  'maxmemory_policy',
  'evicted_keys',
  'rdb_last_bgsave_status',
  'aof_last_write_status',
  'instantaneous_ops_per_sec',
  'uptime_in_seconds',
]);

const REDIS: readonly Question[] = [
  {
    asked: 'INFO',
    command: ['/bin/sh', '-c', 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli INFO'],
    read: (stdout) => {
      const pairs = stdout
        .split(/\r?\n/)
        .map((line) => line.split(':'))
        .filter(([key]) => REDIS_KEYS.has(key ?? ''))
        .map(([key = '', value = '']): [string, string] => [key, value]);
      return pairs.length === 0 ? [] : [Object.fromEntries(pairs)];
    },
  },
];

const MYSQL: readonly Question[] = [
  {
    asked: 'threads, connections and their limit',
    command: [
      '/bin/sh',
      '-c',
      "MYSQL_PWD=\"$MYSQL_ROOT_PASSWORD\" mysql --connect-timeout=2 -N -B -u root -e \"SHOW GLOBAL STATUS WHERE Variable_name IN ('Threads_connected','Threads_running','Aborted_connects','Connection_errors_max_connections','Slow_queries'); SHOW GLOBAL VARIABLES LIKE 'max_connections'\"",
    ],
    read: (stdout) => {
      const pairs = stdout.split('\n').map((line) => line.split('\t'));
      const known = pairs
        .filter((pair) => pair.length === 2)
        .map(([key = '', value = '']): [string, string] => [key, value]);
      return known.length === 0 ? [] : [Object.fromEntries(known)];
    },
  },
];

/** What a pod can be asked, by the program that its image or its port names; nothing for an unknown one. */
export function questionsFor(pod: Pod, port: number): readonly Question[] {
  const images = pod.spec.containers.map(({ image }) => image).join(' ');
  if (/postgres|timescale|pgvector/i.test(images) || port === 5432) return POSTGRES;
  if (/redis|valkey/i.test(images) || port === 6379) return REDIS;
  if (/mysql|mariadb|percona/i.test(images) || port === 3306) return MYSQL;
  return [];
}
