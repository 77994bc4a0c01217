import { describe, expect, it } from '@jest/globals';
import { traffic } from '../../../../functions/diagnosis/mechanisms/load/traffic.ts';
import { ago, app, findingsOf, join, log, podName, short } from './cluster.ts';

const minutes = (before: number, now: number) =>
  Array.from({ length: 20 }, (_, i) => ({
    at: ago((20 - i) * 60),
    requests: i < 13 ? before : now,
    errors5xx: 0,
    errors4xx: 0,
    byMethod: {},
  }));
const logs = (more: object) =>
  join(app('api'), { logs: [log({ pod: podName('api'), requests: 5000, ...more })] });
const abuse = (more: object) => ({
  abuse: { verdict: 'none' as const, why: [], requests429: 0, rateLimitLines: 0, ...more },
});

describe('traffic', () => {
  it('hints at twice the requests of before', () => {
    expect(short(findingsOf(traffic, logs({ minutes: minutes(100, 400) })))).toEqual([
      'traffic-spike Deployment/api hint',
    ]);
  });

  it('leaves out the sway of a day', () => {
    expect(findingsOf(traffic, logs({ minutes: minutes(100, 130) }))).toEqual([]);
  });

  it('hints at a scanner where the log engine says so', () => {
    expect(
      short(findingsOf(traffic, logs(abuse({ verdict: 'scanner', why: ['90 paths of scanners'] })))),
    ).toEqual(['abuse Deployment/api hint']);
  });

  it('names a rate limit that turns requests away', () => {
    expect(short(findingsOf(traffic, logs(abuse({ requests429: 2000 }))))).toEqual([
      'rate-limited Deployment/api strong',
    ]);
  });

  it('leaves out a few requests that were turned away', () => {
    expect(findingsOf(traffic, logs(abuse({ requests429: 3 })))).toEqual([]);
  });
});

describe('at the bounds', () => {
  const strengths = (more: object) => short(findingsOf(traffic, logs(more)));

  it.each([
    [200, ['traffic-spike Deployment/api hint']],
    [198, []],
  ])('requests are a spike from twice as many on: %i of 100', (now, found) => {
    expect(strengths({ minutes: minutes(100, now) })).toEqual(found);
  });

  it('a spike of few requests is none', () => {
    const rose = { minutes: minutes(2, 8) };
    expect(strengths({ ...rose, requests: 99 })).toEqual([]);
    expect(strengths({ ...rose, requests: 100 })).toEqual(['traffic-spike Deployment/api hint']);
  });

  it.each([
    [249, []],
    [250, ['rate-limited Deployment/api hint']],
    [999, ['rate-limited Deployment/api hint']],
    [1000, ['rate-limited Deployment/api strong']],
  ])(
    'requests are turned away from a twentieth on, and surely from a fifth: %i of 5000',
    (requests429, found) => {
      expect(strengths(abuse({ requests429 }))).toEqual(found);
    },
  );

  it.each([
    [2, []],
    [3, ['rate-limited Deployment/api hint']],
    [19, ['rate-limited Deployment/api hint']],
    [20, ['rate-limited Deployment/api strong']],
  ])('lines of a rate limit count from three on, and surely from twenty: %i', (count, found) => {
    const parts = join(app('api'), {
      logs: [log({ pod: podName('api') }, { 'HTTP 429 Too Many Requests from the partner': count })],
    });
    expect(short(findingsOf(traffic, parts))).toEqual(found);
  });

  it.each([
    ['scanner', 1],
    ['single-client', 1],
    ['none', 0],
  ])('what the log engine judges is said as it is: %s', (verdict, count) => {
    expect(findingsOf(traffic, logs(abuse({ verdict, why: ['x'] })))).toHaveLength(count);
  });
});
