import { describe, expect, it } from '@jest/globals';
import { slowedIn, slowingsOf } from '../../../../functions/diagnosis/differences/slowings.ts';
import { ago, app, join, log, NOW, podName, viewOf } from '../mechanisms/cluster.ts';
import { parts, stepped, timed } from './durations.ts';

const many = (ms: number, count = 10): readonly number[] => Array.from({ length: count }, () => ms);
const isSlowed = (...minutes: readonly (readonly number[])[]): boolean =>
  slowedIn(parts(minutes)) !== undefined;
const usual = Array.from({ length: 10 }, () => many(40));

describe('durations that became longer', () => {
  it('are told with their moment and with both levels', () => {
    const found = slowedIn(stepped(40, 2_000));
    expect(found?.since).toBe(Date.parse(ago(360)));
    expect(found?.before).toMatchObject({ count: 100 });
    expect(found?.after).toMatchObject({ count: 60 });
    expect(found?.before.p95).toBeLessThan(50);
    expect(found?.after.p50).toBeGreaterThan(1_700);
  });

  it.each([
    // 250 ms more than 40.
    [40, 240, false],
    [40, 350, true],
    // Three times 400.
    [400, 1_000, false],
    [400, 1_500, true],
  ])('are three times as long, and 250 ms: %d -> %d ms', (before, after, found) => {
    expect(slowedIn(stepped(before, after)) !== undefined).toBe(found);
  });

  it.each([
    [0.2, false],
    [0.3, true],
  ])('are a quarter of those since: %d', (share, found) => {
    expect(slowedIn(stepped(40, 2_000, share)) !== undefined).toBe(found);
  });

  it('are not what was now and then as long before', () => {
    const rare = (slow: number) =>
      usual.map((minute, at) => (at % 2 === 1 && at < slow * 2 ? [...minute.slice(1), 2_000] : minute));
    const since = Array.from({ length: 6 }, () => many(2_000));
    expect(isSlowed(...rare(5), ...since)).toBe(true);
    const often = usual.map((minute, at) => (at > 3 ? [...minute.slice(2), 2_000, 2_000] : minute));
    expect(isSlowed(...often, ...since)).toBe(false);
  });

  it('are no mix of two kinds of requests of which more came', () => {
    const mixed = (times: number) => [...many(20, 5 * times), ...many(900, 5 * times)];
    expect(isSlowed(...usual.map(() => mixed(1)), ...Array.from({ length: 6 }, () => mixed(4)))).toBe(false);
  });

  it('are no time that grows by itself: since a start, of a backlog', () => {
    const growing = Array.from({ length: 20 }, (_, at) => many(1_000 * (at + 1)));
    expect(isSlowed(...growing)).toBe(false);
  });

  it('go on', () => {
    const slow = Array.from({ length: 4 }, () => many(2_000));
    const well = (minutes: number) => Array.from({ length: minutes }, () => many(40));
    expect(isSlowed(...usual, ...slow, ...well(2))).toBe(true);
    expect(isSlowed(...usual, ...slow, ...well(4))).toBe(false);
  });

  it('need a time before, and ten on either side', () => {
    expect(slowedIn([])).toBeUndefined();
    expect(isSlowed(many(2_000), many(2_000), many(2_000))).toBe(false);
    const few = (count: number) => Array.from({ length: count }, () => many(40, 1));
    const since = Array.from({ length: 10 }, () => many(2_000, 1));
    expect(isSlowed(...few(12), ...since)).toBe(true);
    expect(isSlowed(...few(9), ...since)).toBe(false);
  });
});

describe('a workload that became slow', () => {
  const slowings = (...endpoints: readonly ReturnType<typeof timed>[]) =>
    slowingsOf(viewOf(join(app('diary'), { logs: [log({ pod: podName('diary'), endpoints })] })));

  it('has its slow endpoints, the one that lost most time first, and those that are as quick as before', () => {
    const [found, ...others] = slowings(
      timed('/a', stepped(40, 900)),
      timed('/b', stepped(40, 4_000)),
      timed('/c', stepped(40, 41)),
      timed('/few', parts([many(40, 3)])),
    );
    expect(others).toEqual([]);
    expect(found?.endpoints.map(({ endpoint }) => endpoint.path)).toEqual(['/b', '/a']);
    expect(found?.quick.map(({ path }) => path)).toEqual(['/c']);
    expect(found?.since).toBe(Date.parse(NOW) - 360_000);
  });

  it.each([
    [32, 1],
    [33, 0],
  ])('is none whose requests fail: %d of 160', (failed, count) => {
    expect(slowings(timed('/a', stepped(40, 4_000), failed))).toHaveLength(count);
  });
});
