import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareReports } from '../../../../functions/core/recovery/compare.ts';
import { sinceOnset } from '../../../../functions/core/recovery/since-onset.ts';
import { arbitraryReport } from '../../../support/arbitrary.ts';
import { connectionsReport, healthyReport, recoveredReport } from '../../../support/report.ts';

const before = connectionsReport;
const well = recoveredReport;
const [scores] = before.endpoints;
if (scores === undefined) throw new Error('the sample has endpoints');

describe('before and after', () => {
  it('recovered: requests succeed, every endpoint answers, the cause is gone', () => {
    expect(compareReports(before, well)).toEqual({
      recovered: 'yes',
      lines: [
        '5xx before 9.8 % of 11,540 requests, after 0.02 % of 4,210 requests',
        'POST /api/games/:id/scores 61 % -> 0 %, p95 5.0 s -> 0.13 s',
        'GET /api/leaderboard 1.3 % -> 0.03 %, p95 80 ms -> 78 ms',
        '2 of the 2 endpoints seen before answer',
        'no longer seen: PostgreSQL refuses connections, "too many clients already": statefulset/dojopool-postgresql',
      ],
    });
  });

  it('not recovered: the same cause is still named', () => {
    const { recovered, lines } = compareReports(before, { ...well, causes: before.causes });
    expect(recovered).toBe('no');
    expect(lines[0]).toContain('still PostgreSQL refuses connections');
  });

  it('not recovered: one endpoint fails though the share over all is small', () => {
    const { recovered, lines } = compareReports(before, {
      ...well,
      endpoints: [{ ...scores, requests: 20, errors5xx: 19 }, ...well.endpoints.slice(1)],
    });
    expect(recovered).toBe('no');
    expect(lines[0]).toBe('still failing: POST /api/games/:id/scores, 95 % of 20 requests');
  });

  it('not recovered: still slow against the time before the failure', () => {
    const { recovered, lines } = compareReports(before, {
      ...well,
      endpoints: [{ ...scores, requests: 900, errors5xx: 0, p95: 2000 }],
    });
    expect(recovered).toBe('no');
    expect(lines[0]).toBe('still slow: POST /api/games/:id/scores, p95 2.0 s (0.12 s before the failure)');
  });

  it('not recovered: another fault is seen and no requests are', () => {
    const other = before.causes.map((cause) => ({ ...cause, cause: 'oom-killed' as const }));
    expect(compareReports(before, { ...healthyReport, causes: other }).recovered).toBe('no');
  });

  it('unknown: requests succeed, and another fault is sure', () => {
    const other = before.causes.map((cause) => ({ ...cause, cause: 'oom-killed' as const }));
    const { recovered, lines } = compareReports(before, { ...well, causes: other });
    expect(recovered).toBe('unknown');
    expect(lines.at(-1)).toContain('seen now: ');
  });

  it('unknown: the share has fallen and has not settled', () => {
    if (well.traffic === null) throw new Error('the sample has traffic');
    const { requests } = well.traffic;
    const traffic = { ...well.traffic, errors5xx: Math.round(requests * 0.03) };
    const { recovered, lines } = compareReports(before, { ...well, traffic });
    expect(recovered).toBe('unknown');
    expect(lines[0]).toBe('fewer requests fail, and more than 1 % still do');
  });

  it('unknown: requests failed before, and none were seen since', () => {
    const { recovered, lines } = compareReports(before, healthyReport);
    expect(recovered).toBe('unknown');
    expect(lines).toContain('too few requests after it');
  });

  it('recovered: no requests were seen before either, and the cluster names no cause any more', () => {
    expect(compareReports({ ...before, traffic: null }, healthyReport).recovered).toBe('yes');
  });

  it('unknown: nothing could be read after it', () => {
    expect(compareReports(before, undefined).recovered).toBe('unknown');
    expect(
      compareReports(before, {
        ...healthyReport,
        coverage: [{ collector: 'pods', status: 'timeout', detail: '' }],
      }).recovered,
    ).toBe('unknown');
  });

  it('never throws, and is never sure of what was not read', () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (a, b) => {
        const { recovered } = compareReports(a, { ...b, coverage: [], traffic: null });
        expect(recovered).not.toBe('yes');
      }),
      { numRuns: 100 },
    );
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
