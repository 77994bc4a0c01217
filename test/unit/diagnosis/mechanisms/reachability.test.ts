import { describe, expect, it } from '@jest/globals';
import { reachability } from '../../../../functions/diagnosis/mechanisms/network/reachability.ts';
import { app, findingsOf, join, log, NAMESPACE, podName, service, short, viewOf } from './cluster.ts';

const target = { workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'api' } };
const tried = (host: string, result: string, from = 'pod api-1') =>
  join(app('api'), app('db'), {
    services: [service('db')],
    probes: [{ host, port: 5432, from, inside: from.startsWith('pod '), result, detail: '', ms: 2 }],
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

describe('a connection that was tried from a pod', () => {
  const probe = (host: string, result: string, more: object = {}) => ({
    ...{ host, port: 5432, from: 'pod api-1', inside: true, result, detail: '', ms: 2, ...more },
  });
  const stated = (...probes: readonly object[]) =>
    reachability.analyze(viewOf(join(app('api'), app('db'), { services: [service('db')], probes }), target));

  it('is told beside those that were answered, and no others', () => {
    const [found] = stated(
      probe('db', 'refused', { detail: 'ECONNREFUSED' }),
      probe('cache', 'open', { port: 6379 }),
      probe('queue', 'open', { inside: false }),
      probe('old', 'unknown'),
    );
    expect(found?.evidence).toEqual([
      {
        says: 'connection-tried',
        from: 'pod api-1',
        host: 'db',
        port: 5432,
        result: 'refused',
        said: 'ECONNREFUSED',
      },
      { says: 'others-answered', others: [{ host: 'cache', port: 6379 }] },
    ]);
    expect(stated(probe('db', 'timeout'))[0]?.evidence).toEqual([
      expect.objectContaining({ result: 'timeout', said: null }),
    ]);
  });

  it('is no fault where its end is not known', () => {
    expect(stated(probe('db', 'unknown'))).toEqual([]);
  });

  it('tells what was wrong, and whom it was to reach', () => {
    const peers = [
      { host: 'db', port: 5432, service: { kind: 'Service', namespace: NAMESPACE, name: 'db' } },
    ];
    expect(stated(probe('db', 'dns-failed'))[0]?.facts).toEqual({ wrong: 'resolving', peers });
    expect(stated(probe('db', 'timeout'))[0]?.facts).toMatchObject({ ownSettings: false, peers });
    expect(stated(probe('dbb', 'dns-failed'))[0]?.facts).toMatchObject({ peers: [{ service: null }] });
  });

  it('explains what is behind the host, and nothing that is no workload', () => {
    expect(stated(probe('db', 'timeout'))[0]?.explains).toContainEqual(
      expect.objectContaining({ name: 'db' }),
    );
    const gone = { workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'gone' } };
    const parts = join(app('api'), { probes: [probe('maps.example.com', 'timeout')] });
    expect(reachability.analyze(viewOf(parts, gone))[0]?.explains).toEqual([
      expect.objectContaining({ name: 'gone' }),
    ]);
    expect(reachability.analyze(viewOf(parts))).toEqual([]);
  });
});
