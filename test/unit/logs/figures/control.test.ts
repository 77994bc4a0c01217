import { describe, expect, it } from '@jest/globals';
import { isWellSince } from '../../../../functions/logs/figures/control.ts';
import type { LogPattern } from '../../../../functions/model/log-summary.ts';
import { lines, told } from '../../diagnosis/differences/system.ts';
import { ago } from '../../diagnosis/mechanisms/cluster.ts';

/** Four minutes before the end of eight. */
const MOMENT = { since: Date.parse(ago(240)), uncertaintyMs: 0 };
const NONE = [0, 0, 0, 0, 0, 0, 0, 0];

const log = (requests: readonly number[], failed = NONE, patterns: readonly LogPattern[] = []) => {
  const { summary } = told('web', { failed, patterns });
  const minutes = summary.minutes.map((minute, at) => ({ ...minute, requests: requests[at] ?? 0 }));
  return { ...summary, minutes };
};
const each = (before: number, after: number) => [before, before, before, before, after, after, after, after];

describe('a program that stands for the others that are well', () => {
  it.each([
    [5, 5, true],
    [4, 5, false],
    [5, 3, false],
  ])('answers enough before the moment and since: %d and %d a minute', (before, after, isWell) => {
    expect(isWellSince(log(each(before, after)), MOMENT)).toBe(isWell);
  });

  it('answers enough on either side of all that the moment may be', () => {
    expect(isWellSince(log(each(5, 5)), { ...MOMENT, uncertaintyMs: 1 })).toBe(false);
    expect(isWellSince(log(each(7, 5)), { ...MOMENT, uncertaintyMs: 1 })).toBe(true);
  });

  it.each([
    [1, true],
    [2, false],
  ])('fails one in a hundred since then at most: %d of 100', (failed, isWell) => {
    expect(isWellSince(log(each(25, 25), [0, 0, 0, 0, 0, failed, 0, 0]), MOMENT)).toBe(isWell);
  });

  it('has no errors of its own that rose, though its requests succeed', () => {
    const risen = lines('the shelf sulks', [0, 0, 0, 0, 0, 50, 50, 50]);
    const always = lines('the shelf creaks', [50, 50, 50, 50, 50, 50, 50, 50]);
    expect(isWellSince(log(each(25, 25), NONE, [risen]), MOMENT)).toBe(false);
    expect(isWellSince(log(each(25, 25), NONE, [always]), MOMENT)).toBe(true);
  });

  it('need not have answered before where its log does not reach back', () => {
    const short = (first: string) => ({ ...log(each(0, 5)), first });
    expect(isWellSince(short(ago(270)), MOMENT)).toBe(true);
    expect(isWellSince(short(ago(360)), MOMENT)).toBe(false);
  });

  it('is held to its whole log where no moment is known', () => {
    expect(isWellSince(log([10, 10]), undefined)).toBe(true);
    expect(isWellSince(log([10, 9]), undefined)).toBe(false);
  });
});
