import { describe, expect, it } from '@jest/globals';
import { saysExpired } from '../../../../functions/diagnosis/mechanisms/shared/expired.ts';
import { judgementOf } from '../../../../functions/diagnosis/mechanisms/shared/judgement.ts';
import {
  failureKind,
  gist,
  saysKind,
  serverPort,
} from '../../../../functions/diagnosis/mechanisms/shared/messages.ts';
import { isRefusedByRate, isSpent } from '../../../../functions/diagnosis/mechanisms/shared/rate-limit.ts';
import { fullArea } from '../../../../functions/diagnosis/mechanisms/shared/runtime-memory.ts';
import { schedulingClauses } from '../../../../functions/diagnosis/mechanisms/shared/scheduling.ts';
import type { FailureKind } from '../../../../functions/servers/server.ts';

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** RFC 9110, 15.5 and 15.6: what a server says of the request, of who asks, and of itself. */
const WRONGLY_ASKED = [400, 404, 405, 406, 410, 411, 413, 414, 415, 417, 422, 428, 431];
const kindOfStatus = (status: number): FailureKind | undefined => {
  if (WRONGLY_ASKED.includes(status)) return 'bad-request';
  if (status === 401 || status === 403) return 'unauthorized';
  return status >= 500 && status < 600 ? 'failed-request' : undefined;
};

describe('the status of an answer', () => {
  it.each([
    'status code STATUS',
    'status code: STATUS',
    'Status Code: STATUS',
    'it returned STATUS',
    'it answered STATUS',
    'it responded STATUS',
    'it answered with STATUS',
    'it answered HTTP STATUS',
    'it answered with HTTP STATUS',
    'it answered with HTTP code STATUS',
    'it answered status STATUS',
    'it answered with status code: STATUS',
    'It Answered With Status Code: STATUS',
  ])('tells whom it blames: %s', (template) => {
    for (const status of range(390, 610))
      expect([status, failureKind(template.replace('STATUS', String(status)))]).toEqual([
        status,
        kindOfStatus(status),
      ]);
  });

  it.each([
    'status code STATUS0',
    'it returned STATUS0',
    'it answered with STATUS0',
    'xSTATUS Client Error',
    'STATUS0 Client Error',
  ])('is no longer number: %s', (template) => {
    for (const status of [...range(400, 432), 500, 503])
      expect(failureKind(template.replace('STATUS', String(status)))).toBeUndefined();
  });

  it('is told by the words of HTTP clients as well', () => {
    for (const status of range(400, 432))
      expect([status, failureKind(`${status} Client Error`)]).toEqual([status, kindOfStatus(status)]);
    for (const status of range(498, 508))
      expect([status, failureKind(`${status} Server Error`)]).toEqual([
        status,
        status >= 500 && status <= 504 ? 'failed-request' : undefined,
      ]);
  });

  it.each<[string, FailureKind]>([
    ['400 Bad Request', 'bad-request'],
    ['404 Not Found', 'bad-request'],
    ['405 Method Not Allowed', 'bad-request'],
    ['415 Unsupported Media Type', 'bad-request'],
    ['422 Unprocessable', 'bad-request'],
    ['401 Unauthorized', 'unauthorized'],
    ['403 Forbidden', 'unauthorized'],
    ['500 Internal Server Error', 'failed-request'],
    ['502 Bad Gateway', 'failed-request'],
    ['504 Gateway Timeout', 'failed-request'],
    ['504 Gateway Time-out', 'failed-request'],
  ])('with its words: %s', (text, kind) => {
    expect(failureKind(text)).toBe(kind);
    expect(failureKind(text.toLowerCase())).toBe(kind);
    expect(failureKind(`1${text}`)).toBeUndefined();
  });

  it.each(['401 Unauthorizeds', '403 Forbiddens', '502 Bad Gateways', '500 Server Errors'])(
    'and no longer words: %s',
    (text) => {
      expect(failureKind(text)).toBeUndefined();
    },
  );
});

/** https://www.postgresql.org/docs/17/errcodes-appendix.html, by the first two characters. */
const OF_REQUEST = ['21', '22', '23', '3D', '3F', '42'];
const OF_SERVER = ['53', '57', '58', 'XX'];
const CLASSES = [
  '01',
  '08',
  '0A',
  '20',
  '24',
  '25',
  '27',
  '28',
  '3B',
  '40',
  '43',
  '44',
  '52',
  '54',
  '55',
  '56',
  '59',
  'XY',
  ...OF_REQUEST,
  ...OF_SERVER,
];

