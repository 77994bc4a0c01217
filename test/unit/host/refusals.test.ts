import { expect, it } from '@jest/globals';
import { refusalPrinter } from '../../../functions/host/refusals.ts';

it('prints a few refused webhooks a minute, and then how many more there were', () => {
  const lines: string[] = [];
  let now = Date.parse('2026-11-25T14:03:22Z');
  const print = refusalPrinter(
    (line) => lines.push(line),
    () => now,
  );
  for (let count = 0; count < 9; count += 1) print({ status: 401, why: 'no signature', from: '203.0.113.7' });
  expect(lines).toEqual(
    Array.from(
      { length: 5 },
      () => '14:03:22Z a webhook from 203.0.113.7 was refused with 401: no signature',
    ),
  );
  now += 60_000;
  print({ status: 400, why: 'the body is not JSON', from: '203.0.113.8' });
  expect(lines.slice(5)).toEqual([
    '4 more webhooks were refused',
    '14:04:22Z a webhook from 203.0.113.8 was refused with 400: the body is not JSON',
  ]);
});
