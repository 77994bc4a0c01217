import { expect, it } from '@jest/globals';
import { isRefusedByRate } from '../../../../functions/diagnosis/mechanisms/shared/rate-limit.ts';

it.each([
  'rate limit exceeded',
  'rate-limited',
  'RateLimiting in effect',
  'ratelimit',
  'Too Many Requests',
  'status 429',
  'status code 429',
  'status: code=429',
  'code: 429',
  'HTTP 429',
  'HTTP/1.1 429',
  'HTTP/2 429',
  'request was throttled',
  'throttling',
  'ThrottlingException: Rate exceeded',
  'Quota exceeded for quota metric',
  'SlowDown: Please reduce your request rate',
])('a rate limit refuses: %s', (line) => {
  expect(isRefusedByRate(line)).toBe(true);
});

it.each([
  'rates are limited',
  'too many connections',
  'status 4290',
  'port 429',
  'statuses of 42',
  'full throttle',
  'quota exceeded',
  'SlowDownload',
  'client-side throttling, not priority and fairness',
  'throttling request took 1.2s',
  'Waited for 1.05s due to throttling',
  'Waited for 900ms due to throttling',
])('nobody refuses: %s', (line) => {
  expect(isRefusedByRate(line)).toBe(false);
});
