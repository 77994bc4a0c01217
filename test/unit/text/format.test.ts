import { describe, expect, it } from '@jest/globals';
import {
  bytes,
  clock,
  clockNear,
  dateAndClock,
  duration,
  percent,
  plural,
  thousands,
} from '../../../functions/text/format.ts';

describe('numbers as a person reads them', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [11_540, '11,540'],
    [1_234_567, '1,234,567'],
  ])('%d is %s', (value, text) => expect(thousands(value)).toBe(text));

  it.each([
    [0, 10, '0 %'],
    [10, 10, '100 %'],
    [1131, 11_540, '9.8 %'],
    [1, 4210, '0.02 %'],
    [1, 1_000_000, '< 0.01 %'],
    [999, 1000, '> 99 %'],
    [99, 100, '99 %'],
    [1, 0, '0 %'],
  ])('%d of %d is %s', (part, whole, text) => expect(percent(part, whole)).toBe(text));

  it.each([
    [35, '35 ms'],
    [120, '0.12 s'],
    [2100, '2.1 s'],
    [22_000, '22 s'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [12_000_000, '3 h 20 min'],
    [3 * 86_400_000, '3 d'],
    [-2100, '2.1 s'],
  ])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));

  it.each([
    [512, '512 B'],
    [64 * 2 ** 20, '64 MiB'],
    [1.2 * 2 ** 30, '1.2 GiB'],
  ])('%d bytes is %s', (value, text) => expect(bytes(value)).toBe(text));

  it('counts one without an s', () => {
    expect([plural(1, 'pod'), plural(2, 'pod'), plural(0, 'pod')]).toEqual(['1 pod', '2 pods', '0 pods']);
  });
});

describe('times', () => {
  const at = '2026-11-25T14:03:22.500Z';

  it('are UTC with seconds, dated only when they are of another day', () => {
    expect(clock(at)).toBe('14:03:22Z');
    expect(dateAndClock(at)).toBe('2026-11-25 14:03:22Z');
    expect(clockNear(at, '2026-11-25T00:00:00Z')).toBe('14:03:22Z');
    expect(clockNear(at, '2026-11-26T00:00:00Z')).toBe('2026-11-25 14:03:22Z');
  });

  it('that are none say so', () => {
    expect(clock('yesterday')).toBe('unknown time');
    expect(dateAndClock('')).toBe('unknown time');
  });
});
