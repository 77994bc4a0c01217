import { describe, expect, it } from '@jest/globals';
import { lines, read } from './read.ts';

const HEAD = '2026-11-24 14:03:22 [error] ';
/** What the events say that are patterns of errors, by their first line. */
const said = (...log: string[]): readonly string[] =>
  read(lines(...log), { reference: '2026-11-25T00:00:00Z' }).summary.patterns.map(
    (pattern) => pattern.example,
  );
/** How many events the lines are. */
const events = (...log: string[]): number =>
  read(lines(...log), { patterns: 'all', reference: '2026-11-25T00:00:00Z' }).summary.patterns.reduce(
    (sum, { count }) => sum + count,
    0,
  );

describe('a message that ends in a colon', () => {
  it('goes on in the next line', () => {
    expect(said(`${HEAD}channel to depot closed:`, 'quota of depot is used up')).toEqual([
      'channel to depot closed: quota of depot is used up',
    ]);
  });
  it('does so each time', () => {
    const log = [1, 2, 3, 4, 5].flatMap((n) => [`${HEAD}channel ${n} closed:`, 'quota of depot is used up']);
    expect(events(...log)).toBe(5);
    expect(said(...log)).toHaveLength(1);
  });
  it('takes one line only', () => {
    expect(events(`${HEAD}channel to depot closed:`, 'quota of depot is used up', 'depot starts')).toBe(2);
  });
  it('takes no line with a head', () => {
    expect(events(`${HEAD}channel to depot closed:`, `${HEAD}quota of depot is used up`)).toBe(2);
  });
  it('takes none behind information', () => {
    expect(events('2026-11-24 14:03:22 [info] channels of depot:', 'quota of depot is used up')).toBe(2);
  });
  it('takes none behind a line without a head', () => {
    expect(events('channels of depot:', 'quota of depot is used up')).toBe(2);
  });
  it('leaves its place to the exception that it announces', () => {
    expect(said(`${HEAD}depot failed:`, 'java.io.IOException: disk is full', '\tat a.B.c(B.java:1)')).toEqual(
      ['java.io.IOException: disk is full'],
    );
  });
});

describe("Rust's panic", () => {
  const place = "thread 'worker-2' panicked at src/depot.rs:7:9:";
  it('has its message in the next line', () => {
    expect(said(place, 'index out of bounds: the len is 3 but the index is 3')[0]).toContain(
      'index out of bounds',
    );
  });
});

describe('lines that belong to the error before them', () => {
  it.each([
    [
      'functions of zap and their places',
      ['example.com/depot/pkg/stock.(*Stock).Load', '\t/src/stock.go:9', 'main.main', '\t/src/main.go:3'],
    ],
    ['frames of ClickHouse', ['', '0. DB::readAll(int) @ 0x00000000deadbeef in /usr/bin/clickhouse']],
    ['a stack that Monolog writes', ['[stacktrace]', '#0 /srv/depot.php(3): Depot->load()', '"} ']],
    ["a process's last message", ['Last message: :tick', 'State: %{stock: 3}']],
  ])('are %s', (_name, rest) => {
    expect(events(`${HEAD}depot failed`, ...rest)).toBe(1);
  });
  it.each([
    ['a path', '/srv/depot/stock.load'],
    ['a list', '1. load the stock'],
    ['a sentence about a state', 'State: the depot is empty'],
  ])('are none of these: %s', (_name, line) => {
    expect(events(`${HEAD}depot failed`, line)).toBe(2);
  });
});

describe('the cause behind an error', () => {
  it.each([
    ['Elixir', '** (Depot.StockError) no stock left', '(Depot.StockError) no stock left'],
    ['Crystal', 'no stock left (Depot::StockError)', 'no stock left (Depot::StockError)'],
    ['a class of Java by its package', 'com.example.depot.NothingLeft: no stock left', 'no stock left'],
    [
      'an exception before in Monolog',
      '[previous exception] [object] (StockError(code: 0): no stock left',
      'no stock left',
    ],
  ])('is taken: %s', (_name, line, expected) => {
    const [example, ...others] = said(`${HEAD}depot failed`, line);
    expect(example).toContain(expected);
    expect(others).toEqual([]);
  });
  it.each([['a note (see Depot)'], ['depot.Stock: no stock left'], ['** no stock left **']])(
    'is not %j',
    (line) => {
      expect(events(`${HEAD}depot failed`, line)).toBe(2);
    },
  );
  it('is none behind information', () => {
    expect(events('2026-11-24 14:03:22 [info] depot starts', 'no stock left (Depot::StockError)')).toBe(2);
  });
});
