import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Random } from '../../../bench/random.ts';
import { read } from './read.ts';

/** A log whose counts are known, in the combined format and as JSON of pino-http; both must come to the same. */
function knownLog(count: number): {
  combined: string;
  json: string;
  byStatus: Record<string, number>;
  byMethod: Record<string, number>;
  byClient: Map<string, number>;
} {
  const random = new Random(7);
  const byStatus: Record<string, number> = {};
  const byMethod: Record<string, number> = {};
  const byClient = new Map<string, number>();
  let combined = '';
  let json = '';
  for (let i = 0; i < count; i++) {
    const method = random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
    const path = random.pick([
      `/api/games/${random.below(1e6)}/scores`,
      `/api/players/${random.hex(8)}-${random.hex(4)}-${random.hex(4)}-${random.hex(4)}-${random.hex(12)}?x=${i}`,
      '/health',
      `/files/report-${random.below(9)}.pdf`,
      `/s/${random.hex(3)}!${random.hex(20)}/a@b.example`,
      `/${'long-name-'.repeat(1 + random.below(12))}/end`,
      `/caf%C3%A9%20au%20lait%20${random.below(50)}`,
    ]);
    const status = random.pick([200, 201, 204, 301, 304, 400, 401, 404, 429, 499, 500, 502, 503, 504]);
    const client = `10.${random.below(3)}.${random.below(256)}.${random.below(256)}`;
    const second = Math.floor((i * 600) / count);
    const mmss = `${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    byMethod[method] = (byMethod[method] ?? 0) + 1;
    byClient.set(client, (byClient.get(client) ?? 0) + 1);
    combined += `${client} - - [24/Nov/2026:14:${mmss} +0000] "${method} ${path} HTTP/1.1" ${status} ${random.below(9999)} "-" "curl/8.9.1"\n`;
    json += `${JSON.stringify({
      level: status >= 500 ? 50 : 30,
      time: Date.UTC(2026, 10, 24, 14, 0, second),
      req: { method, url: path, remoteAddress: client, headers: { 'user-agent': 'curl/8.9.1' } },
      res: { statusCode: status },
      msg: 'request completed',
    })}\n`;
  }
  return { combined, json, byStatus, byMethod, byClient };
}

describe('counts of a known log', () => {
  const LINES = 1200;
  const known = knownLog(LINES);
  for (const format of ['combined', 'json'] as const)
    it(`are exact for ${format} lines, however the chunks cut them`, () => {
      for (const chunk of [65_536, 997]) {
        const { summary } = read(known[format], {}, chunk);
        expect(summary.lines).toBe(LINES);
        expect(summary.requests).toBe(LINES);
        expect(summary.byStatus).toEqual(known.byStatus);
        expect(summary.byMethod).toEqual(known.byMethod);
        for (const { client, requests } of summary.clients)
          expect([client, requests]).toEqual([client, known.byClient.get(client)]);
        expect(summary.minutes.reduce((sum, m) => sum + m.requests, 0)).toBe(LINES);
        expect(summary.minutes).toHaveLength(10);
      }
    });

  it('are the same for the scanner and the parsers: endpoints, minutes and clients', () => {
    const fast = read(known.combined).summary;
    const parsed = read(known.json).summary;
    expect(fast.endpoints.map(({ latency: _, ...e }) => e)).toEqual(
      parsed.endpoints.map(({ latency: _, ...e }) => e),
    );
    expect(fast.minutes).toEqual(parsed.minutes);
    expect(fast.clients).toEqual(parsed.clients);
  });

  it('name routes, not ids', () => {
    const paths = new Set(read(known.combined).summary.endpoints.map((e) => e.path));
    expect(paths).toContain('/api/games/:id/scores');
    expect(paths).toContain('/api/players/:id');
    expect(paths).toContain('/health');
    expect([...paths].some((path) => path.includes('?'))).toBe(false);
  });
});

interface Truth {
  readonly file: string;
  readonly lines: number;
  readonly status: Record<string, number>;
  readonly methods: Record<string, number>;
  readonly errors_4xx: number;
  readonly top_5xx_endpoints: readonly (readonly [string, number])[];
  readonly top_ips: readonly (readonly [string, number])[];
}

const folder = `${process.env.FIRSTNOTE_SHARED ?? '../shared'}/cases/logs`;
const truths: readonly Truth[] = existsSync(`${folder}/truth.json`)
  ? Object.values(JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')))
  : [];

describe('counts of recorded access logs', () => {
  if (truths.length === 0) it.skip('the recordings are not here (FIRSTNOTE_SHARED)', () => undefined);
  for (const truth of truths)
    it(`equal an independent count: ${truth.file}`, () => {
      const { summary } = read(gunzipSync(readFileSync(`${folder}/${truth.file}`)), {}, 131_072);
      expect(summary.lines).toBe(truth.lines);
      expect(summary.byStatus).toEqual(truth.status);
      expect(summary.byMethod).toEqual(truth.methods);
      expect(summary.endpoints.reduce((sum, e) => sum + e.errors4xx, 0)).toBe(truth.errors_4xx);
      const found = new Map(summary.endpoints.map((e) => [`${e.method} ${e.path}`, e.errors5xx]));
      // Only routes without an id in them are named alike by both.
      for (const [route, n] of truth.top_5xx_endpoints.filter(([, n]) => n > 2))
        expect([route, found.get(route)]).toEqual([route, n]);
      expect(summary.clients.slice(0, 5).map((c) => c.requests)).toEqual(
        truth.top_ips.slice(0, 5).map(([, n]) => n),
      );
    });
});
