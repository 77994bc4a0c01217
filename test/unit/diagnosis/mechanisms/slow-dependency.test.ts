import { describe, expect, it } from '@jest/globals';
import { slowDependency } from '../../../../functions/diagnosis/mechanisms/dependencies/slow-dependency.ts';
import { latencyBucket, partBucket } from '../../../../functions/model/latency.ts';
import { ago, app, findingsOf, join, log, podName, short } from './cluster.ts';

const endpoint = (p95: number, errors5xx = 0) => ({
  method: 'GET',
  path: '/',
  requests: 100,
  errors5xx,
  errors4xx: 0,
  p50: p95 / 2,
  p95,
  byStatus: {},
});
const slow = (name: string, p95: number, errors = 0, more = {}) =>
  join(app(name, more), { logs: [log({ pod: podName(name), endpoints: [endpoint(p95, errors)] })] });

describe('slow-dependency', () => {
  it('names the slow one at the end of the chain', () => {
    const parts = join(
      slow('web', 4000, 0, { container: { env: [{ name: 'API_ADDR', value: 'api:80' }] } }),
      slow('api', 3500),
      {
        services: [
          {
            metadata: { name: 'api', namespace: 'shop' },
            spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
          },
        ],
      },
    );
    expect(short(findingsOf(slowDependency, parts))).toEqual(['slow-dependency Deployment/api strong']);
  });

  describe('slow queries', () => {
    const LINE = 'LOG: duration: 5012.3 ms  statement: SELECT 1';
    const db = (minutes: Readonly<Record<string, number>> = {}) => {
      const entry = log({ pod: podName('db') }, { [LINE]: 60 });
      const patterns = entry.summary.patterns.map((pattern) => ({ ...pattern, minutes }));
      return join(app('db'), { logs: [{ ...entry, summary: { ...entry.summary, patterns } }] });
    };
    const caller = (p95: number) =>
      join(slow('web', p95, 0, { container: { env: [{ name: 'DB_HOST', value: 'db' }] } }), {
        services: [
          {
            metadata: { name: 'db', namespace: 'shop' },
            spec: { selector: { app: 'db' }, ports: [{ port: 5432 }] },
          },
        ],
      });

    it('name the database where its callers are slow, or where they became more', () => {
      expect(short(findingsOf(slowDependency, join(db(), caller(4000))))).toEqual([
        'slow-dependency Deployment/db strong',
      ]);
      const now = Date.parse(ago(0)) / 60_000;
      const rise = Object.fromEntries([5, 4, 3, 2, 1].map((ago_) => [String(now - ago_), 12]));
      expect(short(findingsOf(slowDependency, db(rise)))).toEqual(['slow-dependency Deployment/db strong']);
    });

    it('only hint where nobody feels them, and they come as they come all day', () => {
      const now = Date.parse(ago(0)) / 60_000;
      const steady = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [String(now - 60 + i), 1]));
      expect(short(findingsOf(slowDependency, join(db(steady), caller(30))))).toEqual([
        'slow-dependency Deployment/db hint',
      ]);
    });
  });

  it('only hints at what was as slow when its log begins: it may wait by design', () => {
    const polls = (name: string, p95: number, first: number) => {
      const part = (from: number, ms: number) => ({
        from,
        minutes: 1,
        counts: [[partBucket(latencyBucket(ms)), 25] as const],
      });
      const parts = [part(1, first), part(2, p95), part(3, p95), part(4, p95)];
      return join(app(name), {
        logs: [log({ pod: podName(name), endpoints: [{ ...endpoint(p95), latencyParts: parts }] })],
      });
    };
    const strength = (first: number) =>
      findingsOf(slowDependency, join(polls('a', 30_000, first), polls('b', 25_000, first)))[0]?.strength;
    expect([strength(25_000), strength(100)]).toEqual(['hint', 'strong']);
  });

  it('leaves out one slow workload alone: it may always have been so', () => {
    expect(findingsOf(slowDependency, slow('web', 4000))).toEqual([]);
  });

  it('leaves out what fails: that is an error, not slowness', () => {
    expect(findingsOf(slowDependency, join(slow('web', 4000, 90), slow('api', 4000, 90)))).toEqual([]);
  });
});
