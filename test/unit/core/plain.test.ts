import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cut, plainLine, stripControls } from '../../../functions/core/plain.ts';
import { hostileText } from '../../support/arbitrary.ts';

describe('text from a cluster on one line', () => {
  it('loses control sequences, line breaks and what turns the direction of writing', () => {
    expect(plainLine('\u001b[31;1mred\u001b[0m  and\r\nnext\u202e \u200b!')).toBe('red and next !');
    expect(plainLine('\u001b]0;title\u0007rest')).toBe('rest');
    expect(plainLine('\u001b]8;;http://x\u001b\\link')).toBe('link');
  });

  it('keeps what an unfinished sequence stands before', () => {
    expect(plainLine('a \u001b] b')).toBe('a ] b');
  });

  it('keeps white space inside a command', () => {
    expect(stripControls("psql -c 'a  b'")).toBe("psql -c 'a  b'");
  });

  it('is cut without splitting a character', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('a😀b', 3)).toBe('a…');
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abc', 0)).toBe('');
  });

  it('never holds a control character and never exceeds its length', () => {
    fc.assert(
      fc.property(hostileText, fc.nat({ max: 80 }), (text, max) => {
        const line = plainLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  // A quadratic expression would need minutes for these, and the runner's own limit is seconds.
  it.each([['\u001b['], ['\u001b]'], ['\u001b[0'], [' '], ['\u202e']])(
    'ends on 200,000 times %j',
    (piece) => {
      expect(plainLine(piece.repeat(200_000)).length).toBeLessThanOrEqual(600_000);
    },
  );
});
