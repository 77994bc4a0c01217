import { describe, expect, it } from '@jest/globals';
import { portsListened } from '../../../../functions/diagnosis/mechanisms/shared/listening.ts';
import { failureKind } from '../../../../functions/diagnosis/mechanisms/shared/messages.ts';
import { quote } from '../../../../functions/diagnosis/mechanisms/shared/patterns.ts';
import {
  isForeignPort,
  probeBudget,
  probePort,
  probeScheme,
} from '../../../../functions/diagnosis/mechanisms/shared/ports.ts';
import { isRecent } from '../../../../functions/diagnosis/mechanisms/shared/recent.ts';
import { refusalIn } from '../../../../functions/diagnosis/mechanisms/shared/refusal.ts';
import { isPastSetup, isPlaced, isStarting } from '../../../../functions/diagnosis/view/starting.ts';
import type * as k from '../../../../functions/model/kubernetes/objects.ts';
import type { FailureKind } from '../../../../functions/servers/server.ts';
import { ago, app, deployment, log, pod, podName, viewOf } from './cluster.ts';

/** One line a phrase, in which no other phrase stands. */
const LINES: Readonly<Partial<Record<FailureKind, readonly string[]>>> = {
  dns: [
    'getaddrinfo ENOTFOUND x',
    'getaddrinfo EAI_AGAIN x',
    'lookup x: no such host',
    'java.net.UnknownHostException: x',
    'x: Name or service not known',
    'Temporary failure in name resolution',
    'temporary failure in name resolution',
    'NameResolutionError(x)',
    'could not translate host name "x"',
    'Could not resolve host: x',
    'could not resolve host: x',
    'No address associated with hostname',
    'nodename nor servname provided',
    'x: NXDOMAIN',
    'x: SERVFAIL',
    'lookup x: server misbehaving',
    'unable to resolve x',
    'DNS resolution failed for x',
    'x: Name does not resolve',
    'getaddrinfo failed',
    'getaddrinfo error',
    'lookup x on 10.0.0.10:53: y',
  ],
  connections: ['Too many connections', 'too many client connections'],
  auth: [
    'API key not valid. Please pass a valid API key.',
    'API key expired. Please renew it.',
    'Incorrect API key provided: x',
    'invalid x-api-key',
    'Not Authorized - Invalid Token',
    'The AWS Access Key Id you provided does not exist in our records.',
    'InvalidAccessKeyId',
    'SCRAM exchange: fail',
    'SASL authentication failed',
    '535 5.7.8 no',
  ],
  'read-only': [
    'database is read-only',
    'database is in read-only',
    'the instance is now in read-only mode',
    'server x read-only mode',
    'cluster in read-only mode',
    'read-only replica',
    'read-only connection',
    'connection is read-only',
  ],
  'server-says': [
    'peer down',
    'Peer is down',
    'No cluster leader',
    'quorum lost',
    'Quorum not available',
    'ERROR: x (SQLSTATE 53200)',
    'SQLState: XX000',
  ],
  'bad-request': [
    'ERROR: x (SQLSTATE 42P01)',
    'SQLSTATE[23000]: x',
    'SQL State: 22001',
    "code: '42703'",
    '42P01: x',
    'rpc error: code = NotFound desc = x',
    'rpc error: code = InvalidArgument desc = x',
    'StatusCode.ALREADY_EXISTS',
    'io.grpc.StatusRuntimeException: FAILED_PRECONDITION: x',
    '11 OUT_OF_RANGE: x',
    'StatusCode="Unimplemented"',
    'status: Unimplemented, message',
    'status code: 404',
    'status code 422',
    '400 Bad Request',
    '404 Not Found',
    '405 Method Not Allowed',
    '415 Unsupported Media Type',
    '422 Unprocessable Entity',
    '410 Client Error',
    'x returned 400',
    'x answered with HTTP status code: 404',
  ],
  unauthorized: [
    'status code: 401',
    'status code 403',
    'code = Unauthenticated',
    'StatusCode.UNAUTHENTICATED',
    'io.grpc.StatusRuntimeException: PERMISSION_DENIED: x',
    '7 PERMISSION_DENIED: x',
    '401 Unauthorized',
    '403 Forbidden',
    '403 Client Error',
    'x returned 401',
    'x answered with 403',
    'x responded with HTTP status code: 403',
  ],
  'failed-request': [
    'status code: 500',
    'status code 503',
    '500 Internal Server Error',
    '502 Bad Gateway',
    '503 Service Unavailable',
    '504 Gateway Time-out',
    '504 Gateway Timeout',
    '500 Server Error',
    'x returned 500',
    'x answered with 502',
    'x responded with HTTP status code: 503',
  ],
  certificate: [
    'x509: certificate signed by unknown authority',
    'x509: certificate is valid for a, not b',
    'x509: certificate is not valid for any names',
    'x509: certificate relies on legacy Common Name field',
    'self signed certificate',
    'Self-signed certificate',
    'unable to verify the first certificate',
    'unable to get issuer certificate',
    'unable to get local issuer certificate',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    "x does not match certificate's altnames",
    'PKIX path building failed',
    'No subject alternative DNS name matching x',
    'No subject alternative name present',
    'certificate verify failed: Hostname mismatch',
    'certificate verify failed: IP address mismatch',
    'RemoteCertificateNameMismatch',
    'RemoteCertificateChainErrors',
    'The remote certificate is invalid',
    'the remote certificate was rejected',
    'alert unknown ca',
    'invalid peer certificate: UnknownIssuer',
    'invalid peer certificate: NotValidForName',
    'SSL routines:x:wrong version number',
    'first record does not look like a TLS handshake',
    'server gave HTTP response to HTTPS client',
  ],
  refused: [
    'connect ECONNREFUSED',
    'Connection refused',
    'connection refused',
    'Connection to x:1 refused',
    'the target machine actively refused it',
    'errno: 111',
    'errno 111',
  ],
  timeout: [
    'connect ETIMEDOUT',
    'i/o timeout',
    'Connect timeout',
    'connection timed out',
    'Connection Timeout',
    'ConnectTimeout',
    'dial tcp x: deadline',
    'Connection to x:1 timed out',
    'connection to a b timed out',
    'Timeout connecting to server',
    'Operation timed out',
    'SocketTimeoutException: connect',
    'SYN timeout',
    'http://x/y timed out',
    'https://x/y has time out',
    'connect x timed out',
    'handshake timed out',
    'upstream timed out',
    'database x timed out',
    'db x timed out',
    'redis x timed out',
    'backend timed out',
    'timed out while trying to connect',
    'upstream request timeout',
    'Timeout was reached',
  ],
  'no-answer': [
    'Read timed out',
    'read timed out',
    'ReadTimeout',
    'DEADLINE_EXCEEDED',
    'DeadlineExceeded',
    'context deadline exceeded',
    'ESOCKETTIMEDOUT',
    'timeout of 5000ms exceeded',
    'timeout of 5000 ms exceeded',
    'HttpClient.Timeout',
    'The operation was aborted due to timeout',
    'java.net.http.HttpTimeoutException: x',
    'request canceled (Client.Timeout exceeded while awaiting headers)',
    'openai.APITimeoutError: x',
    'aiohttp.ServerTimeoutError: x',
  ],
  unavailable: [
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EPIPE',
    'ECONNRESET',
    'no route to host',
    'No route to host',
    'network is unreachable',
    'Network is unreachable',
    'KeeperErrorCode = ConnectionLoss',
    'Connection reset by peer',
    'connection reset by peer',
    'no available connection',
    'Failed to connect',
    'could not connect',
    'Cannot connect',
    'unable to connect',
    'Unable to establish',
    'connection failed',
    'Connection attempt failed',
    'connection error',
    'connection closed unexpectedly',
    'upstream connect error',
    "Can't reach database server at `x`",
    'no healthy upstream',
    'Failed connecting to x',
    'code = Unavailable',
    'StatusCode.UNAVAILABLE',
    'database unavailable',
    'Database is unreachable',
    'database is also not available',
  ],
};