describe("SQL's states", () => {
  it.each(['SQLSTATE[CODE]', 'SQL state: CODE', 'SQLState: CODE', 'sql_state = "CODE"'])(
    'tell whom they blame: %s',
    (template) => {
      for (const name of CLASSES) {
        const other = OF_SERVER.includes(name) ? 'server-says' : undefined;
        const kind = OF_REQUEST.includes(name) ? 'bad-request' : other;
        expect([name, failureKind(template.replace('CODE', `${name}9Z9`))]).toEqual([name, kind]);
        expect(failureKind(template.replace('CODE', `${name}9Z99`))).toBeUndefined();
      }
    },
  );

  it.each('42P01 42703 42601 42501 42883 22P02 22001 23502 23503 23505 23514'.split(' '))(
    'are written as codes: %s',
    (code) => {
      expect(failureKind(`code: ${code}`)).toBe('bad-request');
      expect(failureKind(`code "${code}"`)).toBe('bad-request');
      expect(failureKind(`at ${code}: x`)).toBe('bad-request');
      for (const text of [
        `code: ${code}0`,
        `at ${code} x`,
        `at 1${code}: x`,
        `xcode: 1${code}`,
        `code    : ${code}`,
      ])
        expect(failureKind(text)).toBeUndefined();
    },
  );

  it('of connections blame the server, in whatever writing', () => {
    for (const text of ['SQLSTATE[08006]', 'SQL state: 08S01', 'sqlstate 08001'])
      expect(judgementOf(text)).toBe('server');
    for (const text of ['SQLSTATE[080061]', 'SQLSTATE[09000]', 'STATE 08006'])
      expect(judgementOf(text)).toBeUndefined();
  });
});

/** https://grpc.io/docs/guides/status-codes/ */
const GRPC: Readonly<Record<string, FailureKind | undefined>> = {
  'invalid-argument': 'bad-request',
  'not-found': 'bad-request',
  'already-exists': 'bad-request',
  'failed-precondition': 'bad-request',
  'out-of-range': 'bad-request',
  unimplemented: 'bad-request',
  unauthenticated: 'unauthorized',
  'permission-denied': 'unauthorized',
  cancelled: undefined,
  aborted: undefined,
};

describe("gRPC's codes", () => {
  it.each(Object.entries(GRPC))('tell whom they blame: %s', (name, kind) => {
    const camel = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const snake = name.toUpperCase().replaceAll('-', '_');
    for (const text of [
      `code = ${camel}`,
      `StatusCode="${camel}"`,
      `status: ${camel}`,
      `StatusCode.${snake}`,
      `StatusRuntimeException: ${snake}`,
      `5 ${snake}: x`,
    ])
      expect([text, failureKind(text)]).toEqual([text, kind]);
    for (const text of [
      `code = ${camel}s`,
      `StatusCode.${snake}S`,
      `x5 ${snake}: x`,
      `555 ${snake}: x`,
      `${snake}: x`,
    ])
      expect([text, failureKind(text)]).toEqual([text, undefined]);
  });
});

describe('words that are parts of longer ones', () => {
  it.each([
    'xInvalidAccessKeyId',
    'InvalidAccessKeyIds',
    'errno: 1111',
    'peer is downstairs',
    '1535 5.7.8',
    'lookup x on 10.0.0.1:54: y',
    'timeout of ms exceeded',
    'read-write replica',
    'a connection',
    'self signed',
    'SASL',
    'certificate verify failed: other',
  ])('say nothing: %s', (text) => {
    expect(failureKind(text)).toBeUndefined();
  });

  it.each<[string, FailureKind]>([
    ['errno 111', 'refused'],
    ['errno:111', 'refused'],
    ['the server is now in read-only mode', 'read-only'],
    ['the replica went into READ-ONLY MODE', 'read-only'],
    ['cluster in read-only mode', 'read-only'],
    ['database read-only mode', 'read-only'],
    ['read-only replica', 'read-only'],
    ['connection is read-only', 'read-only'],
    ['connection to db refused', 'refused'],
    ['Connection to db timed out', 'timeout'],
    ['https://x timed out', 'timeout'],
    ['http://x: timeout', 'timeout'],
    ['handshake timed out', 'timeout'],
    ['backend x timed out', 'timeout'],
    ['redis: timed out', 'timeout'],
    ['upstream timed out', 'timeout'],
    ['timed out while trying to connect', 'timeout'],
    ['timeout of 5ms exceeded', 'no-answer'],
    ['timeout of 5000 ms exceeded', 'no-answer'],
    ['SSL routines:x:wrong version number', 'certificate'],
    ['Quorum lost', 'server-says'],
    ['quorum not available', 'server-says'],
    ['Peer down', 'server-says'],
    ['peer is down', 'server-says'],
  ])('say it alone: %s is %s', (text, kind) => {
    expect(failureKind(text)).toBe(kind);
    expect(saysKind(kind, text)).toBe(true);
  });
});

describe('an account without credit', () => {
  it.each([
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details',
    'your credit balance is too low',
    'insufficient funds',
    'no credit',
    'no credits',
    'not enough balance',
    'out of account credits',
    'insufficient account balance',
    'billing is disabled',
    'billing has been suspended',
    'billing hard limit',
    'billing_hard_limit has been reached',
    'billing not active',
    'BILLING_DISABLED',
    '402 Payment Required',
    'status code: 402',
    'status code 402',
    'it answered 402',
    'it returned 402',
    'it responded with 402',
  ])('says so: %s', (line) => {
    expect(isSpent(line)).toBe(true);
    expect(isSpent(line.toUpperCase())).toBe(true);
    expect(judgementOf(line)).toBe('account');
  });

  it.each([
    'no creditors',
    'insufficient fundsx',
    '1402 Payment Required',
    'status code 4020',
    'it answered 4020',
    'enough balance',
    'billing address',
    'quota',
  ])('does not say so: %s', (line) => {
    expect(isSpent(line)).toBe(false);
  });

  it.each([
    'it answered 429',
    'it returned 429',
    'it responded with 429',
    'it replied with 429',
    'it failed with 429',
    'it answered a 429',
    'it responded with an 429',
  ])('is not a rate limit: %s', (line) => {
    expect([isRefusedByRate(line), isSpent(line)]).toEqual([true, false]);
    expect(isRefusedByRate(`${line}0`)).toBe(false);
  });
});

