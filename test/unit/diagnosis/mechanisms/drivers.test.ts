import { describe, expect, it } from '@jest/globals';
import { type FailureKind, failureKind } from '../../../../functions/diagnosis/mechanisms/shared/messages.ts';
import { hostsIn } from '../../../../functions/text/hosts.ts';

/** A line as a driver of that version writes it, what it says of the other side, and whom it names. */
const LINES: readonly (readonly [string, FailureKind, string | undefined, string])[] = [
  [
    'mysql 8.4',
    'timeout',
    'shop-db:3306',
    "ERROR 2003 (HY000): Can't connect to MySQL server on 'shop-db:3306' (110)",
  ],
  [
    'PyMySQL 1.1',
    'refused',
    'shop-db',
    `(2003, "Can't connect to MySQL server on 'shop-db' ([Errno 111] Connection refused)")`,
  ],
  ['MariaDB 11', 'timeout', 'shop-db', "ERROR 2002 (HY000): Can't connect to server on 'shop-db' (115)"],
  [
    'mysql 8.4, a socket',
    'unavailable',
    undefined,
    "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/run/mysqld.sock' (2)",
  ],
  [
    'PHP 8.3, PDO',
    'dns',
    'shop-db',
    'php_network_getaddresses: getaddrinfo for shop-db failed: Name or service not known',
  ],
  ['Prisma 5, P1001', 'unavailable', 'shop-db:5432', "Can't reach database server at `shop-db:5432`"],
  ['Prisma 4, P1001', 'unavailable', 'shop-db', "Can't reach database server at `shop-db`:`5432`"],
  [
    'curl 8.5, error 7',
    'unavailable',
    'cart:8080',
    "curl: (7) Failed to connect to cart port 8080 after 3 ms: Couldn't connect to server",
  ],
  [
    'curl 8.5, error 28',
    'timeout',
    'cart:8080',
    'curl: (28) Failed to connect to cart port 8080 after 5001 ms: Timeout was reached',
  ],
  [
    'Guzzle 7, with a link',
    'refused',
    'cart:8080',
    'cURL error 7: Failed to connect to cart port 8080: Connection refused (see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for http://cart:8080/x',
  ],
  ['Ruby 3.3', 'refused', 'cart:8080', 'Connection refused - connect(2) for "cart" port 8080'],
  [
    'pika 1.3',
    'timeout',
    '10.96.0.7:5672',
    'AMQPConnectionError: Connection to 10.96.0.7:5672 failed: timeout',
  ],
  [
    'urllib3 2',
    'dns',
    'cart',
    "NameResolutionError: <HTTPConnection object>: Failed to resolve 'cart' ([Errno -2] Name or service not known)",
  ],
  ['psycopg 3.2', 'dns', 'shop-db', "failed to resolve host 'shop-db': [Errno -2] Name or service not known"],
  ['kafka-python 2', 'unavailable', undefined, 'kafka.errors.NoBrokersAvailable: NoBrokersAvailable'],
  ['ODBC Driver 18', 'timeout', undefined, '[Microsoft][ODBC Driver 18 for SQL Server]Login timeout expired'],
];

describe('what a driver says', () => {
  it.each(LINES)('%s: %s of %s', (_, kind, host, line) => {
    expect(failureKind(line)).toBe(kind);
    const named = hostsIn(line).map((one) => (one.port === undefined ? one.host : `${one.host}:${one.port}`));
    expect(named).toEqual(host === undefined ? [] : [host]);
  });

  it.each([
    'read the docs: https://docs.vendor.example/errors',
    'see https://vendor.example/help',
    'for more, visit https://vendor.example',
  ])('is not about the page that explains it: %s', (text) => {
    expect(hostsIn(`quota exceeded, ${text}`)).toEqual([]);
    expect(hostsIn(`POST https://api.vendor.example/v1 failed, ${text}`)).toEqual([
      { host: 'api.vendor.example' },
    ]);
  });
});
