import { describe, expect, it } from '@jest/globals';
import * as cluster from '../../support/cluster.ts';
import { failingWith, readLog, steady, type Traffic } from '../../support/dojopool-logs.ts';
import { linesOf, noteOf, reportOf, row } from '../../support/runbook.ts';

const isScore = ({ method }: { method: string }): boolean => method === 'POST';
const failsWith = (message: string, code?: string, type = 'Error'): Traffic =>
  failingWith(isScore, { type, message, ...(code === undefined ? {} : { code }) });
const errorsLogged = (note: string): string => linesOf(note, 'errors logged').join();

describe('Investigation', () => {
  it(row('3.1'), () => {
    const report = reportOf(failsWith('sorry, too many clients already', '53300'));
    const [pattern] = report.patterns.filter(({ kind }) => kind === 'database');
    expect(pattern).toMatchObject({ isNew: true, pods: 2, level: 'error' });
    expect(errorsLogged(noteOf(report))).toMatch(/database [\d,]+/);
  });

  it(row('3.2a'), () => {
    const refused = reportOf(failsWith('connect ECONNREFUSED 10.96.0.10:5432', 'ECONNREFUSED'), {
      statefulsets: [
        cluster.statefulSet(
          'dojopool-postgresql',
          { replicas: 0, template: cluster.template('postgresql') },
          { status: {} },
        ),
        cluster.statefulSet('dojopool-redis', { template: cluster.template('redis') }),
      ],
      pods: withoutPod('dojopool-postgresql-0'),
      endpointslices: withoutEndpoints('dojopool-postgresql'),
    });
    expect(refused.causes[0]?.object.name).toBe('dojopool-postgresql');
    expect(noteOf(refused)).toMatch(/\nCAUSE \((high|medium)\) .*statefulset\/dojopool-postgresql/);
  });

  it(row('3.2b'), () => {
    const report = reportOf(failsWith('password authentication failed for user "dojo_user"', '28P01'));
    expect(report.patterns.map(({ kind }) => kind)).toContain('authentication');
    expect(errorsLogged(noteOf(report))).toContain('authentication');
    expect(report.causes[0]?.title).toContain('password authentication failed');
  });

  it(row('3.2c'), () => {
    const limited = failingWith(isScore, undefined, 429);
    const [traffic = ''] = linesOf(noteOf(reportOf(limited)), 'traffic');
    expect(traffic).toMatch(/429: [1-9][\d,]*/);
    const upstream = reportOf(failsWith('Gemini API: 429 Too Many Requests, rate limit exceeded'));
    expect(upstream.patterns.map(({ kind }) => kind)).toContain('rate-limit');
  });

  it(row('3.2d'), () => {
    const report = reportOf(
      failsWith(
        'request to https://generativelanguage.googleapis.com/v1/models failed: 503 Service Unavailable',
      ),
    );
    expect(dependency(report, 'Gemini').state).toBe('failing');
    expect(report.causes[0]?.object).toMatchObject({ kind: 'External' });
    expect(noteOf(report)).toContain('generativelanguage.googleapis.com');
  });

  it(row('4.1'), () => {
    const well = reportOf();
    expect(dependency(well, 'PostgreSQL')).toMatchObject({ kind: 'database', state: 'ok' });
    expect(dependency(well, 'PostgreSQL').by).not.toBe('');
    const saying = reportOf(failsWith('sorry, too many clients already', '53300'), {
      logs: [
        readLog(
          'dojopool-postgresql-0',
          'postgresql',
          Array.from(
            { length: 40 },
            (_, n) =>
              `2026-11-25 13:58:${String(10 + n).padStart(2, '0')}.000 UTC [${900 + n}] FATAL:  sorry, too many clients already`,
          ).join('\n'),
        ),
      ],
    });
    expect(saying.causes[0]).toMatchObject({
      cause: 'dependency-error',
      object: { name: 'dojopool-postgresql' },
    });
    expect(dependency(saying, 'PostgreSQL').state).toBe('failing');
  });

  it(row('4.2'), () => {
    expect(dependency(reportOf(), 'Redis')).toMatchObject({ kind: 'cache', state: 'ok' });
    expect(dependency(redisDown(), 'Redis').state).toBe('failing');
  });

  it(row('4.3'), () => {
    const report = reportOf();
    for (const name of ['Gemini', 'Mapbox', 'AWS S3']) expect(dependency(report, name).state).toBe('unknown');
    const [notChecked = ''] = linesOf(noteOf(report), 'NOT CHECKED');
    for (const name of ['Gemini', 'Mapbox', 'AWS S3']) expect(notChecked).toContain(name);
  });

  it(row('5.1'), () => {
    const report = reportOf(steady, {}, 200);
    expect(report.traffic?.ratioToBaseline).toBeGreaterThan(2);
    const [traffic = ''] = linesOf(noteOf(reportOf(failsWith('boom'), {}, 200)), 'traffic');
    expect(traffic).toMatch(/2\.\dx the traffic before · GET [\d,]+, POST [\d,]+/);
  });

  it(row('5.2'), () => {
    const scanning: Traffic = (n, failing) =>
      failing && n % 4 !== 0
        ? {
            method: 'GET',
            url: ['/.env', '/wp-login.php', '/.git/config'][n % 3] ?? '/.env',
            status: 404,
            ms: 1,
            client: '203.0.113.7',
            agent: 'sqlmap/1.8',
          }
        : steady(n, failing);
    const report = reportOf(scanning, {}, 100);
    expect(report.traffic?.abuse.verdict).toBe('scanner');
    expect(report.traffic?.abuse.why.length).toBeGreaterThan(0);
    expect(reportOf().traffic?.abuse.verdict).not.toBe('scanner');
  });

  it(row('A1'), () => {
    const slow = failingWith(isScore, undefined, 200, 4_000);
    const report = reportOf(slow);
    const scores = report.endpoints.find(({ method }) => method === 'POST');
    expect(scores?.p95).toBeGreaterThan(3_000);
    const note = noteOf(report, { alert: { name: 'DojoPoolAPIHighLatency', severity: 'critical' } });
    expect(note).toMatch(/\n {2}slow {2}p95 4\.\d s.* POST \/api\/games\/:id\/scores/);
    expect(note).not.toContain('no fault seen');
  });

  it(row('A2'), () => {
    const report = reportOf(failsWith('sorry, too many clients already', '53300'));
    const note = noteOf(report, { alert: { name: 'DojoPoolDatabaseHighConnections', severity: 'critical' } });
    expect(note).toMatch(/CAUSE \((high|medium)\) .*dojopool-postgresql/);
    expect(note).toContain('pg_stat_activity');
  });

  it(row('A3'), () => {
    const note = noteOf(redisDown(), { alert: { name: 'DojoPoolRedisDown', severity: 'critical' } });
    expect(note).toMatch(/\nCAUSE \(high\) .*statefulset\/dojopool-redis/);
    expect(note).toContain('kubectl -n production scale statefulset/dojopool-redis --replicas=1');
  });
});

function dependency(report: ReturnType<typeof reportOf>, name: string) {
  const found = report.dependencies.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`${name} is not among the report's dependencies`);
  return found;
}

const withoutPod = (name: string) =>
  (cluster.dojopool().pods ?? []).filter((pod) => JSON.stringify(pod).includes(`"name":"${name}"`) === false);
const withoutEndpoints = (name: string) =>
  (cluster.dojopool().endpointslices ?? []).map((slice) =>
    JSON.stringify(slice).includes(`"${name}"`) ? cluster.endpoints(name, []) : slice,
  );

/** Redis scaled to nothing, and the API's errors that name it. */
const redisDown = () =>
  reportOf(failsWith('connect ECONNREFUSED dojopool-redis:6379', 'ECONNREFUSED'), {
    statefulsets: [
      cluster.statefulSet('dojopool-postgresql', { template: cluster.template('postgresql') }),
      cluster.statefulSet(
        'dojopool-redis',
        { replicas: 0, template: cluster.template('redis') },
        { status: {} },
      ),
    ],
    pods: withoutPod('dojopool-redis-0'),
    endpointslices: withoutEndpoints('dojopool-redis'),
  });
