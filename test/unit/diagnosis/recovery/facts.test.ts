import { describe, expect, it } from '@jest/globals';
import { compareReports } from '../../../../functions/diagnosis/recovery/compare.ts';
import { sinceOnset } from '../../../../functions/diagnosis/recovery/since-onset.ts';
import type { Endpoint } from '../../../../functions/model/log-summary.ts';
import type { Cause, Report } from '../../../../functions/model/report.ts';
import { connectionsReport, healthyReport } from '../../../support/report.ts';

const [cause] = connectionsReport.causes;
const [sample] = connectionsReport.endpoints;
const { traffic } = connectionsReport;
if (cause === undefined || sample === undefined || traffic === null) throw new Error('the sample has all');

const quiet: Report = { ...healthyReport, endpoints: [] };
const endpoint = (path: string, more: Partial<Endpoint> = {}): Endpoint => ({
  ...sample,
  method: 'GET',
  path,
  requests: 100,
  errors5xx: 0,
  p95: null,
  p95Before: null,
  ...more,
});
const withEndpoints = (...endpoints: readonly Endpoint[]): Report => ({ ...quiet, endpoints });
const withCauses = (...causes: readonly Cause[]): Report => ({ ...quiet, causes });
const withTraffic = (requests: number, errors5xx: number): Report => ({
  ...quiet,
  onset: null,
  traffic: { ...traffic, requests, errors5xx, minutes: [] },
});
const facts = (before: Report | undefined, after: Report | undefined) => compareReports(before, after).facts;
const told = ({ title, object }: Cause) => ({ title, object });