describe('what a line says of the other side', () => {
  it.each(Object.entries(LINES).flatMap(([kind, lines]) => lines.map((line) => [kind, line] as const)))(
    '%s: %s',
    (kind, line) => {
      expect(failureKind(line)).toBe(kind);
    },
  );

  it.each([
    'order 40123 created',
    'status code: 200',
    'status code: 409',
    'errno 1110',
    'returned 50 rows',
    'returned 4010 rows',
    '1500 Server Errors',
    'a peer downloads',
    'timed out waiting for a lock',
    'the certificate is valid',
    '1535 5.7.8',
  ])('nothing: %s', (line) => {
    expect(failureKind(line)).toBeUndefined();
  });
});

describe('what a server refuses', () => {
  it.each([
    ['sorry, too many clients already', 'connections'],
    ['Too many connections', 'connections'],
    ['remaining connection slots are reserved', 'connections'],
    ['max_connections reached', 'connections'],
    ['ERR max number of clients reached', 'connections'],
    ['timeout waiting for the connection pool', 'connections'],
    ['pool exhausted', 'connections'],
    ['pool is exhausted', 'connections'],
    ['password authentication failed', 'credentials'],
    ["Access denied for user 'app'@'10.0.0.1'", 'credentials'],
    ['WRONGPASS invalid', 'credentials'],
    ['NOAUTH required', 'credentials'],
    // A right that was not granted (SQLSTATE 42501): no password mends it.
    ['permission denied for table games', undefined],
    ['out of memory', undefined],
  ])('%s: %s', (line, refused) => {
    expect(refusalIn(['x', line])).toBe(refused);
  });

  it('is its connections first', () => {
    expect(refusalIn(['authentication failed', 'too many clients'])).toBe('connections');
    expect(refusalIn([])).toBeUndefined();
  });
});

