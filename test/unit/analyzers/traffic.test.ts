import { describe, expect, it } from '@jest/globals';
import { traffic } from '../../../functions/analyzers/traffic.ts';
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