describe('what a comparison knows', () => {
  it('is that nothing was collected', () => {
    expect(compareReports(quiet, undefined)).toEqual({
      recovered: 'unknown',
      facts: [{ says: 'nothing-collected' }],
    });
  });

  it.each([
    [2, 1],
    [1, 1],
    [1, 0],
  ])('is what failed over all, from one request on: %d of which %d', (requests, errors5xx) => {
    expect(facts(withTraffic(requests, errors5xx), quiet)[0]).toEqual({
      says: 'failed-over-all',
      before: { requests, errors5xx },
      after: null,
    });
    expect(facts(quiet, withTraffic(requests, errors5xx))[0]).toEqual({
      says: 'failed-over-all',
      before: null,
      after: { requests, errors5xx },
    });
  });

  it('is none of no requests', () => {
    expect(facts(withTraffic(0, 0), quiet)[0]).toEqual({
      says: 'failed-over-all',
      before: null,
      after: null,
    });
  });

  it.each([
    [
      { requests: 1, errors5xx: 0, p95: 20 },
      { requests: 1, errors5xx: 0 },
      { before: 30, after: 20 },
    ],
    [{ requests: 0, p95: null }, null, null],
    [undefined, null, null],
  ] as const)('is an endpoint that failed, and now %p', (now, after, p95) => {
    const was = endpoint('/a', { errors5xx: 1, p95: 30 });
    const is = now === undefined ? [] : [endpoint('/a', now)];
    expect(facts(withEndpoints(was), withEndpoints(...is))[0]).toEqual({
      says: 'endpoint-compared',
      method: 'GET',
      path: '/a',
      before: { requests: 100, errors5xx: 1 },
      after,
      p95,
    });
  });

  it('is no p95 where it is not known of one time', () => {
    const was = endpoint('/a', { errors5xx: 1 });
    expect(facts(withEndpoints(was), withEndpoints(endpoint('/a', { p95: 20 })))[0]).toMatchObject({
      p95: null,
    });
  });

  it('is no comparison of an endpoint of which none failed', () => {
    expect(facts(withEndpoints(endpoint('/a')), withEndpoints(endpoint('/a')))).toEqual([
      { says: 'endpoints-answer', answering: 1, all: 1 },
    ]);
  });

  it('is how many endpoints answer, where there were and are some', () => {
    expect(facts(quiet, withEndpoints(endpoint('/a')))).toEqual([]);
    expect(facts(withEndpoints(endpoint('/a')), quiet)).toEqual([]);
    expect(facts(withEndpoints(endpoint('/a'), endpoint('/b')), withEndpoints(endpoint('/b')))).toEqual([
      { says: 'endpoints-answer', answering: 1, all: 2 },
    ]);
  });

  it('is the endpoint that fails, and the one that is slow', () => {
    const failing = withEndpoints(endpoint('/a', { errors5xx: 50 }));
    expect(facts(quiet, failing)).toEqual([
      {
        says: 'endpoint-fails',
        method: 'GET',
        path: '/a',
        failed: { requests: 100, errors5xx: 50 },
      },
    ]);
    const was = withEndpoints(endpoint('/a', { p95Before: 100 }));
    expect(facts(was, withEndpoints(endpoint('/a', { p95: 900 })))[0]).toEqual({
      says: 'endpoint-slow',
      method: 'GET',
      path: '/a',
      p95: 900,
      normal: 100,
    });
  });

  it('is that a cause persists, once', () => {
    expect(facts(withCauses(cause), withCauses(cause, cause))).toEqual([
      { says: 'cause-persists', ...told(cause) },
    ]);
  });

  const other = { ...cause, cause: 'oom-killed', facts: {}, title: cause.title } as Cause;
  it('is that a cause is gone, or that another is there instead', () => {
    expect(facts(withCauses(cause), quiet)).toEqual([{ says: 'cause-gone', ...told(cause) }]);
    expect(facts(withCauses(cause), withCauses({ ...other, confidence: 'low' }))).toEqual([
      { says: 'cause-gone', ...told(cause) },
    ]);
    const elsewhere = { ...other, object: { ...other.object, name: 'another' } };
    expect(facts(withCauses(cause), withCauses({ ...other, confidence: 'low' }, elsewhere, other))).toEqual([
      { says: 'cause-instead', ...told(elsewhere) },
    ]);
    expect(facts(quiet, withCauses(other))).toEqual([]);
    expect(facts(undefined, withCauses(other))).toEqual([]);
  });

  it('is of two causes of before the first', () => {
    expect(facts(withCauses(cause, other), withCauses(other))).toEqual([
      { says: 'cause-instead', ...told(other) },
    ]);
  });

  it('is that too few requests were seen, or that the pods were not read', () => {
    expect(facts(withTraffic(100, 50), quiet).at(-1)).toEqual({ says: 'too-few-requests' });
    expect(facts(quiet, { ...quiet, coverage: [] })).toEqual([{ says: 'pods-not-read' }]);
  });

  it('is that fewer fail, before all else', () => {
    const [first, ...rest] = facts(withTraffic(1_000, 500), withTraffic(1_000, 30));
    expect(first).toEqual({ says: 'fewer-fail' });
    expect(rest).toHaveLength(1);
  });
});

describe('requests since the onset', () => {
  const minute = (at: string, requests: number, errors5xx: number) => ({
    ...(traffic.minutes[0] as (typeof traffic.minutes)[number]),
    at,
    requests,
    errors5xx,
  });
  const report = (...minutes: readonly ReturnType<typeof minute>[]): Report => ({
    ...connectionsReport,
    onset: { ...(connectionsReport.onset as NonNullable<Report['onset']>), at: '2026-11-25T13:58:30Z' },
    traffic: { ...traffic, minutes },
  });

  it('are those of its minute and of later ones', () => {
    expect(
      sinceOnset(
        report(
          minute('2026-11-25T13:57:00Z', 5, 5),
          minute('2026-11-25T13:58:00Z', 7, 2),
          minute('2026-11-25T13:59:00Z', 11, 3),
        ),
      ),
    ).toEqual({ requests: 18, errors5xx: 5, from: '2026-11-25T13:58:00.000Z' });
  });

  it('are not known where there were none, or nothing was counted', () => {
    expect(sinceOnset(report(minute('2026-11-25T13:57:00Z', 5, 5)))).toBeUndefined();
    expect(sinceOnset(report(minute('2026-11-25T13:58:00Z', 1, 0)))).toBeDefined();
    expect(sinceOnset({ ...report(), traffic: null })).toBeUndefined();
    expect(sinceOnset({ ...connectionsReport, onset: null })).toBeUndefined();
  });
});