it.each([
  ['FATAL: JavaScript heap out of memory', 'v8-heap'],
  ['Reached heap limit Allocation failed', 'v8-heap'],
  ['Ineffective mark-compacts near heap limit', 'v8-heap'],
  ['OutOfMemoryError: Metaspace', 'metaspace'],
  ['OutOfMemoryError: Compressed class space', 'metaspace'],
  ['OutOfMemoryError: Direct buffer memory', 'direct-memory'],
  ['OutOfMemoryError: Cannot reserve 5 bytes of direct buffer memory', 'direct-memory'],
  ['OutOfMemoryError: Java heap space', 'java-heap'],
  ['OutOfMemoryError: GC overhead limit exceeded', 'java-heap'],
  ['OutOfMemoryError: Requested array size exceeds VM limit', 'java-heap'],
  ['OutOfMemoryError: unable to create native thread', undefined],
])('the area of memory that is full: %s', (line, area) => {
  expect(fullArea(line)).toBe(area);
});

it.each([
  ['certificate has expired', true],
  ['certificate is expired', true],
  ['certificate expired', true],
  ['CERT_HAS_EXPIRED', true],
  ['CertificateExpiredException', true],
  ['SSL_ERROR_EXPIRED_CERT', true],
  ['ExpiredServerCertException', false],
  ['sslv3 alert certificate expired', true],
  ['tls: expired certificate', true],
  ['the CERTIFICATE HAS EXPIRED', true],
  ['certificate will expire', false],
  ['certificate expired, about to expire', false],
  ['certificate expired: expires in', false],
  ['certificate expired, resolved', false],
  ['client certificate expired', false],
  ["client's certificate expired", false],
  ['certificate expired, renewing', false],
  ['certificate expired, renewed', false],
])('a certificate whose time is over: %s, %p', (line, is) => {
  expect(saysExpired(line)).toBe(is);
});

it.each([
  ['1 node(s) had untolerated taint {node.kubernetes.io/memory-pressure: }', 'node-down'],
  ['1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }', 'node-down'],
  ['1 node(s) had untolerated taint {node.kubernetes.io/pid-pressure: }', 'node-down'],
  ['1 node(s) had untolerated taint {node.kubernetes.io/network-unavailable: }', 'node-down'],
  ['1 node(s) had untolerated taint {node.kubernetes.io/out-of-service: }', 'node-down'],
  ['1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }', 'node-down'],
  ['1 node(s) had untolerated taint {node.kubernetes.io/unschedulable: }', 'cordoned'],
  ['1 node(s) were unschedulable', 'cordoned'],
  ['1 node(s) had untolerated taint {a: b}', 'taint'],
  ['1 Insufficient cpu', 'resources'],
  ['1 Too many pods', 'resources'],
  ["1 node(s) didn't have free ports for the requested pod ports", 'resources'],
  ["1 node(s) didn't match pod affinity rules", 'affinity'],
  ["1 node(s) didn't match Pod's node selector", 'affinity'],
  ["1 node(s) didn't match pod topology spread constraints", 'affinity'],
  ["1 node(s) didn't match something", 'affinity'],
  ['1 node(s) exceed max volume count', 'volume'],
  ['pod has unbound immediate PersistentVolumeClaims', 'volume'],
  ['1 node(s) had no CSI driver', 'volume'],
  ['1 something', 'other'],
])("a reason of the scheduler's: %s is of %s", (text, kind) => {
  expect(schedulingClauses(`0/4 nodes are available: ${text}, 3 Insufficient memory.`)).toEqual([
    { text, kind },
    { text: '3 Insufficient memory', kind: 'resources' },
  ]);
});

it.each([
  ['request errored: connect ECONNREFUSED', 'connect ECONNREFUSED'],
  ['a: b: connect ECONNREFUSED 1: 2', 'connect ECONNREFUSED 1: 2'],
  ['FATAL: too many connections', 'too many connections'],
  ['LOG: too many connections', 'too many connections'],
  ['WARNING: too many connections', 'too many connections'],
  ['a: nothing of the kind', 'a: nothing of the kind'],
])('the gist of a line: %s', (line, rest) => {
  expect(gist(line)).toBe(rest);
});

it('names the port of the server that a line is about', () => {
  expect(serverPort('psycopg2.OperationalError: x')).toBe(5432);
  expect(serverPort('nothing of a server')).toBeUndefined();
});
