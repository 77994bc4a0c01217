import { describe, expect, it } from '@jest/globals';
import { type Judgement, judgementOf } from '../../../../functions/diagnosis/mechanisms/shared/judgement.ts';

/** Lines as servers and drivers write them. */
const LINES: Readonly<Record<Judgement, readonly string[]>> = {
  request: [
    '(psycopg2.errors.UndefinedTable) relation "provider_models" does not exist',
    'psycopg.errors.NotNullViolation: null value in column "id" of relation "orders" violates not-null constraint',
    'ERROR: column o.total does not exist (SQLSTATE 42703)',
    "error: function now_utc() does not exist, code: '42883'",
    'Npgsql.PostgresException (0x80004005): 42P01: relation "orders" does not exist',
    'ERROR: permission denied for table orders',
    'ERROR: duplicate key value violates unique constraint "orders_pkey"',
    'ERROR: value too long for type character varying(20)',
    'FATAL: database "shop" does not exist',
    "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'a.b' in 'field list'",
    "Error 1146 (42S02): Table 'shop.orders' doesn't exist",
    "Error 1062 (23000): Duplicate entry '7' for key 'orders.PRIMARY'",
    "ER_PARSE_ERROR: You have an error in your SQL syntax; check the manual near 'FORM'",
    "INSERT command denied to user 'app'@'10.0.0.7' for table 'orders'",
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    "ReplyError: ERR unknown command 'JSON.GET', with args beginning with: 'a'",
    "CROSSSLOT Keys in request don't hash to the same slot",
    'E11000 duplicate key error collection: shop.orders index: _id_',
    "pymongo.errors.OperationFailure: x, full error: {'ok': 0.0, 'codeName': 'NamespaceNotFound'}",
    "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'mails' in vhost '/'",
    'mapper_parsing_exception: failed to parse field [price]',
    "Invalid object name 'dbo.Orders'.",
    'ORA-00942: table or view does not exist',
    'InvalidRequest: unconfigured table orders',
    'rpc error: code = InvalidArgument desc = quantity must be positive',
    'Error: 12 UNIMPLEMENTED: The server does not implement the method /cart.v2.Cart/Add',
    '404 Client Error: Not Found for url: http://catalog:8080/v1/items/9',
    'AxiosError: Request failed with status code 415',
  ],
  server: [
    'FATAL: sorry, too many clients already',
    'ERROR 1040 (HY000): Too many connections',
    'could not extend file "base/1/2": No space left on device',
    'FATAL: the database system is in recovery mode',
    'ERROR: x (SQLSTATE 53200)',
    'terminating connection due to administrator command (SQLSTATE 57P01)',
    'could not read block 7 (SQLSTATE 58030)',
    'unexpected chunk number (SQLSTATE XX001)',
    'the connection is gone (SQLSTATE 08006)',
    "OOM command not allowed when used memory > 'maxmemory'.",
    'Request failed with status code 503',
  ],
  account: [
    'password authentication failed for user "shop"',
    'Request failed with status code 401',
    'rpc error: code = PermissionDenied desc = no',
    'io.grpc.StatusRuntimeException: UNAUTHENTICATED: no token',
    '429 Too Many Requests',
    'wayfinder lookup answered 429',
    'the server responded with a 429',
    "openai.RateLimitError: Error code: 429 - {'error': {'type': 'insufficient_quota'}}",
  ],
};

describe('whom an answer blames', () => {
  it.each(Object.entries(LINES).flatMap(([whom, lines]) => lines.map((line) => [whom, line] as const)))(
    '%s: %s',
    (whom, line) => {
      expect(judgementOf(line)).toBe(whom);
    },
  );

  it.each([
    'connect ECONNREFUSED 10.96.0.7:5432',
    'getaddrinfo ENOTFOUND db',
    'context deadline exceeded',
    'order 42501 shipped',
    'the SQL statement 42 took 12 ms',
    'GET /orders/404 200',
    'served in 22 ms (state 42)',
  ])('nobody, for it tells of no answer: %s', (line) => {
    expect(judgementOf(line)).toBeUndefined();
  });
});
