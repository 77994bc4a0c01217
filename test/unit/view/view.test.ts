import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filesOf } from '../../../functions/actions/files.ts';
import { reportLink } from '../../../functions/actions/report-link.ts';
import type { Mode } from '../../../functions/contracts/mode.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { createHandler } from '../../../functions/view/handler.ts';
import { CALLS_PLACE } from '../../../functions/writing/page/calls-part.ts';
import { renderPage } from '../../../functions/writing/page/page.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { connectionsReport, contextOf, playbookOf } from '../../support/report.ts';

const DAY_MS = 24 * 60 * 60_000;
const occurrence = { name: 'Q1-1764079400' };

async function open(ms = 0, mode: Mode = 'full') {
  const store = memoryStore();
  const clock = { ms };
  const now = () => clock.ms;
  const handler = createHandler(async () => ({
    ...{ now, logger: silentLogger, metrics: silentMetrics, store },
    minuteMs: 60_000,
    mode: async () => mode,
  }));
  const files = filesOf(store, occurrence.name);
  await files.writePage('<p>the page</p>');
  const link = new URL(await reportLink({ store, now }, 'https://view.example', occurrence));
  const get = (name: string, query: Record<string, string>) =>
    handler({ pathParameters: { occurrence: name }, queryStringParameters: query }, {});
  return { store, clock, now, files, link, get, key: link.searchParams.get('key') ?? '' };
}

describe('a report page', () => {
  it('opens with its link', async () => {
    const { get, key, link } = await open();
    expect(link.pathname).toBe('/reports/Q1-1764079400');
    const answer = await get('Q1-1764079400', { key });
    expect(answer).toMatchObject({ statusCode: 200, body: '<p>the page</p>' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; .*base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      ),
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  it('says until when its link works, whatever the page holds', async () => {
    const { get, key, files } = await open(Date.parse('2026-11-25T14:03:22Z'));
    await files.writePage('<p>&lt;/footer&gt;</p><footer>firstnote</footer>');
    expect((await get('Q1-1764079400', { key })).body).toBe(
      '<p>&lt;/footer&gt;</p><footer>firstnote · this link works until 2026-12-08 14:03:22Z</footer>',
    );
  });

  it('is written with one foot, where that is said', () => {
    const page = renderPage(connectionsReport, contextOf());
    expect(page.split('</footer>')).toHaveLength(2);
  });

  it('has one link, however often it is asked for', async () => {
    const { store, now, link } = await open();
    expect(await reportLink({ store, now }, 'https://view.example', occurrence)).toBe(link.href);
  });

  it('has a key that nobody guesses, another for each occurrence', async () => {
    const { store, now, key } = await open();
    const other = new URL(
      await reportLink({ store, now }, 'https://view.example', { name: 'Q2-1764079400' }),
    );
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(other.searchParams.get('key')).not.toBe(key);
  });

  it('says that nobody is called while calls are switched off', async () => {
    const { get, key, files } = await open(1_764_079_400_000, 'notes-only');
    await files.writePage(`<p>the page</p>${CALLS_PLACE}`);
    await files.writeTimers([{ step: 0, name: 'Lead', at: '2026-11-25T14:08:20.000Z' }]);
    const { body } = await get('Q1-1764079400', { key });
    expect(body).toContain('Calls are switched off: nobody is called');
    expect(body).not.toContain('Lead');
  });

  it('has the calls as they are when it is opened, though it was written before them', async () => {
    const { get, key, files, clock } = await open(1_764_079_400_000);
    await files.writePage(`<header>${CALLS_PLACE}</header>`);
    const step = (name: string, after: number) => ({ after, name, responder: { type: 'user', id: 'PUSER' } });
    await files.writePlan({
      alert: { name: '', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
      playbook: playbookOf({ escalation: [step('Lead', 5), step('Manager', 15)] }),
      target: connectionsReport.target,
      window: connectionsReport.window,
      lead: { name: occurrence.name, incidentId: 'Q1', url: '' },
    });
    const bodyAt = async (minutes: number) => {
      clock.ms = (1_764_079_400 + minutes * 60) * 1_000;
      return (await get('Q1-1764079400', { key })).body;
    };
    expect(await bodyAt(1)).toMatch(
      /^<header><p class="small">Called next: \S+ Lead, \S+ Manager<\/p><\/header>$/,
    );
    await files.writeCall(0, { name: 'Lead', at: '2025-11-25T14:08:21Z', outcome: 'called' });
    expect(await bodyAt(6)).toMatch(/Called: 14:08\S* Lead<\/p>.*Called next: \S+ Manager<\/p>/);
    await files.writeCall(1, { name: 'Manager', at: '2025-11-25T14:18:21Z', outcome: 'waiting' });
    expect(await bodyAt(16)).toMatch(/Could not be called yet: 14:18\S* Manager<\/p><\/header>$/);
  });

  it('expires', async () => {
    const { get, key, clock } = await open();
    clock.ms = 13 * DAY_MS - 1;
    expect((await get('Q1-1764079400', { key })).statusCode).toBe(200);
    clock.ms += 1;
    expect((await get('Q1-1764079400', { key })).statusCode).toBe(404);
  });

  it('comes with its time line, once there is one', async () => {
    const { get, key, files } = await open();
    expect((await get('Q1-1764079400', { key, document: 'timeline' })).statusCode).toBe(404);
    const comparison = { recovered: 'yes', facts: [] } as const;
    await files.writeEnding({ comparison, seenAt: '2025-11-25T14:30:00Z', timeline: '# Incident' });
    expect(await get('Q1-1764079400', { key, document: 'timeline' })).toMatchObject({
      statusCode: 200,
      body: '# Incident',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  });

  it('comes with the time line that an earlier version kept', async () => {
    const { get, key, store } = await open();
    await store.put('Q1-1764079400/timeline.md', '# Earlier', 'text/markdown; charset=utf-8');
    expect(await get('Q1-1764079400', { key, document: 'timeline' })).toMatchObject({ body: '# Earlier' });
  });

  it('tells a stranger nothing, whatever is asked', async () => {
    const { get, store, now } = await open();
    await reportLink({ store, now }, 'https://view.example', { name: 'Q2-1764079400' });
    const missing = await get('Q9-1', { key: 'x' });
    expect(missing.statusCode).toBe(404);
    const name = fc.oneof(
      fc.constantFrom('Q1-1764079400', 'Q2-1764079400', '../claims', 'incidents/Q1'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(name, fc.string(), fc.string(), async (asked, key, document) => {
        expect(await get(asked, { key, document })).toEqual(missing);
      }),
    );
  });
});
