import { describe, expect, it } from '@jest/globals';
import { Unwrapper } from '../../../functions/logs/wrappers/unwrapper.ts';
import { lines, read } from './read.ts';

const patternsOf = (...log: string[]) =>
  read(lines(...log), { patterns: 'all', unwrap: new Unwrapper() }).summary.patterns.map(
    ({ level, first, example }) => [level, first, example],
  );
const TIME = '2026-11-24T09:10:11.250Z';

describe('a line that something wrapped', () => {
  it('is taken out of the standard output of Fluentd', () => {
    expect(
      patternsOf(
        '2026-11-24 09:10:11.250000000 +0000 kube.cart: {"stream":"stderr","message":"ERROR cart is gone","kubernetes":{"pod_name":"cart-0"}}',
      ),
    ).toEqual([['error', TIME, 'cart is gone']]);
  });
  it('is taken from a pod that is named for its container', () => {
    expect(patternsOf(`cart-0 cart [ERROR] cart is gone`)).toEqual([['error', '', 'cart is gone']]);
  });
  it('is no such line where a sentence begins alike', () => {
    expect(patternsOf('node-1 node ERROR is gone')[0]?.[2]).toContain('node-1');
    expect(patternsOf('cart-0 shop [7] is gone')[0]?.[2]).toContain('cart-0');
  });
  it("is each record of OpenTelemetry's exporter", () => {
    const record = (severityNumber: number, stringValue: string) => ({
      timeUnixNano: '1795511411250000000',
      severityNumber,
      body: { stringValue },
    });
    const logRecords = [record(9, 'cart is full'), record(17, 'cart is gone'), record(13, 'cart is slow')];
    expect(
      patternsOf(
        JSON.stringify({ resourceLogs: [{ resource: {}, scopeLogs: [{ logRecords }] }] }),
      ).toSorted(),
    ).toEqual([
      ['error', TIME, 'cart is gone'],
      ['unknown', TIME, 'cart is full'],
      ['warn', TIME, 'cart is slow'],
    ]);
  });
  it('of a function that the platform ended is an error without its number', () => {
    const id = '01234567-89ab-cdef-0123-456789abcdef';
    expect(patternsOf(`${TIME} ${id} Task timed out after 6.01 seconds`)).toEqual([
      ['error', TIME, 'Task timed out after 6.01 seconds'],
    ]);
    expect(patternsOf(`RequestId: ${id} Error: Runtime exited`)[0]?.[0]).toBe('error');
    expect(patternsOf(`${TIME} ${id} Task is done`)[0]?.[0]).toBe('unknown');
  });
});
