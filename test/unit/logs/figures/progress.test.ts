import { describe, expect, it } from '@jest/globals';
import { isWellSince } from '../../../../functions/logs/figures/control.ts';
import { EMPTY_SUMMARY } from '../../../../functions/logs/figures/merge.ts';
import { backlogOf, isAsBefore, paceAround, stoppedIn } from '../../../../functions/logs/figures/progress.ts';
import type { LogSummary } from '../../../../functions/model/log-summary.ts';

const START = Date.parse('2026-11-25T13:00:00Z');
const MINUTE = START / 60_000;
const at = (minute: number): number => START + minute * 60_000;
const minutes = (values: readonly (number | null)[]) =>
  Object.fromEntries(values.flatMap((value, i) => (value === null ? [] : [[MINUTE + i, value]])));
/** A log of so many minutes, which begins and ends with a whole one more. */
const log = (
  work: readonly number[],
  waiting: Readonly<Record<string, readonly (number | null)[]>> = {},
): LogSummary => {
  const length = Math.max(work.length, ...Object.values(waiting).map((values) => values.length));
  return {
    ...EMPTY_SUMMARY,
    lines: 1000,
    first: new Date(at(-1)).toISOString(),
    last: new Date(at(length)).toISOString(),
    work: minutes(work.map((n) => n || null)),
    waiting: Object.entries(waiting).map(([name, values]) => ({ name, minutes: minutes(values) })),
  };
};
const steady = (n: number, length: number): readonly number[] => Array.from({ length }, () => n);

describe('the pace of work around a moment', () => {
  it('is of whole minutes before and since', () => {
    expect(paceAround(log([...steady(6, 10), ...steady(2, 5)]), at(10))).toEqual({
      before: { rate: 6, minutes: 10 },
      after: { rate: 2, minutes: 5 },
    });
  });

  it.each([
    ['five minutes before', steady(6, 8), 5, true],
    ['four minutes before', steady(6, 8), 4, false],
    ['three minutes since', steady(6, 8), 5, true],
    ['two minutes since', steady(6, 7), 5, false],
    ['twenty lines before', steady(4, 8), 5, true],
    ['fewer lines before', steady(3, 8), 5, false],
  ])('is known from %s on', (_, work, moment, isKnown) => {
    expect(paceAround(log(work), at(moment)) !== undefined).toBe(isKnown);
  });

  it.each([
    [100, 80, 10, true],
    [100, 79, 10, false],
    // What so few lines do is chance.
    [5, 3, 5, true],
    [5, 0, 5, false],
  ])('from %d to %d a minute over %d minutes is as before: %s', (before, after, length, is) => {
    const rate = (value: number) => ({ rate: value, minutes: length });
    expect(isAsBefore({ before: rate(before), after: rate(after) })).toBe(is);
  });
});

describe('a queue that grows', () => {
  const grown = [3, 4, 2, 3, 4, 50, 90, 140];

  it('is told with its values before and now, and what the pace says', () => {
    const of = (since: number) => backlogOf(log([...steady(10, 5), ...steady(since, 3)], { lag: grown }));
    expect(of(10)).toMatchObject({ name: 'lag', from: 4, to: 140, since: at(5), why: 'more-comes' });
    expect(of(4)?.why).toBe('slower');
    expect(of(2)?.why).toBe('slower');
    expect(of(1)?.why).toBe('stopped');
    expect(of(0)?.why).toBe('stopped');
    expect(backlogOf(log([], { lag: grown }))?.why).toBe('not-known');
  });

  it.each<[string, readonly (number | null)[], boolean]>([
    ['to three times as much', [10, 10, 10, 10, 10, 20, 25, 30], true],
    ['to less than that', [10, 10, 10, 10, 10, 20, 25, 29], false],
    ['by twenty', [0, 0, 0, 0, 0, 5, 10, 20], true],
    ['by less than that', [0, 0, 0, 0, 0, 5, 10, 19], false],
    ['after four values', [3, 4, 2, 4, 50, 90, 140], false],
    ['for two values', [3, 4, 2, 3, 4, 50, 90], false],
    ['and falls again', [3, 4, 2, 3, 4, 50, 190, 90], false],
    ['and is a little below its highest', [3, 4, 2, 3, 4, 50, 100, 140, 200, 190], true],
    ['and sways', [3, 4, 2, 3, 4, 50, 140, 60, 150, 70, 160], false],
    ['back to what it was', [3, 4, 2, 3, 4, 50, 90, 140, 4], false],
    ['as high as it was before', [3, 90, 2, 3, 4, 50, 80, 90], false],
    ['with minutes that tell nothing', [3, null, 4, 2, 3, null, 4, 50, null, 90, 140], true],
    ['from the start on', [10, 50, 90, 140, 190, 240, 290, 340], false],
    ['and was last told of long ago', [...grown, ...Array.from({ length: 7 }, () => null)], false],
  ])('is one %s', (_, values, is) => {
    expect(backlogOf(log(steady(10, values.length), { lag: values })) !== undefined).toBe(is);
  });

  it('is the one that grew most', () => {
    const found = backlogOf(log([], { depth: [3, 3, 3, 3, 3, 20, 30, 40], lag: grown }));
    expect(found?.name).toBe('lag');
  });
});

describe('work that stopped', () => {
  const after = (pause: number, work: readonly number[] = steady(5, 10)) =>
    stoppedIn(log(work), at(work.length + pause));

  it('is told since its last minute, with its pace', () => {
    expect(after(5)).toEqual({ since: at(10), rate: 5 });
  });

  it.each([
    ['three minutes', after(3), true],
    ['two minutes', after(2), false],
    ['three of its longest pauses', after(6, [5, 0, 5, 5, 5, 5]), true],
    ['less than that', after(5, [5, 0, 5, 5, 5, 5]), false],
    ['of what worked in five minutes', after(9, steady(4, 5)), true],
    ['of what worked in four', after(20, steady(9, 4)), false],
    ['of twenty pieces', after(9, steady(4, 5)), true],
    ['of fewer', after(9, steady(3, 6)), false],
  ])('takes %s', (_, found, is) => {
    expect(found !== undefined).toBe(is);
  });

  it('is no wonder where nothing waits', () => {
    const waiting = (last: number) =>
      stoppedIn(log(steady(5, 10), { pending: [...steady(4, 10), last] }), at(20));
    expect(waiting(0)).toBeUndefined();
    expect(waiting(1)).toBeDefined();
  });
});

describe('a worker that stands for the others that are well', () => {
  const MOMENT = { since: at(10), uncertaintyMs: 0 };

  it('did as much as before', () => {
    expect(isWellSince(log(steady(8, 20)), MOMENT)).toBe(true);
    expect(isWellSince(log([...steady(8, 10), ...steady(2, 10)]), MOMENT)).toBe(false);
    expect(isWellSince(log(steady(8, 20)), undefined)).toBe(false);
  });

  it.each([
    [4, 5, true],
    [4, 4, false],
  ])('did enough since: %d a minute in %d minutes', (rate, length, is) => {
    expect(isWellSince(log(steady(rate, 10 + length)), MOMENT)).toBe(is);
  });

  it('is judged by its requests where it has any', () => {
    expect(isWellSince({ ...log(steady(8, 20)), requests: 1 }, MOMENT)).toBe(false);
  });
});
