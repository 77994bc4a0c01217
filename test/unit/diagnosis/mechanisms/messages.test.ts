import { describe, expect, it } from '@jest/globals';
import { type FailureKind, failureKind } from '../../../../functions/diagnosis/mechanisms/shared/messages.ts';

const KNOWN: readonly (readonly [FailureKind, string])[] = [
  ['refused', 'Connection to db.platform.svc:5432 refused. Check that the hostname and port are correct'],
  ['timeout', 'Connection to 10.0.0.7:5432 timed out.'],
  ['unavailable', 'The TCP/IP connection to the host sql.shop, port 1433 has failed.'],
  ['unavailable', 'server selection error: server selection timeout, current topology: { Type: Unknown }'],
  ['no-answer', 'MongooseError: Operation `users.find()` buffering timed out after 10000ms'],
  ['no-answer', 'Timeout performing GET cart:7 (5000ms), next: GET cart:7, inst: 0, qu: 0'],
  ['server-says', "NOT_FOUND - no queue 'mails' in vhost '/'"],
  ['auth', 'MongoServerError: Authentication failed.'],
  ['auth', "pymongo.errors.OperationFailure: Authentication failed., full error: {'code': 18}"],
  ['auth', "pika.exceptions.ProbableAuthenticationError: ConnectionClosedByBroker: (403) 'ACCESS_REFUSED'"],
  ['auth', 'org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed'],
  ['auth', "NOPERM this user has no permissions to run the 'set' command"],
  [
    'read-only',
    "AuthorizationException(403, 'cluster_block_exception', 'index [p] blocked by: [FORBIDDEN/12/...]')",
  ],
  ['server-says', 'redis.exceptions.BusyLoadingError: Redis is loading the dataset in memory'],
  ['server-says', 'DENIED Redis is running in protected mode because protected mode is enabled'],
  ['full', "OOM command not allowed when used memory > 'maxmemory'."],
  ['full', 'PG::DiskFull: ERROR:  could not extend file "base/1/2": No space left on device'],
  ['server-says', 'psycopg2.errors.QueryCanceled: canceling statement due to statement timeout'],
  ['unavailable', 'SQLSTATE[HY000]: General error: 2006 MySQL server has gone away'],
  ['unauthorized', 'AxiosError: Request failed with status code 401'],
  ['unauthorized', '403 Client Error: Forbidden for url: https://api.vendor.example/v1'],
  ['failed-request', '503 Service Unavailable from POST https://api.carrier.example/v1/labels'],
  ['failed-request', 'Request failed with status code 502'],
  ['failed-request', 'the carrier returned 500'],
  ['certificate', 'tls: failed to verify certificate: x509: certificate signed by unknown authority'],
  [
    'certificate',
    "Hostname/IP does not match certificate's altnames: Host: policy. is not in the cert's altnames",
  ],
  ['certificate', 'PKIX path building failed: unable to find valid certification path to requested target'],
  [
    'certificate',
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain',
  ],
  ['no-answer', "HTTPConnectionPool(host='matcher', port=8080): Read timed out. (read timeout=2)"],
  ['no-answer', 'rpc error: code = DeadlineExceeded desc = context deadline exceeded'],
  ['no-answer', 'AxiosError: timeout of 5000ms exceeded'],
  ['unavailable', 'connect() failed (101: Network is unreachable) while connecting to upstream'],
  [
    'unavailable',
    'Connection to node -1 (kafka/10.96.8.8:9092) could not be established. Broker may not be available.',
  ],
  [
    'refused',
    'rpc error: code = Unavailable desc = "transport: dial tcp 10.96.2.2:50051: connect: connection refused"',
  ],
];

describe('failureKind', () => {
  it.each(KNOWN)('%s: %s', (kind, line) => {
    expect(failureKind(line)).toBe(kind);
  });

  it.each([
    'GET /orders/17 401 12 ms',
    'processed 1200 rows, 0 errors, 0 failed, error_rate=0.0',
    'jwt expired',
    'AuthenticationException: invalid credentials for alice',
    'Login failed for user bob',
    'Authentication failed for user bob, see feedback',
    'payment declined: insufficient funds',
    'certificate reloaded',
    'order 5021 shipped',
    'listening on port 5000',
  ])('says nothing of the other side: %s', (line) => {
    expect(failureKind(line)).toBeUndefined();
  });
});
