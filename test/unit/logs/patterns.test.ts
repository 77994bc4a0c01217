import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { groupingAccuracy } from '../../../bench/grouping.ts';
import { STATEMENTS, writeMixedLog } from '../../../bench/mixed-log.ts';
import { lines, read } from './read.ts';

describe('patterns', () => {
  it('group the lines of known statements: accuracy at least .95', () => {
    const folder = mkdtempSync(join(tmpdir(), 'firstnote-'));
    try {
      const file = join(folder, 'mixed.log');
      const { counts } = writeMixedLog(file, 6000, 5);
      const { patterns } = read(readFileSync(file), { patterns: 'all' }, 131_072).summary;
      expect(groupingAccuracy(patterns, counts, STATEMENTS, 6000)).toBeGreaterThanOrEqual(0.95);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it('keep failures apart by why they happened, unless every message has a reason of its own', () => {
    const failing = (n: number, reason: (i: number) => string): string[] =>
      Array.from(
        { length: n },
        (_, i) => `time=2026-11-24T14:03:22Z level=error msg="payment failed" reason=${reason(i)}`,
      );
    const templates = (all: readonly string[]): string[] =>
      read(lines(...all)).summary.patterns.map(({ template }) => template);
    const three = ['timeout', 'card_declined', 'insufficient_funds'];
    expect(templates(failing(30, (i) => three[i % 3] as string)).toSorted()).toEqual(
      three.map((reason) => `payment failed: ${reason}`).toSorted(),
    );
    const name = (i: number): string => `customer_${String.fromCharCode(97 + (i % 26), 97 + ((i * 7) % 26))}`;
    expect(templates(failing(60, name))).toEqual(['payment failed: <*>']);
    const errnos = ['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH'];
    expect(
      templates(errnos.map((errno) => `2026-11-24T14:03:22Z ERROR connect ${errno} 10.0.0.1:5432`)),
    ).toHaveLength(3);
  });
  it('have counts, first and last time, minutes, peers and an example', () => {
    const log = lines(
      '2026-11-24T14:03:22Z ERROR connect ECONNREFUSED 10.0.0.1:5432',
      '2026-11-24T14:05:10Z ERROR connect ECONNREFUSED 10.0.0.2:5432',
    );
    const { patterns } = read(log).summary;
    const minute = Date.parse('2026-11-24T14:03:00Z') / 60_000;
    expect(patterns).toEqual([
      {
        template: 'connect ECONNREFUSED <*>',
        count: 2,
        first: '2026-11-24T14:03:22Z',
        last: '2026-11-24T14:05:10Z',
        level: 'error',
        kind: 'database',
        peers: ['10.0.0.1:5432', '10.0.0.2:5432'],
        example: 'connect ECONNREFUSED 10.0.0.1:5432',
        minutes: { [minute]: 1, [minute + 2]: 1 },
      },
    ]);
  });
  it('keep events apart that differ in an early word only', () => {
    const log = lines(
      ...Array.from(
        { length: 6 },
        (_, i) => `ERROR session ${i % 2 ? 'opened' : 'closed'} for user u${i} too late`,
      ),
    );
    expect(read(log).summary.patterns).toHaveLength(2);
  });
  it('take an early word that keeps changing for a name', () => {
    const names = ['amber', 'birch', 'cedar', 'dahlia', 'elder', 'fern', 'ginger', 'hazel', 'iris', 'lotus'];
    const log = lines(
      ...names.flatMap((name) =>
        Array.from({ length: 3 }, () => `ERROR user ${name} failed to log in from the club`),
      ),
    );
    expect(read(log).summary.patterns.map((p) => p.count)).toEqual([30]);
  });
  it('are made of errors and of what states one, not of what is well', () => {
    const log = lines(
      'INFO: all is well',
      'listening on port 8080',
      'connect ECONNREFUSED 10.0.0.1:6379',
      '{"level":"info","msg":"0 errors found"}',
      '{"level":"debug","msg":"error cache warmed"}',
    );
    expect(read(log).summary.patterns.map((p) => [p.kind, p.count])).toEqual([['cache', 1]]);
  });
});