describe('what is of the past', () => {
  const view = viewOf({});
  it.each([
    [0, true],
    [599, true],
    [600, false],
    [-60, true],
    [-61, false],
  ])('by ten minutes: %d s ago, %p', (seconds, is) => {
    expect(isRecent(view, Date.parse(ago(seconds)))).toBe(is);
  });
  it('and of what has no time', () => {
    expect(isRecent(view, undefined)).toBe(false);
  });
});

describe('a pod that starts', () => {
  const seen = (options: Parameters<typeof pod>[1]) => {
    const view = viewOf({ pods: [pod('web', options)] });
    const [one] = view.workloads[0]?.pods ?? [];
    if (one === undefined) throw new Error('there is a pod');
    return { view, one };
  };
  it.each([
    [59, true],
    [60, false],
  ])('does so for a minute: %d s, %p', (seconds, is) => {
    const { view, one } = seen({ created: ago(seconds) });
    expect(isStarting(view, one)).toBe(is);
  });

  it.each<[object, boolean]>([
    [{ running: { startedAt: ago(1) } }, true],
    [{ terminated: { exitCode: 1 } }, true],
    [{ waiting: { reason: 'ImagePullBackOff' } }, true],
    [{ waiting: { reason: 'ContainerCreating' } }, false],
    [{ waiting: { reason: 'PodInitializing' } }, false],
    [{ waiting: {} }, false],
    [{}, false],
  ])('has its network and volumes by %j: %p', (state, is) => {
    expect(isPastSetup(seen({ state: { state } }).one)).toBe(is);
    const initial = { containerStatuses: [], initContainerStatuses: [{ name: 'i', state }] };
    expect(isPastSetup(seen({ status: initial }).one)).toBe(is);
  });

  it.each([
    ['node-1', true],
    ['', false],
    ['unscheduled', false],
  ])('has its node: %s, %p', (node, is) => {
    expect(isPlaced(seen({ node }).one)).toBe(is);
  });
});

