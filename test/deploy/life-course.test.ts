import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredIncident } from '../../functions/console/model.ts';
import { signatureOf } from '../../functions/incidents/signature.ts';
import { CAUSE, calls, noteOf, noteSays, openIncident, PATH, resolve } from './incidents.ts';
import { type Installation, install } from './installation.ts';
import { CLUSTER, openSurroundings, type Surroundings } from './surroundings.ts';

let surroundings: Surroundings;
let firstnote: Installation;
let incident: StoredIncident;
beforeAll(async () => {
  surroundings = await openSurroundings();
  firstnote = await install({ environment: 'life', playbooks: ['dojopool.yaml'] });
  incident = openIncident(firstnote);
});
afterAll(async () => {
  await firstnote?.remove();
  await surroundings?.close();
});

/** One incident, from its webhook to its recovery; the tests follow it. */
describe('what is deployed', () => {
  it('takes the signed webhook', async () => {
    await firstnote.pagerduty.delivered();
    const [first] = firstnote.pagerduty.state().deliveries.toReversed();
    expect(first).toMatchObject({ type: 'incident.triggered', status: 202 });
  });

  it('refuses a webhook that PagerDuty did not sign', async () => {
    const forged = {
      method: 'POST',
      body: '{}',
      headers: { 'x-pagerduty-signature': `v1=${'0'.repeat(64)}` },
    };
    expect(await firstnote.open(firstnote.stack.outputs.WebhookUrl ?? '', forged)).toMatchObject({
      status: 401,
    });
  });

  it('checks the bytes as they came, though they are no text', async () => {
    const text = '{ "event": { "event_type": "pagey.ping", "data": { "of": "\xff\xfe" } } }';
    const body = Buffer.from(text, 'latin1');
    const headers = {
      'content-type': 'application/json',
      'x-pagerduty-signature': signatureOf(body, firstnote.secret),
    };
    const url = firstnote.stack.outputs.WebhookUrl ?? '';
    expect(await firstnote.open(url, { method: 'POST', body, headers })).toMatchObject({ status: 200 });
  });

  it('takes no webhook where the pages are', async () => {
    const [link = ''] = /https:\S+\/reports\/\S+/.exec(await noteSays(incident, CAUSE)) ?? [];
    const { status } = await firstnote.open(new URL('/pagerduty', link).href, { method: 'POST', body: '{}' });
    expect(status).toBe(404);
  });

  it('writes one note, with its cause', async () => {
    expect(await noteSays(incident, CAUSE)).toContain('score-worker 2 -> 12');
    expect(incident.notes).toHaveLength(1);
  });

  it('shows the page to whoever has the link, and to nobody else', async () => {
    const [link = ''] = /https:\S+\/reports\/\S+/.exec(noteOf(incident)) ?? [];
    const page = await firstnote.open(link);
    expect(page).toMatchObject({
      status: 200,
      text: expect.stringContaining('PostgreSQL refuses connections'),
    });
    expect(await firstnote.open(link.replace(/key=.*/, 'key=guessed'))).toMatchObject({ status: 404 });
  });

  it('calls the three of the playbook, one after the other', async () => {
    expect(await calls(incident, 3)).toEqual(PATH);
  });

  it('says how it ended once it is resolved', async () => {
    resolve(firstnote, incident);
    expect(await noteSays(incident, /^(RESOLVED|RECOVERED)/m)).toMatch(CAUSE);
    expect(incident.notes).toHaveLength(1);
  });

  it('was denied nothing, and logged no error', async () => {
    const logs = await firstnote.logs();
    expect(logs.length).toBeGreaterThan(10);
    expect(logs.filter((line) => /AccessDenied|not authorized|"level":"ERROR"/.test(line))).toEqual([]);
  });

  it('looked at the cluster that its configuration names, and at no other', () => {
    expect(new Set(surroundings.described)).toEqual(new Set([CLUSTER]));
  });
});
