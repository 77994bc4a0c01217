import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shiftRecording } from '../../../functions/host/shift-time.ts';
import type { Recording } from '../../../functions/recordings/recording.ts';

const RECORDED = '2026-03-01T12:00:00Z';
const recording = (text: string): Recording => ({
  version: 1,
  recordedAt: RECORDED,
  cluster: 'c',
  namespace: 'n',
  lists: { 'api/v1/pods': { items: [{ metadata: { creationTimestamp: '2026-02-28T23:59:59Z' } }] } },
  logs: [{ namespace: 'n', pod: 'p', container: 'c', previous: false, text }],
});
const HOUR_LATER = Date.parse('2026-03-01T13:00:00Z');
const shifted = (text: string) => shiftRecording(recording(text), HOUR_LATER).logs[0]?.text;

describe('a recording told at another time', () => {
  it('moves objects, and is recorded then', () => {
    const moved = shiftRecording(recording(''), HOUR_LATER);
    expect(moved.recordedAt).toBe('2026-03-01T13:00:00Z');
    expect(moved.lists['api/v1/pods']).toEqual({
      items: [{ metadata: { creationTimestamp: '2026-03-01T00:59:59Z' } }],
    });
  });

  it.each([
    ['2026-03-01T11:58:12.123456789Z GET /', '2026-03-01T12:58:12.123456789Z GET /'],
    ['2026-02-28 23:58:09.123 UTC [81] FATAL', '2026-03-01 00:58:09.123 UTC [81] FATAL'],
    ['1:M 01 Mar 2026 11:58:09.001 # Warning', '1:M 01 Mar 2026 12:58:09.001 # Warning'],
    ['{"time":1772366289123,"msg":"x"}', '{"time":1772369889123,"msg":"x"}'],
    [
      'a\n2026-03-01T11:58:12Z b\n2026-03-01T11:58:13Z c',
      'a\n2026-03-01T12:58:12Z b\n2026-03-01T12:58:13Z c',
    ],
  ])('moves %s', (before, after) => {
    expect(shifted(before)).toBe(after);
  });

  it.each([
    'expires 2019-01-01T00:00:00Z',
    'order 17723662891234567',
    'id a1772366289123',
    'pi 3.1772366289123',
    'build 2026-03-01',
  ])('leaves %s as it is', (text) => {
    expect(shifted(text)).toBe(text);
  });

  it('keeps every span between two times', () => {
    const near = fc.integer({ min: 0, max: 3_600_000 * 24 });
    fc.assert(
      fc.property(near, near, (a, b) => {
        const stamp = (ms: number) => new Date(Date.parse(RECORDED) - ms).toISOString();
        const [first = '', second = ''] = (shifted(`${stamp(a)} ${stamp(b)}`) ?? '').split(' ');
        expect(Date.parse(second) - Date.parse(first)).toBe(a - b);
      }),
    );
  });
});
