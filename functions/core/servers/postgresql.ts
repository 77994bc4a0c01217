import { databaseWord, type Word, words } from '../command/word.ts';
import type { PlaybookDependency } from '../playbook/playbook.ts';
import type { Failures, Identity, Inspection, Question } from './server.ts';

export const identity: Identity = {
  port: 5432,
  images: /postgres|pgsql|timescale|pgvector/i,
  schemes: { postgres: 5432, postgresql: 5432 },
  clients: ['pg_isready', 'psql'],
  classes: {
    database: [
      /postgres/,
      /\bpg_/,
      /\bpsql/,
      /psycopg/,
      /npgsql/,
      /:5432\b/,
      /too many clients/,
      /connection slots/,
      /the database system is/,
      /relation "/,
    ],
  },
  errors: [
    /too many clients/,
    /remaining connection slots/,
    /password authentication failed/,
    /deadlock detected/,
  ],
};

export const failures: Failures = {
  names: [
    /postgres/,
    /\bpg\b/,
    /psycopg/,
    /libpq/,
    /PSQL/,
    /pg_hba/,
    /the database system is/,
    /(?:relation|role|column|database) "[^"]+"(?: of relation "[^"]+")? does not exist/,
  ],
  phrases: [
    // https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/storage/lmgr/proc.c
    { kind: 'connections', text: /too many clients/, by: 'server' },
    // https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/utils/init/postinit.c
    { kind: 'connections', text: /remaining connection slots/, by: 'server' },
    { kind: 'connections', text: /too many connections for role/, by: 'server', shared: true },
    { kind: 'connections', text: /connection limit exceeded/, by: 'server, 9.x', shared: true },
    // https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/libpq/auth.c
    { kind: 'auth', text: /password authentication failed/, by: 'server' },
    { kind: 'auth', text: /no pg_hba\.conf entry/, by: 'server' },
    { kind: 'auth', text: /role "[^"]+" does not exist/, by: 'server' },
    { kind: 'read-only', text: /read-only transaction/i, by: 'server' },
    { kind: 'full', text: /could not extend file/, by: 'server', shared: true },
    {
      kind: 'server-says',
      text: /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections)/,
      by: 'server',
    },
    {
      kind: 'server-says',
      text: /terminating connection due to administrator command/,
      by: 'server',
      shared: true,
    },
    { kind: 'server-says', text: /canceling statement due to/, by: 'server' },
    { kind: 'server-says', text: /deadlock detected/, by: 'server' },
    { kind: 'server-says', text: /database "[^"]+" does not exist/, by: 'server' },
    { kind: 'server-says', text: /(?:relation|column) "[^"]+"[^\n]{0,40} does not exist/, by: 'server' },
    // https://github.com/brianc/node-postgres/blob/master/packages/pg-pool/index.js
    { kind: 'timeout', text: /timeout exceeded when trying to connect/, by: 'node-postgres' },
    { kind: 'unavailable', text: /server closed the connection unexpectedly/, by: 'libpq', shared: true },
  ],
};

/** The image's own variables name user and database (https://hub.docker.com/_/postgres); nothing of them leaves the pod. */
const psql = (query: string): string[] => [
  '/bin/sh',
  '-c',
  `PGCONNECT_TIMEOUT=2 PGPASSWORD="\${PGPASSWORD:-$POSTGRES_PASSWORD}" psql -X -w -A -t -F '|' -U "\${POSTGRES_USER:-postgres}" -d "\${POSTGRES_DB:-\${POSTGRES_USER:-postgres}}" -c "$1"`,
  'sh',
  query,
];

/** Rows that are kept of one answer. */
const MAX_ROWS = 20;

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
export const questions = (): readonly Question[] => [
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

const WHO_HOLDS =
  'SELECT application_name, client_addr, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC';
const WHAT_RUNS =
  "SELECT pid, now() - query_start AS runs, state, wait_event_type, left(query, 80) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY 2 DESC LIMIT 20";

/** Without a user in the playbook, asked as the one that every cluster has. */
const ask = (
  dependency: PlaybookDependency | undefined,
  statement: typeof WHO_HOLDS | typeof WHAT_RUNS,
): readonly Word[] => [
  ...words('psql', '-U', databaseWord(dependency?.user ?? 'postgres')),
  ...(dependency?.database === undefined ? [] : words('-d', databaseWord(dependency.database))),
  ...words('-c', statement),
];

export const inspection: Inspection = {
  connections: { words: (dependency) => ask(dependency, WHO_HOLDS), shows: 'who holds them' },
  work: { words: (dependency) => ask(dependency, WHAT_RUNS), shows: 'what it is busy with' },
  taken: ['connections', 'max_connections'],
};
