import { joined, type Word, words } from '../model/command/word.ts';
import type { Asked, Failures, Identity, Inspection, Question, Reach } from './server.ts';

/** MySQL, and MariaDB and Percona Server, which speak its protocol. */
export const identity: Identity = {
  port: 3306,
  // Percona also has images of PostgreSQL and MongoDB.
  images: /mysql|mariadb|percona(?!\S*(?:postgres|mongo))/i,
  classes: { database: [/mysql/, /mariadb/, /:3306\b/, /lock wait timeout/] },
};

export const reach: Reach = {
  schemes: { mysql: 3306, mariadb: 3306 },
  clients: ['mysql', 'mysqladmin', 'mariadb-admin'],
};

export const failures: Failures = {
  names: [
    /mysql/,
    /mariadb/,
    /jdbc\.exceptions\.Communications/,
    // Names and numbers of its errors (https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html).
    /ER_CON_COUNT/,
    /ER_ACCESS/,
    /ERROR 1\d{3}\b/,
    /Access denied for user/,
    /Table '[^']+' doesn't/,
    /Lock wait timeout/,
  ],
  phrases: [
    { kind: 'connections', text: /ER_CON_COUNT_ERROR/, by: 'mysqljs, mysql2' },
    { kind: 'connections', text: /max_user_connections/, by: 'server', shared: true },
    { kind: 'auth', text: /Access denied for user '/, by: 'server' },
    { kind: 'auth', text: /ER_ACCESS_DENIED/, by: 'mysqljs, mysql2' },
    { kind: 'read-only', text: /--(?:super-)?read-only option/i, by: 'server' },
    { kind: 'read-only', text: /super-read-only/i, by: 'server' },
    {
      kind: 'read-only',
      text: /ER_OPTION_PREVENTS_STATEMENT/i,
      by: 'mysqljs, mysql2',
      shared: true,
    },
    { kind: 'full', text: /The table '[^']+' is full/, by: 'server' },
    { kind: 'server-says', text: /Deadlock found when trying/, by: 'server' },
    { kind: 'server-says', text: /Lock wait timeout exceeded/, by: 'server' },
    // What it says of the statement: errors 1049, 1146, 1054, 1064, 1062, 1048, 1406, 1452, 1142.
    { kind: 'bad-request', text: /Unknown database '/, by: 'server' },
    { kind: 'bad-request', text: /Table '[^']+' doesn't exist/, by: 'server' },
    { kind: 'bad-request', text: /Unknown column '[^']+' in '/, by: 'server' },
    { kind: 'bad-request', text: /You have an error in your SQL syntax/, by: 'server' },
    { kind: 'bad-request', text: /Duplicate entry '[^']*' for key/, by: 'server' },
    { kind: 'bad-request', text: /Column '[^']+' cannot be null/, by: 'server' },
    { kind: 'bad-request', text: /Data too long for column '/, by: 'server' },
    { kind: 'bad-request', text: /a foreign key constraint fails/, by: 'server' },
    { kind: 'bad-request', text: /[A-Z ]{4,40} command denied to user '/, by: 'server' },
    {
      kind: 'bad-request',
      text: /\bER_(?:NO_SUCH_TABLE|BAD_(?:FIELD|DB|NULL)_ERROR|PARSE_ERROR|TABLEACCESS_DENIED_ERROR)/,
      by: 'mysqljs, mysql2',
    },
    {
      kind: 'bad-request',
      text: /\bER_(?:DUP_ENTRY|DATA_TOO_LONG|NO_REFERENCED_ROW)/,
      by: 'mysqljs, mysql2',
    },
    // CR_CONN_HOST_ERROR and CR_CONNECTION_ERROR (2003, 2002), with the system's errno.
    { kind: 'timeout', text: /server on '[^']{1,260}' \(11[05]\)/, by: 'libmysqlclient, MariaDB' },
    { kind: 'refused', text: /server on '[^']{1,260}' \(111\)/, by: 'libmysqlclient, MariaDB' },
    {
      kind: 'unavailable',
      text: /Can't connect to (?:local )?(?:MySQL )?server (?:on|through)/,
      by: 'libmysqlclient, MariaDB',
    },
    { kind: 'unavailable', text: /server has gone away/, by: 'libmysqlclient', shared: true },
    { kind: 'unavailable', text: /Lost connection to MySQL server/, by: 'libmysqlclient' },
    { kind: 'unavailable', text: /Communications link failure/, by: 'Connector/J', shared: true },
  ],
};

export const questions = (): readonly Question[] => [
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

/**
 * As root, with the password that the official image keeps in the container's environment, read there and never shown:
 * MySQL and MariaDB hold one connection back for it when all others are taken
 * (https://dev.mysql.com/doc/refman/8.4/en/too-many-connections.html).
 */
function ask({ variable }: Asked, statement: Statement): readonly Word[] {
  const isMariaDb =
    variable('MARIADB_ROOT_PASSWORD') !== undefined && variable('MYSQL_ROOT_PASSWORD') === undefined;
  const client = isMariaDb
    ? 'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" mariadb -u root -e "'
    : 'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysql -u root -e "';
  return words('sh', '-c', joined(client, statement, '"'));
}

type Statement = 'SHOW PROCESSLIST' | 'SHOW FULL PROCESSLIST' | typeof TAKES_WRITES | 'SHOW DATABASES';
const TAKES_WRITES = "SHOW GLOBAL VARIABLES LIKE '%read_only'";

export const inspection: Inspection = {
  connections: { words: (asked) => ask(asked, 'SHOW PROCESSLIST'), shows: 'who holds them' },
  work: { words: (asked) => ask(asked, 'SHOW FULL PROCESSLIST'), shows: 'what it is busy with' },
  writes: { words: (asked) => ask(asked, TAKES_WRITES), shows: 'whether it takes writes' },
  schema: { words: (asked) => ask(asked, 'SHOW DATABASES'), shows: 'which databases it has' },
  taken: ['Threads_connected', 'max_connections'],
};
