import { describe, expect, it } from '@jest/globals';
import { groupingAccuracy, KINDS, labelledLog } from '../../support/labelled-log.ts';
import { lines, read } from './read.ts';

const LINES = 2000;
const SEEDS = [1, 2] as const;
/** No program's lines are grouped worse; what is left are words that only the source tells from values. */
const LEAST = 0.9;

/** The grouping accuracy of one program's log, the mean of two logs that differ in which templates are frequent. */
function accuracyOf(kind: string): number {
  const all = SEEDS.map((seed) => {
    const log = labelledLog(kind, LINES, seed);
    const { patterns } = read(lines(...log.lines), { patterns: 'all', lines: true }, 131_072).summary;
    return groupingAccuracy(
      log.labels,
      patterns.map((p) => p.lines ?? []),
    );
  });
  return all.reduce((sum, accuracy) => sum + accuracy, 0) / all.length;
}

describe('lines of known templates', () => {
  const accuracies = new Map(KINDS.map((kind) => [kind, accuracyOf(kind)]));
  for (const [kind, accuracy] of accuracies)
    it(`are grouped as their program wrote them: ${kind}`, () => {
      expect(accuracy).toBeGreaterThanOrEqual(LEAST);
    });
  it('of all programs are grouped at .95', () => {
    const mean = [...accuracies.values()].reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.size;
    expect(accuracies.size).toBeGreaterThanOrEqual(15);
    expect(mean).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the numbers of lines', () => {
  it('name each line once, whatever its level, trace and format', () => {
    const log = lines(
      'Nov 24 03:00:01 h sshd[1]: Server listening on 0.0.0.0 port 22.',
      '10.0.0.1 - - [24/Nov/2026:14:03:22 +0000] "GET /a/1 HTTP/1.1" 200 5',
      '2026-11-24 14:03:22.123 ERROR 1 --- [main] c.e.Foo : it broke',
      'java.lang.IllegalStateException: oops',
      '\tat com.example.Bar.baz(Bar.java:12)',
      '',
      '{"level":"debug","msg":"all is well"}',
      '10.0.0.2 - - [24/Nov/2026:14:03:23 +0000] "GET /a/2 HTTP/1.1" 500 5',
    );
    const { patterns } = read(log, { patterns: 'all', lines: true }).summary;
    expect(patterns.map((p) => p.lines)).toEqual(expect.arrayContaining([[1], [2, 8], [3, 4, 5], [7]]));
    expect(patterns.reduce((sum, p) => sum + p.count, 0)).toBe(5);
  });
});
