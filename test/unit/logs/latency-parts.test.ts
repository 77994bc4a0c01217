import { describe, expect, it } from '@jest/globals';
import { Latencies } from '../../../functions/logs/latencies.ts';
import { partsQuantile } from '../../../functions/model/latency.ts';
import { read } from './read.ts';

const START = Date.UTC(2026, 10, 24, 14, 0);
/** Ten minutes of 20 requests each: 100 ms for six of them, 2 s since. */
const requests = Array.from({ length: 200 }, (_, i) => ({
  time: START + i * 3_000,
  seconds: i < 120 ? 0.1 : 2,
}));
const stamp = (time: number) => new Date(time).toISOString().slice(11, 19);

const FORMATS: Readonly<Record<string, string>> = {
  combined: requests
    .map(
      ({ time, seconds }) =>
        `10.0.0.1 - - [24/Nov/2026:${stamp(time)} +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8.9.1" ${seconds.toFixed(3)}\n`,
    )
    .join(''),
  'JSON of pino': requests
    .map(
      ({ time, seconds }) =>
        `${JSON.stringify({ level: 30, time, req: { method: 'GET', url: '/a' }, res: { statusCode: 200 }, responseTime: seconds * 1000, msg: 'request completed' })}\n`,
    )
    .join(''),
  logfmt: requests
    .map(
      ({ time, seconds }) =>
        `time=${new Date(time).toISOString()} level=info method=GET path=/a status=200 duration_ms=${seconds * 1000}\n`,
    )
    .join(''),
};

describe('latencies by time', () => {
  it.each(Object.entries(FORMATS))('are kept for %s', (_, text) => {
    const [endpoint] = read(text).summary.endpoints;
    const parts = endpoint?.latencyParts ?? [];
    expect(parts.map(({ from, minutes }) => [from - START / 60_000, minutes])).toEqual(
      Array.from({ length: 10 }, (_, minute) => [minute, 1]),
    );
    expect(partsQuantile(parts.slice(0, 6), 0.95, 20)).toBeGreaterThan(87);
    expect(partsQuantile(parts.slice(0, 6), 0.95, 20)).toBeLessThan(113);
    expect(partsQuantile(parts.slice(6), 0.95, 20)).toBeGreaterThan(1_700);
    expect(partsQuantile(parts.slice(0, 1), 0.95, 21)).toBeNull();
  });

  it('become coarser over a long time, and lose none', () => {
    const latencies = new Latencies();
    for (let minute = 0; minute < 300; minute += 1) latencies.add(3, 100, 1_000 + minute);
    const parts = latencies.partsOf(3);
    expect(parts.length).toBeLessThanOrEqual(32);
    expect(new Set(parts.map(({ minutes }) => minutes))).toEqual(new Set([16]));
    expect(parts.flatMap(({ counts }) => counts).reduce((sum, [, n]) => sum + n, 0)).toBe(300);
  });

  it('are not kept for more endpoints than memory is given to, nor for few or undated durations', () => {
    const latencies = new Latencies();
    for (let endpoint = 0; endpoint < 600; endpoint += 1)
      for (let i = 0; i < 40; i += 1) latencies.add(endpoint, 10, 5);
    const kept = Array.from({ length: 600 }, (_, i) => latencies.partsOf(i)).filter(
      (parts) => parts.length > 0,
    );
    expect(kept).toHaveLength(500);
    const few = new Latencies();
    few.add(0, 10, 5);
    for (let i = 0; i < 40; i += 1) few.add(1, 10, -1);
    expect([few.partsOf(0), few.partsOf(1)]).toEqual([[], []]);
    expect(few.of(1)).toHaveLength(1);
  });
});