describe('the port of a probe', () => {
  const containerOf = (more: Record<string, unknown>): k.Container => {
    const container = viewOf({ deployments: [deployment('web', { container: more })] }).workloads[0]?.spec
      ?.containers[0];
    if (container === undefined) throw new Error('there is a container');
    return container;
  };
  const container = (probe: object, ports: readonly object[] = [{ name: 'http', containerPort: 8080 }]) =>
    containerOf({ ports, readinessProbe: probe });
  const portOf = (probe: object) => {
    const one = container(probe);
    return probePort(one.readinessProbe, one);
  };

  it.each<[object, number | string | undefined]>([
    [{ httpGet: { path: '/', port: 81 } }, 81],
    [{ tcpSocket: { port: 82 } }, 82],
    [{ grpc: { port: 83 } }, 83],
    [{ httpGet: { port: 'http' } }, 8080],
    [{ httpGet: { port: 'web' } }, 'web'],
    [{ httpGet: { port: '84' } }, 84],
    [{ exec: { command: ['true'] } }, undefined],
  ])('%j is %s', (probe, port) => {
    expect(portOf(probe)).toBe(port);
  });

  it('is foreign where the container declares others', () => {
    expect(isForeignPort(81, container({}))).toBe(true);
    expect(isForeignPort(8080, container({}))).toBe(false);
    expect(isForeignPort(undefined, container({}))).toBe(false);
    expect(isForeignPort(81, container({}, []))).toBe(false);
  });

  it.each<[object, string, number]>([
    [{ httpGet: { port: 80 } }, 'HTTP', 30],
    [{ httpGet: { port: 80, scheme: 'HTTPS' }, initialDelaySeconds: 5 }, 'HTTPS', 35],
    [{ grpc: { port: 80 }, failureThreshold: 2 }, 'gRPC', 20],
    [{ tcpSocket: { port: 80 }, periodSeconds: 7 }, 'TCP', 21],
    [
      { exec: { command: ['true'] }, initialDelaySeconds: 1, failureThreshold: 2, periodSeconds: 3 },
      'exec',
      7,
    ],
  ])('%j is %s, and takes %d s', (probe, scheme, seconds) => {
    const { readinessProbe } = container(probe);
    expect(readinessProbe && [probeScheme(readinessProbe), probeBudget(readinessProbe)]).toEqual([
      scheme,
      seconds,
    ]);
  });

  it.each([
    ['listening on port 8080', [8080]],
    ['Started on http://0.0.0.0:3000', [3000]],
    ['serving at :9090', [9090]],
    ['running on 127.0.0.1:5000', [5000]],
    ['server port: 81', [81]],
    ['bound to *:82', [82]],
    ['accepting connections on 83', [83]],
    ['Tomcat started on port(s): 8080 (http)', [8080]],
    ['listening on 1', []],
    ['listening on 123456', []],
    ['connected to db:5432', []],
  ])('is where the log says that it listens: %s, %p', (line, ports) => {
    const view = viewOf({ ...app('web'), logs: [log({ pod: podName('web'), tail: [line] })] });
    const workload = view.workloads[0];
    if (workload === undefined) throw new Error('there is a workload');
    expect([...portsListened(view, workload, 'main')]).toEqual(ports);
    expect([...portsListened(view, workload, 'other')]).toEqual([]);
  });
});

describe('a line that is quoted', () => {
  it.each([
    ['2026-11-25T14:00:00Z boom', 'boom'],
    ['2026-11-25 14:00:00,123 boom', 'boom'],
    ['2026/11/25 14:00:00 boom', 'boom'],
    ['[2026-11-25 14:00:00.123 UTC] boom', 'boom'],
    ['2026-11-25 14:00:00 +01:00: boom', 'boom'],
    ['2026-11-25 14:00:00 UTC [123] boom', 'boom'],
    ['on 2026-11-25T14:00:00Z boom', 'on 2026-11-25T14:00:00Z boom'],
    ['  a \n\t b  ', 'a b'],
    ['i/o timeout"', 'i/o timeout'],
    ['say "a"', 'say "a"'],
    ['a (b)', 'a (b)'],
    ['a b)', 'a b'],
    ['a b])}', 'a b'],
    ["it's", "it's"],
    ["a b'", 'a b'],
    ['{"msg":"boom"}', 'boom'],
    ['{"message":"boom"}', 'boom'],
    ['{"msg":"a","message":"b"}', 'a'],
    ['{"msg":"a","err":{"message":"b"}}', 'a: b'],
    ['{"msg":"a","error":"b"}', 'a: b'],
    ['{"msg":"a","exception":{"message":"b"}}', 'a: b'],
    ['{"msg":"","err":{"message":"b"}}', 'b'],
    ['{"level":30}', '{"level":30}'],
    ['{not json}', '{not json}'],
    [`${'x'.repeat(160)}`, 'x'.repeat(160)],
    [`${'x'.repeat(161)}`, `${'x'.repeat(159)}…`],
  ])('%j is %j', (line, quoted) => {
    expect(quote(line)).toBe(quoted);
  });
});
