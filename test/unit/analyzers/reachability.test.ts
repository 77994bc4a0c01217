import { describe, expect, it } from '@jest/globals';
import { reachability } from '../../../functions/analyzers/reachability.ts';
import { app, findingsOf, join, log, NAMESPACE, podName, service, short } from './cluster.ts';

const target = { workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'api' } };
const tried = (host: string, result: string, from = 'pod api-1') =>
  join(app('api'), app('db'), {
    services: [service('db')],
    probes: [{ host, port: 5432, from, result, detail: '', ms: 2 }],
  });

describe('reachability', () => {
  it('names what is behind a Service that refuses', () => {
    expect(short(findingsOf(reachability, tried('db', 'refused'), target))).toEqual([
      'dependency-unreachable Deployment/db strong',
    ]);
  });

  it('names the caller of a host outside that its errors name', () => {
    const missed = join(tried('maps.example.com', 'timeout'), {
      logs: [log({ pod: podName('api') }, { 'connect ETIMEDOUT': 30 }, ['maps.example.com:443'])],
    });
    expect(short(findingsOf(reachability, missed, target))).toEqual([
      'dependency-unreachable Deployment/api strong',
    ]);
  });

  it('only hints at a host outside that nobody misses: it may be closed to the pods on purpose', () => {
    expect(short(findingsOf(reachability, tried('maps.example.com', 'timeout'), target))).toEqual([
      'dependency-unreachable Deployment/api hint',
    ]);
  });

  it('names the caller of a name that does not resolve', () => {
    expect(short(findingsOf(reachability, tried('dbb', 'dns-failed'), target))).toEqual([
      'dns-resolution Deployment/api strong',
    ]);
  });

  it('says nothing of what answers', () => {
    expect(findingsOf(reachability, tried('db', 'open'), target)).toEqual([]);
  });

  it('does not conclude from outside the pod network', () => {
    expect(findingsOf(reachability, tried('db', 'timeout', 'this machine'), target)).toEqual([]);
  });
});
