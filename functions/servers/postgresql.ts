import { databaseWord, joined, type Word, words } from '../model/command/word.ts';
import type { Asked, Failures, Identity, Inspection, Question, Reach } from './server.ts';

export const identity: Identity = {
  port: 5432,
  images: /postgres|pgsql|timescale|pgvector/i,
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

export const reach: Reach = {
  schemes: { postgres: 5432, postgresql: 5432 },
  clients: ['pg_isready', 'psql'],
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
    // What it says of the statement (SQLSTATE 22, 23, 3D, 42: https://www.postgresql.org/docs/17/errcodes-appendix.html).
    { kind: 'bad-request', text: /database "[^"]+" does not exist/, by: 'server' },
    { kind: 'bad-request', text: /(?:relation|column) "[^"]+"[^\n]{0,40} does not exist/, by: 'server' },
    { kind: 'bad-request', text: /column [\w.]{1,130} does not exist/, by: 'server' },
    {
      kind: 'bad-request',
      text: /(?:function|operator) [^\n]{1,120} does not exist/,
      by: 'server',
      shared: true,
    },
    { kind: 'bad-request', text: /syntax error at or near "/, by: 'server' },
    {
      kind: 'bad-request',
      text: /permission denied for (?:table|relation|schema|sequence|view|function|database) /,
      by: 'server',
    },
    { kind: 'bad-request', text: /must be owner of (?:table|relation|schema) /, by: 'server' },
    {
      kind: 'bad-request',
      text: /violates (?:unique|foreign key|check|not-null|exclusion) constraint/,
      by: 'server',
    },
    { kind: 'bad-request', text: /invalid input (?:syntax for|value for enum)/, by: 'server' },
    { kind: 'bad-request', text: /value too long for type character/, by: 'server' },
    // Its conditions as classes: https://www.psycopg.org/docs/errors.html
    {
      kind: 'bad-request',
      text: /psycopg2?\.errors\.(?:Undefined|Invalid(?!Auth|Password)|Syntax|InsufficientPrivilege)/,
      by: 'psycopg',
    },
    {
      kind: 'bad-request',
      text: /psycopg2?\.errors\.(?:Datatype|NotNull|Unique|ForeignKey|Check|Numeric|StringData)/,
      by: 'psycopg',
    },
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

const TAKES_WRITES =
  "SELECT pg_is_in_recovery() AS is_replica, current_setting('default_transaction_read_only') AS read_only";
const TABLES = '\\dt';

type Statement = typeof WHO_HOLDS | typeof WHAT_RUNS | typeof TAKES_WRITES | typeof TABLES;

/**
 * Asked as the user that the image makes the cluster with, which need not be "postgres", and which is a superuser: some
 * connections are held back for it (https://hub.docker.com/_/postgres,
 * https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SUPERUSER-RESERVED-CONNECTIONS). Where only
 * the container knows it, its shell fills it in.
 */
function ask({ user, database, variable }: Asked, statement: Statement): readonly Word[] {
  const name = user ?? variable('POSTGRES_USER');
  const of = database ?? variable('POSTGRES_DB');
  if (!isKnown(name) || !isKnown(of))
    return words(
      'sh',
      '-c',
      joined(
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's, not ours
        'psql -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}" -c "',
        statement,
        '"',
      ),
    );
  return [
    ...words('psql', '-U', databaseWord(name ?? 'postgres')),
    ...(of === undefined ? [] : words('-d', databaseWord(of))),
    ...words('-c', statement),
  ];
}

/** Whether a name can stand in a command, or is the default. */
const isKnown = (name: string | null | undefined): name is string | undefined =>
  name === undefined || (name !== null && databaseWord(name).fault === undefined);

export const inspection: Inspection = {
  connections: { words: (asked) => ask(asked, WHO_HOLDS), shows: 'who holds them' },
  work: { words: (asked) => ask(asked, WHAT_RUNS), shows: 'what it is busy with' },
  writes: { words: (asked) => ask(asked, TAKES_WRITES), shows: 'whether it takes writes' },
  schema: { words: (asked) => ask(asked, TABLES), shows: 'which tables it has' },
  taken: ['connections', 'max_connections'],
};
