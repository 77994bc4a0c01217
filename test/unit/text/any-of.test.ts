import { describe, expect, it } from '@jest/globals';
import { anyAsWritten, anyOf } from '../../../functions/text/any-of.ts';

describe('anyOf', () => {
  it('finds each of its words, and no part of one', () => {
    const either = anyOf([/too many clients/, /NOAUTH/], '');
    expect(either.test('FATAL: too many clients')).toBe(true);
    expect(either.test('NOAUTH required')).toBe(true);
    expect(either.test('noauth')).toBe(false);
    expect(anyOf([/NOAUTH/], 'i').test('noauth')).toBe(true);
  });
});

describe('anyAsWritten', () => {
  it('keeps the case of each word as its author wrote it', () => {
    const words = anyAsWritten([/NOAUTH/, /read-only/i]);
    expect(['NOAUTH', 'READ-ONLY', 'noauth'].map(words.test)).toEqual([true, true, false]);
  });

  it('finds nothing in an empty list', () => {
    expect(anyAsWritten([]).test('')).toBe(false);
  });
});
