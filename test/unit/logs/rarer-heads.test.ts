import { describe, expect, it } from '@jest/globals';
import { lines, read } from './read.ts';

const REFERENCE = '2026-11-25T00:00:00Z';
const one = (line: string) => read(lines(line), { patterns: 'all', reference: REFERENCE }).summary;
const TIME = '2026-11-24T14:03:22';

describe('a head', () => {
  it.each([
    ['Telegraf', `${TIME}Z W! [inputs.depot] stock is low`, 'warn', 'stock is low'],
    [
      'Passenger',
      `[ W 2026-11-24 14:03:22.5678 9/T1 age/Cor/Stock.cpp:7 ]: stock is low`,
      'warn',
      'stock is low',
    ],
    ['glog with its year', 'W20261124 14:03:22.000001 17 stock.cc:7] stock is low', 'warn', 'stock is low'],
    ['Zabbix', '  17:20261124:140322.000 stock is low', 'unknown', 'stock is low'],
    ["Go's log with a prefix", 'depot: 2026/11/24 14:03:22 stock is low', 'unknown', 'stock is low'],
    [
      'log4net with a context',
      '2026-11-24 14:03:22,000 [7] WARN Depot.Stock [(null)] - stock is low',
      'warn',
      'stock is low',
    ],
    ['timbre', `${TIME}Z box-7 WARN [depot.stock:7] - stock is low`, 'warn', 'stock is low'],
    [
      'Linux in syslog',
      'Nov 24 14:03:22 box-7 kernel: [  171.000001] stock is low',
      'unknown',
      'stock is low',
    ],
  ])('is taken off: %s', (_name, line, level, message) => {
    const { first, patterns } = one(line);
    expect(first.slice(0, 19)).toBe(TIME);
    expect(patterns[0]).toMatchObject({ level, example: message });
  });
  it('is taken off a line of the kernel without a time', () => {
    expect(one('[  171.000001] stock is low').patterns[0]?.example).toBe('stock is low');
  });

  it.each([
    ['W! stock is low', 'a mark without a plugin'],
    ['[ W stock.cpp:7 ]: stock is low', 'a letter in brackets without a time'],
    ['17:2026:1403 stock is low', 'numbers that are no time'],
    ['depot: stock is low since 2026/11/24 14:03:22', 'a time behind the message'],
    ['[171.5] stock is low', 'a number that is no stamp of the kernel'],
    ['box-7 WARN [depot] stock is low', 'a word before a level'],
  ])('is none: %s', (line) => {
    expect(one(line).patterns[0]?.example).toBe(line);
  });
});
