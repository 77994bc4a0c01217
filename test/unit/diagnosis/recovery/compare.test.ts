import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareReports } from '../../../../functions/diagnosis/recovery/compare.ts';
import { sinceOnset } from '../../../../functions/diagnosis/recovery/since-onset.ts';
import type { Endpoint } from '../../../../functions/model/log-summary.ts';
import type { Cause, Report } from '../../../../functions/model/report.ts';
import { recoveryLines } from '../../../../functions/writing/note/recovery-text.ts';
import { arbitraryReport } from '../../../support/arbitrary.ts';
import { connectionsReport, healthyReport, recoveredReport } from '../../../support/report.ts';

/** What is told of it, beside what is known. */
const compared = (before: Report | undefined, after: Report | undefined) => {
  const { recovered, facts } = compareReports(before, after);
  return { recovered, lines: recoveryLines({ recovered, facts }) };
};

const before = connectionsReport;
const well = recoveredReport;
const [scores] = before.endpoints;
if (scores === undefined) throw new Error('the sample has endpoints');

describe('before and after', () => {
  it('recovered: requests succeed, every endpoint answers, the cause is gone', () => {
    expect(compared(before, well)).toEqual({
      recovered: 'yes',
      lines: [
        '5xx before 9.8 % of 11,540 requests, after 0.02 % of 4,210 requests',
        'POST /api/games/:id/scores 61 % -> 0 %, p95 5.0 s -> 0.13 s',
        'GET /api/leaderboard 1.3 % -> 0.03 %, p95 80 ms -> 78 ms',
        'all 2 endpoints seen before answer',
        'no longer seen: PostgreSQL refuses connections, "too many clients already": statefulset/dojopool-postgresql',
      ],
    });
  });

  it('not recovered: the same cause is still named', () => {
    const { recovered, lines } = compared(before, { ...well, causes: before.causes });
    expect(recovered).toBe('no');
    expect(lines[0]).toContain('still PostgreSQL refuses connections');
  });

  it('not recovered: one endpoint fails though the share over all is small', () => {
    const { recovered, lines } = compared(before, {
      ...well,
      endpoints: [{ ...scores, requests: 20, errors5xx: 19 }, ...well.endpoints.slice(1)],
    });
    expect(recovered).toBe('no');
    expect(lines[0]).toBe('still failing: POST /api/games/:id/scores, 95 % of 20 requests');
  });

  it('not recovered: still slow against the time before the failure', () => {
    const { recovered, lines } = compared(before, {
      ...well,
      endpoints: [{ ...scores, requests: 900, errors5xx: 0, p95: 2000 }],
    });
    expect(recovered).toBe('no');
    expect(lines[0]).toBe('still slow: POST /api/games/:id/scores, p95 2.0 s (0.12 s before the failure)');
  });

  it('not recovered: another fault is seen and no requests are', () => {
    const other = before.causes.map((cause) => ({ ...cause, cause: 'oom-killed' as const }));
    expect(compared(before, { ...healthyReport, causes: other }).recovered).toBe('no');
  });

  it('unknown: requests succeed, and another fault is sure', () => {
    const other = before.causes.map((cause) => ({ ...cause, cause: 'oom-killed' as const }));
    const { recovered, lines } = compared(before, { ...well, causes: other });
    expect(recovered).toBe('unknown');
    expect(lines.at(-1)).toContain('seen now: ');
  });

  it('unknown: the share has fallen and has not settled', () => {
    if (well.traffic === null) throw new Error('the sample has traffic');
    const { requests } = well.traffic;
    const traffic = { ...well.traffic, errors5xx: Math.round(requests * 0.03) };
    const { recovered, lines } = compared(before, { ...well, traffic });
    expect(recovered).toBe('unknown');
    expect(lines[0]).toBe('fewer requests fail, but more than 1 % still do');
  });

  it('unknown: requests failed before, and none were seen since', () => {
    const { recovered, lines } = compared(before, healthyReport);
    expect(recovered).toBe('unknown');
    expect(lines).toContain('too few requests since');
  });

  it('recovered: no requests were seen before either, and the cluster names no cause any more', () => {
    expect(compared({ ...before, traffic: null }, healthyReport).recovered).toBe('yes');
  });

  it('unknown: nothing could be read after it', () => {
    expect(compared(before, undefined).recovered).toBe('unknown');
    expect(
      compared(before, {
        ...healthyReport,
        coverage: [{ collector: 'pods', status: 'timeout', detail: '' }],
      }).recovered,
    ).toBe('unknown');
  });

  it('never throws, and is never sure of what was not read', () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (a, b) => {
        const { recovered } = compared(a, { ...b, coverage: [], traffic: null });
        expect(recovered).not.toBe('yes');
      }),
      { numRuns: 100 },
    );
  });
});

