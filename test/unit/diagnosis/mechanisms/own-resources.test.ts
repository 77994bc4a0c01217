import { describe, expect, it } from '@jest/globals';
import { ownResources } from '../../../../functions/diagnosis/mechanisms/load/own-resources.ts';
import { app, findingsOf, join, log, podName, short, viewOf } from './cluster.ts';

const says = (line: string, count = 40) =>
  join(app('report'), { logs: [log({ pod: podName('report') }, { [line]: count })] });

describe('own-resources', () => {
  it.each([
    ['runtime memory', 'java.lang.OutOfMemoryError: Java heap space'],
    ['threads', 'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory'],
    [
      'file descriptors',
      'http: Accept error: accept tcp [::]:8080: accept4: too many open files; retrying in 1s',
    ],
    ['disk space', 'ENOSPC: no space left on device, write'],
    ['local ports', 'dial tcp 10.0.0.7:443: connect: cannot assign requested address'],
    [
      'pool connections',
      'HikariPool-1 - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=37)',
    ],
    [
      'pool connections',
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
    ],
  ])('knows that %s ran out: %s', (name, line) => {
    const found = findingsOf(ownResources, says(line));
    expect(short(found)).toEqual(['resource-exhausted Deployment/report strong']);
    expect(found[0]?.title).toContain(`it has run out of ${name}: `);
  });

  it.each<[string, readonly string[]]>([
    [
      'threads',
      [
        'unable to create native thread',
        'unable to create new native thread',
        "RuntimeError: can't start new thread",
        'pthread_create failed',
        'RejectedExecutionException',
      ],
    ],
    [
      'runtime-memory',
      [
        'OutOfMemoryError',
        'System.OutOfMemoryException',
        'MemoryError',
        'NoMemoryError',
        'JavaScript heap out of memory',
        'ENOMEM',
        'Cannot allocate memory',
        'cannot allocate memory',
      ],
    ],
    ['file-descriptors', ['EMFILE', 'ENFILE', 'Too many open files', 'too many open files']],
    [
      'disk-space',
      [
        'ENOSPC',
        'EDQUOT',
        'No space left on device',
        'Disk quota exceeded',
        'disk quota exceeded',
        'There is not enough space on the disk',
      ],
    ],
    ['local-ports', ['EADDRNOTAVAIL', 'Cannot assign requested address', 'cannot assign requested address']],
    [
      'pool-connections',
      [
        'Connection is not available, request timed out after 1ms',
        'QueuePool limit of size 5',
        'could not obtain a connection within 5.000 seconds',
        'could not obtain a database connection from the pool within 5 s',
        'elapsed prior to obtaining a connection from the pool',
        'pool timed out while waiting for an open connection',
        'Timeout acquiring a connection',
        'Timed out fetching a new connection from the connection pool',
        'connection pool timeout',
        'Could not get a resource from the pool',
        'Timeout waiting for idle object',
        'Timeout waiting for connection from pool',
        'connection pool exhausted',
        'PoolExhaustedException: Timeout: Pool empty. Unable to fetch a connection in 30 seconds',
        'java.sql.SQLException: An attempt by a client to checkout a Connection has timed out.',
        'Connection acquisition timed out after 45000ms',
        "psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec",
        '(DBConnection.ConnectionError) connection not available and request was dropped from queue after 201ms',
        'r2d2: timed out waiting for connection',
        'Timeout occurred while waiting for a slot to become available',
        'SequelizeConnectionAcquireTimeoutError [ConnectionAcquireTimeoutError]: Operation timeout',
        'WaitQueueTimeoutError: Timed out while checking out a connection from connection pool',
        'Timed out after 120000 ms while waiting for a connection from ConnectionPool',
        'connection pool is exhausted',
      ],
    ],
  ])('tells %s by each of its words', (resource, lines) => {
    const told = lines.map((line) => {
      const view = viewOf(says(line));
      const [found] = ownResources.analyze(view);
      return [line, JSON.stringify(found?.title).includes(`"${resource}"`)];
    });
    expect(told).toEqual(lines.map((line) => [line, true]));
  });

  it.each([
    'PG::DiskFull: ERROR:  could not extend file "base/16384/24601": No space left on device',
    "OOM command not allowed when used memory > 'maxmemory'.",
    'heap dump written',
    'connection pool started with 10 connections',
  ])('does not take for it: %s', (line) => {
    expect(findingsOf(ownResources, says(line))).toEqual([]);
  });

  const FULL = 'could not extend file "base/16384/16391": No space left on device';
  const database = (image: string) => {
    const spec = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }] };
    const container = { image, volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] };
    return join(app('db', { spec, container }), {
      persistentvolumeclaims: [
        { metadata: { name: 'data-db-0', namespace: 'shop' }, status: { capacity: { storage: '8Gi' } } },
      ],
      logs: [log({ pod: podName('db') }, { [FULL]: 40 })],
    });
  };

  it("takes a server's own words for its own want, and names the claim that is full", () => {
    const [found] = findingsOf(ownResources, database('postgres:17'));
    expect(found?.facts).toEqual({ resource: 'disk-space', ends: false, outlives: true });
    expect(found?.evidence).toContain('it writes to claim data-db-0 (/var/lib/postgresql/data, 8 GiB)');
    expect(findingsOf(ownResources, database('registry.example/orders:1'))).toEqual([]);
  });

  const pool = (row: object, client = '10.0.0.1') => {
    const rows = [
      {
        application: 'x',
        client,
        state: 'idle in transaction',
        connections: '6',
        longest_seconds: '80',
        ...row,
      },
    ];
    const parts = says('Timeout acquiring a connection. The pool is probably full.');
    return findingsOf(ownResources, {
      ...parts,
      dependencystate: [{ dependency: 'db', asked: 'pg_stat_activity by client', from: 'db-0', rows }],
    })[0];
  };

  it('is sure of a pool whose connections the server has in idle transactions of these pods', () => {
    const found = pool({});
    expect(found?.strength).toBe('proof');
    expect(found?.against).toEqual([]);
    expect(found?.evidence).toContain(
      '6 connections of its pods are idle in a transaction, for up to 80 s (pg_stat_activity, asked in db-0): it leaves them open',
    );
  });

  it.each([
    [{ state: 'active' }, '10.0.0.1'],
    [{ connections: '2' }, '10.0.0.1'],
    [{ longest_seconds: '4' }, '10.0.0.1'],
    [{}, '10.0.0.9'],
  ])('is not sure of a pool where the server has %j of %s', (row, client) => {
    expect(pool(row, client)?.strength).toBe('strong');
    expect(pool(row, client)?.against).toHaveLength(1);
  });

  it('leaves out a line or two of pods that are well', () => {
    expect(findingsOf(ownResources, says('java.lang.OutOfMemoryError: Java heap space', 2))).toEqual([]);
  });

  it('leaves a program that ends by it to those who look at its end', () => {
    const looping = { ready: false, restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } };
    const parts = join(app('report', { ready: false, state: looping }), {
      logs: [log({ pod: podName('report') }, { 'JavaScript heap out of memory': 4 })],
    });
    expect(findingsOf(ownResources, parts)).toEqual([]);
  });
});
