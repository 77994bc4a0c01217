import { describe, expect, it } from '@jest/globals';
import { ownResources } from '../../../functions/analyzers/own-resources.ts';
import { app, findingsOf, join, log, podName, short } from './cluster.ts';

const says = (line: string, count = 40) =>
  join(app('report'), { logs: [log({ pod: podName('report') }, { [line]: count })] });

describe('own-resources', () => {
  it.each([
    ['memory of its runtime', 'java.lang.OutOfMemoryError: Java heap space'],
    ['threads', 'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory'],
    [
      'file descriptors',
      'http: Accept error: accept tcp [::]:8080: accept4: too many open files; retrying in 1s',
    ],
    ['disk space', 'ENOSPC: no space left on device, write'],
    ['local ports', 'dial tcp 10.0.0.7:443: connect: cannot assign requested address'],
    [
      'connections of its pool',
      'HikariPool-1 - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=37)',
    ],
    [
      'connections of its pool',
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
    ],
  ])('knows that %s ran out: %s', (name, line) => {
    const found = findingsOf(ownResources, says(line));
    expect(short(found)).toEqual(['resource-exhausted Deployment/report strong']);
    expect(found[0]?.title).toContain(`it has run out of ${name}: `);
  });

  it.each([
    'PG::DiskFull: ERROR:  could not extend file "base/16384/24601": No space left on device',
    "OOM command not allowed when used memory > 'maxmemory'.",
    'heap dump written',
    'connection pool started with 10 connections',
  ])('does not take for it: %s', (line) => {
    expect(findingsOf(ownResources, says(line))).toEqual([]);
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
