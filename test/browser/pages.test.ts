import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { type Host, startHost } from './host.ts';
import { background, contrasts, overflowing, selected } from './in-page.mjs';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
/** As root in a container Chromium has no sandbox; the others keep it from calling home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** WCAG 2.2, 1.4.3 and 2.5.5: contrast of text, and the size of what is pressed, CSS pixels. */
const MIN_CONTRAST = 4.5;
const MIN_TARGET = 44;
/** The longest that a page is waited for, ms: only what hangs ends here. */
const PATIENCE_MS = 120_000;

let browser: Browser;
let host: Host;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  // 30 minutes pass in 30 s: the timers are seen waiting, and then called.
  host = await startHost([]);
});
afterAll(async () => {
  await host?.stop();
  await browser?.close();
});

async function open(path: string, viewport = PHONE, colorScheme: 'light' | 'dark' = 'light') {
  const page = await browser.newPage({ viewport, colorScheme });
  page.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(path);
  return { page, faults };
}

describe('the page of npm start', () => {
  it('shows the note, and then each person called, without a reload', async () => {
    const { page, faults } = await open(host.page);
    await page.locator('.meta').getByText('edited in place').waitFor();
    const note = page.locator('pre.note');
    expect(await note.count()).toBe(1);
    const text = (await note.textContent()) ?? '';
    expect(text).toMatch(/^firstnote · DojoPoolAPIHighErrorRate/);
    expect(text).toContain('\nCAUSE');
    const timers = page.getByRole('region', { name: 'Timers' }).getByRole('listitem');
    expect(await timers.allInnerTexts()).toEqual([
      expect.stringMatching(/^5 min\s+Backend Engineering Lead/),
      expect.stringMatching(/^15 min\s+Engineering Manager waiting in \d+:\d\d min/),
      expect.stringMatching(/^30 min\s+CTO\/Head of Engineering waiting in \d+:\d\d min/),
    ]);
    await timers.nth(2).getByText('called', { exact: true }).waitFor();
    await page.getByText('everything done').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each([
    ['phone', 'light', PHONE],
    ['phone', 'dark', PHONE],
    ['desk', 'light', DESK],
    ['desk', 'dark', DESK],
  ] as const)('is readable on a %s, %s', async (_, scheme, viewport) => {
    const { page, faults } = await open(host.page, viewport, scheme);
    await page.locator('pre.note').waitFor();
    expect(await page.evaluate(overflowing)).toEqual([]);
    const [worst] = await page.evaluate(contrasts);
    expect(worst?.contrast).toBeGreaterThanOrEqual(MIN_CONTRAST);
    expect((await page.evaluate(background)) === 'rgb(255, 255, 255)').toBe(scheme === 'light');
    for (const button of await page.getByRole('button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(MIN_TARGET);
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it('keeps what is selected while the rest of it changes', async () => {
    const { page } = await open(host.page);
    await page.locator('pre.note').waitFor();
    await page.locator('pre.note').selectText();
    const before = await page.evaluate(selected);
    await page.waitForTimeout(1500);
    expect(before.length).toBeGreaterThan(100);
    expect(await page.evaluate(selected)).toBe(before);
    await page.close();
  });

  it('leads to the report, which reads as well', async () => {
    const { page } = await open(host.page);
    const link = page.locator('pre.note a[href*="/reports/"]');
    await link.waitFor();
    const address = (await link.getAttribute('href')) ?? '';
    for (const scheme of ['light', 'dark'] as const) {
      const { page: report, faults } = await open(address, PHONE, scheme);
      expect(await report.locator('h1, h2').count()).toBeGreaterThan(0);
      expect(await report.evaluate(overflowing)).toEqual([]);
      const [worst] = await report.evaluate(contrasts);
      expect({ ...worst, enough: (worst?.contrast ?? 0) >= MIN_CONTRAST }).toMatchObject({ enough: true });
      expect(faults).toEqual([]);
      await report.close();
    }
    await page.close();
  });

  it('finishes the note after the incident is resolved there', async () => {
    const { page } = await open(host.page);
    await page.getByRole('button', { name: 'resolve' }).click();
    await page
      .getByText(/recover/i)
      .first()
      .waitFor();
    await page.close();
  });
});

describe('a page of somebody else', () => {
  /** The cookie of whoever opened the link. */
  async function cookie(): Promise<string> {
    const opened = await fetch(host.page, { redirect: 'manual' });
    return opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  it('is told how to get in, and nothing else', async () => {
    const response = await fetch(host.url);
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('Open the page by the link that npm start printed: it has the key.\n');
  });

  it('cannot resolve the incident', async () => {
    const response = await fetch(`${host.url}/local/resolve/Q1`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', cookie: await cookie() },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('not from another page');
  });

  it('cannot be framed or scripted into this one', async () => {
    const response = await fetch(host.url, { headers: { cookie: await cookie() } });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });
});
