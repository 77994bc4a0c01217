import { describe, expect, it } from '@jest/globals';
import { lines, read } from './read.ts';

const all = (...log: string[]) => read(lines(...log), { patterns: 'all' }).summary.patterns;
const errors = (...log: string[]) => read(lines(...log)).summary.patterns;

describe('a head of java.util.logging on its own line', () => {
  const head = 'Nov 24, 2026 2:03:22 PM com.example.Depot load';
  it('gives its time to the next line and is no event', () => {
    const patterns = all(head, 'SEVERE: stock is lost');
    expect(patterns).toHaveLength(1);
    expect(patterns[0]).toMatchObject({
      level: 'error',
      example: 'stock is lost',
      first: '2026-11-24T14:03:22Z',
    });
  });
  it('has levels in other languages below it', () => {
    expect(errors(head, 'WARNUNG: Bestand ist niedrig')[0]).toMatchObject({ level: 'warn' });
  });
  it('gives its time to one line only', () => {
    const patterns = all(head, 'SEVERE: stock is lost', 'SEVERE: depot is closed');
    expect(patterns.filter(({ first }) => first === '2026-11-24T14:03:22Z')).toHaveLength(1);
  });
  it('is none where a message follows on the line', () => {
    expect(all('Nov 24, 2026 2:03:22 PM depot is closed')[0]?.example).toBe('depot is closed');
  });
});

describe('a report of Erlang', () => {
  const report = (kind: string): string => `=${kind} REPORT==== 24-Nov-2026::14:03:22 ===`;
  it('is its first line, with what that announces', () => {
    expect(errors(report('WARNING'), 'depot closed:', 'quota is used up', 'more of it')).toEqual([
      expect.objectContaining({ level: 'warn', example: 'depot closed: quota is used up', count: 1 }),
    ]);
  });
  it('of a supervisor is its reason', () => {
    const log = [
      report('SUPERVISOR'),
      '    supervisor: {local,depot}',
      '    reason: no_stock',
      '    offender: [a]',
    ];
    expect(errors(...log)[0]).toMatchObject({ level: 'error', example: 'reason: no_stock', count: 1 });
  });
  it('is no error where it is information', () => {
    expect(errors(report('INFO'), 'depot opens')).toEqual([]);
  });
});