/** Requests of which so many failed, over all: without minutes, so that they are counted whole. */
const withTraffic = (report: Report, requests: number, errors5xx: number): Report => {
  if (before.traffic === null) throw new Error('the sample has traffic');
  return { ...report, onset: null, traffic: { ...before.traffic, requests, errors5xx, minutes: [] } };
};
const endpoint = (path: string, parts: Partial<Endpoint>): Endpoint => ({
  ...scores,
  path,
  requests: 100,
  errors5xx: 0,
  ...parts,
});
/** Nothing is wrong by requests or causes, so that what is compared decides. */
const quiet: Report = { ...healthyReport, endpoints: [] };

describe('the bounds of a recovery', () => {
  it.each([
    // 1 % is well.
    [0.5, 10, 'yes'],
    [0.5, 11, 'unknown'],
    // Half of the share before is no recovery, however small.
    [0.08, 39, 'unknown'],
    [0.08, 40, 'no'],
    // Nor is more than 5 %, however much it was before.
    [0.5, 50, 'unknown'],
    [0.5, 51, 'no'],
  ])('of %d that failed before, and now %d of 1,000', (was, failing, recovered) => {
    const earlier = withTraffic(quiet, 1_000, was * 1_000);
    expect(compared(earlier, withTraffic(quiet, 1_000, failing)).recovered).toBe(recovered);
  });

  it('is no recovery when more than 1 % fail and nothing is known of before', () => {
    expect(compared(undefined, withTraffic(quiet, 1_000, 11)).recovered).toBe('no');
    expect(compared(undefined, withTraffic(quiet, 1_000, 10)).recovered).toBe('yes');
  });

  it('needs ten requests', () => {
    const earlier = withTraffic(quiet, 1_000, 500);
    expect(compared(earlier, withTraffic(quiet, 10, 0)).recovered).toBe('yes');
    expect(compared(earlier, withTraffic(quiet, 9, 0)).recovered).toBe('unknown');
  });

  it('needs none where no more than 1 % failed before either', () => {
    expect(compared(withTraffic(quiet, 1_000, 10), quiet).recovered).toBe('yes');
    expect(compared(withTraffic(quiet, 1_000, 11), quiet).recovered).toBe('unknown');
  });

  it.each([
    [10, 2, 'no'],
    [9, 9, 'yes'],
    [100, 19, 'yes'],
    [100, 20, 'no'],
  ])('of an endpoint with %d requests of which %d fail', (requests, errors5xx, recovered) => {
    const after = { ...quiet, endpoints: [endpoint('/a', { requests, errors5xx, p95: null })] };
    expect(compared(quiet, after).recovered).toBe(recovered);
  });

  it.each([
    // Twice what it was ...
    [400, 800, 100, 'yes'],
    [400, 801, 100, 'no'],
    // ... and more than half a second ...
    [100, 500, 100, 'yes'],
    [100, 501, 100, 'no'],
    // ... of ten requests.
    [100, 5_000, 10, 'no'],
    [100, 5_000, 9, 'yes'],
  ])('of a p95 that was %d ms and is %d, of %d requests', (p95Before, p95, requests, recovered) => {
    const earlier = { ...quiet, endpoints: [endpoint('/a', { p95Before })] };
    const after = { ...quiet, endpoints: [endpoint('/a', { p95, requests })] };
    expect(compared(earlier, after).recovered).toBe(recovered);
  });

  it('compares an endpoint with itself, by method and path', () => {
    const earlier = { ...quiet, endpoints: [endpoint('/a', { p95Before: 100 })] };
    const slow = (other: Partial<Endpoint>) => ({
      ...quiet,
      endpoints: [endpoint('/a', { p95: 5_000, ...other })],
    });
    expect(compared(earlier, slow({})).recovered).toBe('no');
    expect(compared(earlier, slow({ method: 'DELETE' })).recovered).toBe('yes');
    expect(compared(earlier, slow({ path: '/b' })).recovered).toBe('yes');
  });

  const [cause] = before.causes;
  if (cause === undefined) throw new Error('the sample has causes');
  const elsewhere = { ...cause, object: { ...cause.object, name: 'another' } };
  it.each<[string, Cause, string]>([
    ['the same cause of the same object', cause, 'no'],
    ['a sign of it', { ...cause, confidence: 'low' }, 'yes'],
    ['the same cause of another object', elsewhere, 'unknown'],
    ['another cause of the object', { ...cause, cause: 'oom-killed', facts: {} } as Cause, 'unknown'],
    ['a likely cause of another object', { ...elsewhere, confidence: 'medium' }, 'yes'],
  ])('by requests that succeed, with %s', (_, seen, recovered) => {
    expect(compared(before, { ...well, causes: [seen] }).recovered).toBe(recovered);
  });

  it.each<[Cause['confidence'], string]>([
    ['high', 'no'],
    ['medium', 'no'],
    ['low', 'yes'],
  ])('without requests, with another cause that is %s', (confidence, recovered) => {
    const seen = { ...elsewhere, confidence };
    expect(compared(quiet, { ...quiet, causes: [seen] }).recovered).toBe(recovered);
  });

  it('shows the three endpoints that fail most, and the three that failed most', () => {
    const failing = [20, 50, 30, 40].map((errors5xx) => endpoint(`/${errors5xx}`, { errors5xx, p95: null }));
    const { lines } = compared({ ...quiet, endpoints: failing }, { ...quiet, endpoints: failing });
    expect(lines.slice(0, 3).map((line) => /\/\d+/.exec(line)?.[0])).toEqual(['/50', '/40', '/30']);
    expect(lines.filter((line) => line.includes(' -> ')).map((line) => /\/\d+/.exec(line)?.[0])).toEqual([
      '/50',
      '/40',
      '/30',
    ]);
  });

  it('counts an endpoint as answering when a request of it succeeded', () => {
    const paths = ['/a', '/b', '/c', '/d'];
    const earlier = { ...quiet, endpoints: paths.map((path) => endpoint(path, {})) };
    const after = {
      ...quiet,
      endpoints: [
        endpoint('/a', { requests: 9, errors5xx: 8 }),
        endpoint('/b', { requests: 9, errors5xx: 9 }),
        endpoint('/c', { requests: 0 }),
      ],
    };
    expect(compared(earlier, after).lines).toContain('1 of 4 endpoints seen before answer');
  });

  it('says in each outcome what it is told by', () => {
    const failing = withTraffic(quiet, 1_000, 30);
    const { lines } = compared(withTraffic(quiet, 1_000, 500), failing);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe('5xx before 50 % of 1,000 requests, after 3.0 % of 1,000 requests');
    const unread = { ...quiet, coverage: [] };
    expect(compared(quiet, unread).lines).toHaveLength(1);
    expect(compared(quiet, quiet).lines).toEqual([]);
    expect(compared(withTraffic(quiet, 1_000, 5), quiet).lines).toEqual([
      '5xx before 0.50 % of 1,000 requests, after not seen',
    ]);
    expect(compared(quiet, withTraffic(quiet, 1_000, 5)).lines).toEqual([
      '5xx before not seen, after 0.50 % of 1,000 requests',
    ]);
    const unanswered = { ...quiet, endpoints: [endpoint('/a', {})] };
    expect(compared(unanswered, quiet).lines).toEqual([]);
  });

  it.each([
    ['ok', 'yes'],
    ['empty', 'yes'],
    ['truncated', 'unknown'],
    ['forbidden', 'unknown'],
  ] as const)('by pods that were read: %s', (status, recovered) => {
    const coverage = [
      { collector: 'pods' as const, status, detail: '' },
      { collector: 'events' as const, status: 'ok' as const, detail: '' },
    ];
    expect(compared(quiet, { ...quiet, coverage }).recovered).toBe(recovered);
  });
});

describe('requests since the onset', () => {
  it('are counted from its minute on', () => {
    expect(sinceOnset(before)).toEqual({
      requests: 11_540,
      errors5xx: 1131,
      from: '2026-11-25T13:58:00.000Z',
    });
  });

  it('are not known without an onset', () => {
    expect(sinceOnset(healthyReport)).toBeUndefined();
  });
});
