import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cut, jsonText, plainLine, visible, visibleLine } from '../../../functions/text/plain.ts';
import { hostileText } from '../../support/arbitrary.ts';
import { HIDDEN_CHARACTERS } from '../../support/hidden-characters.ts';

describe('text from a cluster on one line', () => {
  it('loses sequences for terminals, whole, and line breaks', () => {
    expect(plainLine('\u001b[31;1mred\u001b[0m  and\r\nnext\u2028!')).toBe('red and next !');
    expect(plainLine('\u001b]0;title\u0007rest')).toBe('rest');
    expect(plainLine('\u001b]8;;http://x\u001b\\link')).toBe('link');
    expect(plainLine('\u009b2Jgone \u009d0;title\u009crest \u001b(Bplain \u001bPq\u001b\\ok')).toBe(
      'gone rest plain ok',
    );
    expect(plainLine('\ufeffwith a mark')).toBe('with a mark');
  });

  it('shows what turns the direction of writing, or hides, as its escape', () => {
    expect(plainLine('\u202egnp.exe')).toBe('\\u202egnp.exe');
    expect(plainLine('a\u200bb\u00adc')).toBe('a\\u200bb\\u00adc');
    expect(plainLine('x\u{e0041}y\ud800z\u0008')).toBe('x\\u{e0041}y\\ud800z\\u0008');
    expect(plainLine('\u3164x')).toBe('\\u3164x');
  });

  it('shows an escape that begins no whole sequence, also one that removing another makes', () => {
    expect(plainLine('a \u001b] b')).toBe('a \\u001b] b');
    expect(plainLine('\u001b\u001b[31m[2J')).toBe('\\u001b[2J');
    expect(plainLine('\u001bc')).toBe('\\u001bc');
  });

  it.each([
    'Zahlungsverkehr: Größe überschritten',
    '支払いサービス 连接被拒绝 연결 거부',
    'الدفع مرفوض',
    'می\u200cخواهم',
    'क्\u200dष',
    'done ✅ 👩\u200d💻 ❤\ufe0f\u200d🔥 👍🏽',
    'e\u0301',
  ])('keeps %s', (text) => {
    expect(plainLine(text)).toBe(text);
    expect(visible(text)).toBe(text);
  });

  it('shows joiners and selectors where nothing is written with them', () => {
    expect(plainLine('ad\u200dmin')).toBe('ad\\u200dmin');
    expect(plainLine('a\u200c\u200cb')).toBe('a\\u200c\\u200cb');
    expect(plainLine('a\ufe0f\ufe0e\ufe00')).toBe('a\ufe0f\\ufe0e\\ufe00');
    expect(plainLine(' \ufe0f')).toBe('\\ufe0f');
  });

  it('keeps white space inside a line, and lines and tabs of a text', () => {
    expect(visibleLine("psql -c 'a  b'\nc")).toBe("psql -c 'a  b' c");
    expect(visible('a\tb\r\nc\rd')).toBe('a\tb\nc d');
  });

  it('is cut without splitting a character', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('a😀b', 3)).toBe('a…');
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abc', 0)).toBe('');
  });

  it('never holds a hidden character and never exceeds its length', () => {
    fc.assert(
      fc.property(hostileText, fc.nat({ max: 80 }), (text, max) => {
        const line = plainLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(HIDDEN_CHARACTERS);
      }),
    );
  });

  it('is itself when it is made safe again', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });

  // A quadratic expression would need minutes for these, and the runner's own limit is seconds.
  it.each([
    ['\u001b['],
    ['\u001b]'],
    ['\u001b[0'],
    ['\u009d'],
    ['\u001bP'],
    [' '],
    ['\u202e'],
    ['\u200d'],
    ['a\ufe0f\u200d'],
  ])('ends on 200,000 times %j', (piece) => {
    expect(plainLine(piece.repeat(200_000)).length).toBeLessThanOrEqual(8 * 200_000);
  });
});

describe('JSON for a terminal', () => {
  it('is the same document without a hidden character', () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, hostileText), (document) => {
        const text = jsonText(document);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(text).not.toMatch(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it('keeps what can be read', () => {
    expect(jsonText({ name: 'Größe', emoji: '✅' })).toBe('{"name":"Größe","emoji":"✅"}');
    expect(jsonText('\u202e\u{e0041}\u009b')).toBe('"\\u202e\\udb40\\udc41\\u009b"');
  });
});
