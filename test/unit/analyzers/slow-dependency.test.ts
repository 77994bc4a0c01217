import { describe, expect, it } from '@jest/globals';
import { slowDependency } from '../../../functions/analyzers/slow-dependency.ts';
import { app, findingsOf, join, log, podName, short } from './cluster.ts';

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

  it('reads the slow-query lines of a database', () => {
    const parts = join(app('db'), {
      logs: [log({ pod: podName('db') }, { 'LOG: duration: 5012.3 ms  statement: SELECT 1': 12 })],
    });
    expect(short(findingsOf(slowDependency, parts))).toEqual(['slow-dependency Deployment/db strong']);
  });

  it('leaves out one slow workload alone: it may always have been so', () => {
    expect(findingsOf(slowDependency, slow('web', 4000))).toEqual([]);
  });

  it('leaves out what fails: that is an error, not slowness', () => {
    expect(findingsOf(slowDependency, join(slow('web', 4000, 90), slow('api', 4000, 90)))).toEqual([]);
  });
});
