import { describe, expect, it } from '@jest/globals';
import { mergeSummaries } from '../../../functions/logs/figures/merge.ts';
import { partsQuantile } from '../../../functions/model/latency.ts';
import type { Wait } from '../../../functions/model/log-summary.ts';
import { lines, read } from './read.ts';

const START = Date.UTC(2026, 10, 24, 14, 0);
/** Ten minutes of one line every 15 s. */
const logOf = (lineOf: (i: number) => string, count = 40): string =>
  lines(
    ...Array.from({ length: count }, (_, i) => `${new Date(START + i * 15_000).toISOString()} ${lineOf(i)}`),
  );
const waitsOf = (lineOf: (i: number) => string, count?: number): readonly Wait[] =>
  read(logOf(lineOf, count)).summary.waits ?? [];
const median = ([wait]: readonly Wait[]): number | null => partsQuantile(wait?.parts ?? [], 0.5, 1);

describe('what lines say that something took', () => {
  it.each<[string, string, number]>([
    ['seconds', 'INFO stock answered in 4.2 s', 4_200],
    ['ms without a blank', 'INFO [pool-3] stock: reply after 3800ms', 3_800],
    ['words', 'INFO reply of stock: 3800 milliseconds', 3_800],
    ["Go's minutes and seconds", 'level=info msg="stock done" elapsed=1m3.5s', 63_500],
    ['a field with its unit', '{"severity":"INFO","message":"stock done","upstream_ms":3800}', 3_800],
    ['a field in camel case', '{"level":"info","msg":"stock done","tookMs":3800}', 3_800],
    ['a field in seconds', '{"level":"info","msg":"stock done","wait_seconds":4.2}', 4_200],
    ['a field that loggers call so', '{"level":"info","msg":"stock done","duration":"4.2s"}', 4_200],
    ['a warning', 'WARN stock took 4200 ms, more than 1000', 4_200],
    ['no level', 'stock took 4200 ms', 4_200],
  ])('is kept by time, of %s', (_, line, ms) => {
    const found = waitsOf(() => line);
    expect(found).toHaveLength(1);
    expect((median(found) ?? 0) / ms).toBeGreaterThan(0.85);
    expect((median(found) ?? 0) / ms).toBeLessThan(1.15);
    expect(found[0]?.parts.map(({ from }) => from - START / 60_000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is not read into sizes, times of day, versions and places', () => {
    for (const line of [
      'INFO read 4200 MB at 12:30:05 by v1.20s-rc',
      'INFO GET /x of 10.2.3.4:9000 by worker-7s/main',
      'INFO used 200m of CPU',
      'INFO kept for 5 sessions',
    ])
      expect(waitsOf(() => line)).toEqual([]);
  });

  it('is of lines that are alike but for figures and ids, and names whom they name', () => {
    const ids = ['9f86d081884c7d659a2f', '3a5c1e42-3c93-4848-844a-03848ae9d849', '1b4f0e9851971998e732'];
    const found = waitsOf(
      (i) => `INFO order ${ids[i % 3]} via http://stock:8080/take ${i} took ${300 + i} ms`,
    );
    expect(found).toMatchObject([{ peers: ['stock:8080'] }]);
    const two = waitsOf((i) => `INFO ${i % 2 === 0 ? 'stock' : 'prices'} took ${300 + i} ms`);
    expect(two.map(({ template }) => template).sort()).toEqual([
      expect.stringContaining('prices'),
      expect.stringContaining('stock'),
    ]);
  });

  it('tells the figures of one line apart', () => {
    const found = waitsOf(() => 'INFO stock took 900 ms of 5 s');
    expect(found.map((wait) => Math.round((median([wait]) ?? 0) / 1000)).sort()).toEqual([1, 5]);
  });

  it('needs ten lines, and one of 200 ms', () => {
    expect(waitsOf(() => 'INFO stock took 900 ms', 10)).toHaveLength(1);
    expect(waitsOf(() => 'INFO stock took 900 ms', 9)).toEqual([]);
    expect(waitsOf((i) => `INFO stock took ${i === 3 ? 210 : 20} ms`)).toHaveLength(1);
    expect(waitsOf((i) => `INFO stock took ${i === 3 ? 190 : 20} ms`)).toEqual([]);
  });

  it('leaves requests, which have their own durations', () => {
    const { summary } = read(
      logOf(
        () => '{"level":30,"req":{"method":"GET","url":"/a"},"res":{"statusCode":200},"responseTime":900}',
      ),
    );
    expect(summary.waits).toBeUndefined();
    expect(summary.endpoints).toHaveLength(1);
  });

  it('is bounded: of many kinds those that took most time', () => {
    const found = waitsOf(
      (i) => `INFO kind${'abcdefghijklmnopqrst'[i % 20]} took ${300 + (i % 20) * 100} ms`,
      400,
    );
    expect(found).toHaveLength(12);
    expect(found[0]?.template).toContain('kindt');
    const word = (i: number): string => String.fromCharCode(97 + (i % 26), 97 + ((i / 26) % 26));
    expect(waitsOf((i) => `INFO kind ${word(i)} took 900 ms`, 3000).length).toBeLessThanOrEqual(12);
  });

  it('shows no secret', () => {
    const [found] = waitsOf(() => `INFO login with password=${'hun'}${'ter2-long'} took 900 ms`);
    expect(found).toBeDefined();
    expect(JSON.stringify(found)).not.toContain('ter2-long');
  });

  it('is added up over logs', () => {
    const one = read(logOf(() => 'INFO stock took 900 ms')).summary;
    const merged = mergeSummaries([one, one]);
    expect(merged.waits).toHaveLength(1);
    expect(merged.waits?.[0]?.parts[0]?.counts).toEqual([[expect.any(Number), 8]]);
  });
});
