import { joined, type Word, words } from '../command/word.ts';
import type { Failures, Identity, Inspection, Question } from './server.ts';

/** MySQL, and MariaDB and Percona Server, which speak its protocol. */
export const identity: Identity = {
  port: 3306,
  // Percona also has images of PostgreSQL and MongoDB.
  images: /mysql|mariadb|percona(?!\S*(?:postgres|mongo))/i,
  schemes: { mysql: 3306, mariadb: 3306 },
  clients: ['mysql', 'mysqladmin', 'mariadb-admin'],
  classes: { database: [/mysql/, /mariadb/, /:3306\b/, /lock wait timeout/] },
  errors: [],
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
    { kind: 'server-says', text: /Unknown database '/, by: 'server' },
    { kind: 'server-says', text: /Table '[^']+' doesn't exist/, by: 'server' },
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
const ask = (statement: 'SHOW PROCESSLIST' | 'SHOW FULL PROCESSLIST'): readonly Word[] =>
  words('sh', '-c', joined('MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysql -u root -e "', statement, '"'));

export const inspection: Inspection = {
  connections: { words: () => ask('SHOW PROCESSLIST'), shows: 'who holds them' },
  work: { words: () => ask('SHOW FULL PROCESSLIST'), shows: 'what it is busy with' },
  taken: ['Threads_connected', 'max_connections'],
};
