import { describe, expect, it } from '@jest/globals';
import { createLogReader } from '../../../functions/logs/reader.ts';

const WINDOW = { from: '2026-11-25T13:00:00Z', to: '2026-11-25T14:00:00Z' };
const at = Date.parse('2026-11-25T13:30:00Z');
const line = (fields: object): string =>
  JSON.stringify({ level: 30, time: at, pid: 1, reqId: 'req-1', ...fields });

describe("Fastify's two lines a request", () => {
  it('count once, by the line that has status and time', () => {
    const reader = createLogReader({ window: WINDOW });
    const log = [
      line({ req: { method: 'POST', url: '/checkout', host: 'shop:3004' }, msg: 'incoming request' }),
      line({ res: { statusCode: 200 }, responseTime: 2113.05, msg: 'request completed' }),
      line({ status: 200, duration: 5, msg: 'job done' }),
    ];
    reader.push(Buffer.from(`${log.join('\n')}\n`));
    const { summary } = reader.end();
    expect(summary.requests).toBe(1);
    expect(summary.byStatus).toEqual({ 200: 1 });
    expect(summary.endpoints[0]).toMatchObject({ path: '*', requests: 1 });
    expect(summary.endpoints[0]?.p95).toBeGreaterThan(2000);
  });
});
