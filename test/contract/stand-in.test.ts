import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pagerDutyAccount } from '../../functions/clients/pagerduty/account.ts';
import { pagerDuty } from '../../functions/clients/pagerduty/pagerduty.ts';
import { DEMO_ACCOUNT, DEMO_PEOPLE } from '../../functions/console/model.ts';
import { type StandIn, startStandIn } from '../../functions/console/stand-in.ts';
import { verifySignature } from '../../functions/webhook/signature.ts';
import { loopback } from '../support/loopback.ts';
import { judgeAnswer, judgeRequest } from './openapi.ts';

const TOKEN = 'u+StandIn';
const HEADERS = {
  accept: 'application/vnd.pagerduty+json;version=2',
  authorization: `Token token=${TOKEN}`,
  'content-type': 'application/json',
};
const FROM = { from: DEMO_PEOPLE.firstnote.email };
const TARGET = { responder_request_target: { id: DEMO_PEOPLE.lead.id, type: 'user_reference' } };
const RESPONDERS = {
  requester_id: DEMO_PEOPLE.firstnote.id,
  message: 'x',
  responder_request_targets: [TARGET],
};

const NEW_INCIDENT = {
  incident: {
    ...{ type: 'incident', title: 'Test', urgency: 'low' },
    service: { id: 'PSERVICE', type: 'service_reference' },
    assignments: [{ assignee: { id: DEMO_PEOPLE.firstnote.id, type: 'user_reference' } }],
  },
};

describe('the stand-in, by the official document', () => {
  let standIn: StandIn;
  let id = '';
  let noteId = '';
  beforeAll(async () => {
    standIn = await startStandIn({ token: TOKEN, minuteMs: 60_000 });
    const { account } = standIn;
    id = account.open({ title: '[FIRING:1] High', details: { firing: 'Labels:\n - alertname = High' } }).id;
    noteId = account.addNote(id, DEMO_PEOPLE.firstnote.id, 'a note').id;
    account.acknowledge(id, DEMO_PEOPLE.onCall.id);
    standIn.subscribe({ url: `${standIn.url}/nowhere`, secret: 'whsec', temporarilyDisabled: true });
  });
  afterAll(() => standIn.close());

  it.each([
    ['GET', () => `/incidents/${id}`, undefined],
    ['GET', () => `/incidents/${id}/alerts`, undefined],
    ['GET', () => `/incidents/${id}/notes`, undefined],
    ['POST', () => `/incidents/${id}/notes`, { note: { content: 'x' } }],
    ['PUT', () => `/incidents/${id}/notes/${noteId}`, { note: { content: 'y' } }],
    ['POST', () => `/incidents/${id}/responder_requests`, RESPONDERS],
    ['PUT', () => `/incidents/${id}`, { incident: { type: 'incident_reference', escalation_level: 2 } }],
    ['GET', () => `/incidents/${id}`, undefined],
    ['GET', () => `/incidents/${id}/log_entries`, undefined],
    ['GET', () => `/incidents/${id}/related_change_events`, undefined],
    ['POST', () => `/incidents/${id}/status_updates`, { message: 'x' }],
    ['GET', () => '/services/PSERVICE', undefined],
    ['GET', () => '/services/PSERVICE/change_events', undefined],
    ['GET', () => '/escalation_policies/PPOLICY1', undefined],
    ['GET', () => '/oncalls', undefined],
    ['GET', () => '/abilities', undefined],
    ['GET', () => '/users/PLEAD001', undefined],
    ['GET', () => '/users/PNOBODY', undefined],
    ['GET', () => '/webhook_subscriptions', undefined],
    ['POST', () => '/webhook_subscriptions/PSUBSCR1/ping', undefined],
    ['POST', () => '/incidents', NEW_INCIDENT],
    ['GET', () => '/incidents/QNONE', undefined],
    ['POST', () => `/incidents/${id}/responder_requests`, { ...RESPONDERS, requester_id: 'PNOBODY' }],
  ] as readonly (readonly [string, () => string, object | undefined])[])(
    '%s %#',
    async (method, path, payload) => {
      const body = payload === undefined ? '' : JSON.stringify(payload);
      const headers = { ...HEADERS, ...FROM };
      expect(judgeRequest({ method, url: path(), headers, body })).toEqual([]);
      const answer = await fetch(`${standIn.url}${path()}`, {
        method,
        headers,
        ...(payload === undefined ? {} : { body }),
      });
      expect(judgeAnswer({ method, url: path() }, answer.status, await answer.text())).toEqual([]);
    },
  );

  it.each([
    ['another token', { authorization: 'Token token=other' }, 401],
    ['no version', { accept: '*/*' }, 400],
    ['a From that is nobody', { from: 'nobody@example.com' }, 400],
  ])('refuses %s', async (_, change, status) => {
    const answer = await fetch(`${standIn.url}/incidents/${id}/notes`, {
      method: 'POST',
      headers: { ...HEADERS, ...FROM, ...change },
      body: '{"note":{"content":"x"}}',
    });
    expect(answer.status).toBe(status);
  });
});

describe('the stand-in through our own port', () => {
  const open = async (abilities: readonly string[]) => {
    const standIn = await startStandIn({
      token: TOKEN,
      minuteMs: 60_000,
      setup: { ...DEMO_ACCOUNT, abilities },
    });
    const { id: requesterId, email: from } = DEMO_PEOPLE.firstnote;
    return { standIn, port: pagerDuty({ url: standIn.url, token: TOKEN, from, requesterId }) };
  };

  it('remembers what was done', async () => {
    const { standIn, port } = await open(['coordinated_responding']);
    const { id } = standIn.account.open({ title: 'High', details: { alertname: 'High' } });
    const note = await port.createNote(id, 'first');
    await port.updateNote(id, note.id, 'second');
    await port.requestResponders(id, [{ type: 'user', id: DEMO_PEOPLE.lead.id }], 'please');
    await port.escalate(id, 2);
    await port.postStatusUpdate(id, 'told');
    const incident = await port.incident(id);
    const notes = await port.notes(id);
    const entries = await port.logEntries(id);
    const [shown] = standIn.state().incidents;
    await standIn.close();
    expect(notes.map(({ content }) => content)).toEqual(['second']);
    expect(incident).toMatchObject({
      status: 'triggered',
      assignments: [{ person: { name: 'Backend Engineering Lead' } }],
      responderRequests: [{ targetId: DEMO_PEOPLE.lead.id, message: 'please' }],
      escalatesAt: expect.any(String),
    });
    expect(entries.map(({ type }) => type)).toEqual([
      'trigger_log_entry',
      'annotate_log_entry',
      'notify_log_entry',
      'escalate_log_entry',
    ]);
    expect(shown).toMatchObject({
      responders: [{ name: 'Backend Engineering Lead' }],
      notes: [{ content: 'second', edits: 1 }],
      statusUpdates: [{ message: 'told' }],
    });
  });

  it('lacks what its plan lacks', async () => {
    const { standIn, port } = await open([]);
    const { id } = standIn.account.open({ title: 'High' });
    const call = port.requestResponders(id, [{ type: 'user', id: DEMO_PEOPLE.lead.id }], 'please');
    await expect(call).rejects.toMatchObject({ kind: 'abilityMissing' });
    await standIn.close();
  });
});

describe('the stand-in through the account port', () => {
  const open = async () => {
    const otherServices = [{ id: 'POTHER01', name: 'Payroll' }];
    const standIn = await startStandIn({
      ...{ token: TOKEN, minuteMs: 60_000, setup: { ...DEMO_ACCOUNT, otherServices } },
    });
    const access = { url: standIn.url, token: TOKEN, from: DEMO_PEOPLE.firstnote.email };
    return { standIn, port: pagerDutyAccount(access) };
  };

  it('shows users, services and the subscription as they are', async () => {
    const { standIn, port } = await open();
    const before = await port.subscriptions();
    standIn.subscribe({
      ...{ url: 'https://example.com/pagerduty', secret: 'whsec', inactive: true },
      ...{ events: ['incident.triggered'], filter: { type: 'service_reference', id: 'PSERVICE' } },
    });
    const [user, services, subscriptions] = await Promise.all([
      port.user('PLEAD001'),
      port.services(),
      port.subscriptions(),
    ]);
    await expect(port.user('PNOBODY')).rejects.toMatchObject({ kind: 'rejected', status: 404 });
    await expect(port.escalationPolicy('PNONE')).rejects.toMatchObject({ status: 404 });
    await expect(port.service('PNONE')).rejects.toMatchObject({ status: 404 });
    await standIn.close();
    expect(before).toEqual([]);
    expect(user).toEqual({
      ...{ id: 'PLEAD001', name: 'Backend Engineering Lead', email: 'lead@example.com', role: 'user' },
      contactMethods: 1,
    });
    expect(services.map(({ name }) => name)).toEqual(['DojoPool API', 'Payroll']);
    expect(subscriptions).toEqual([
      {
        ...{ id: 'PSUBSCR1', url: 'https://example.com/pagerduty', active: false },
        ...{ temporarilyDisabled: false, events: ['incident.triggered'] },
        scope: { type: 'service', id: 'PSERVICE' },
      },
    ]);
  });

  it('opens an incident for one person, pings and resolves', async () => {
    const { standIn, port } = await open();
    const receiver = await loopback(() => ({ status: 202 }));
    standIn.subscribe({ url: receiver.url, secret: 'whsec' });
    const assigneeId = DEMO_PEOPLE.firstnote.id;
    const { id } = await port.createIncident({
      ...{ title: 'Test', serviceId: 'PSERVICE', assigneeId },
    });
    await port.resolveIncident(id);
    await port.ping('PSUBSCR1');
    await expect(port.ping('PNONE')).rejects.toMatchObject({ status: 404 });
    await standIn.delivered();
    await Promise.all([standIn.close(), receiver.close()]);
    const types = receiver.seen.map(({ body }) => JSON.parse(body).event.event_type);
    expect(types.toSorted()).toEqual(['incident.resolved', 'incident.triggered', 'pagey.ping']);
    expect(standIn.state().incidents).toMatchObject([
      { status: 'resolved', urgency: 'low', assignees: ['firstnote'] },
    ]);
  });

  it.each([
    ['is inactive', { inactive: true }],
    ['is temporarily disabled', { temporarilyDisabled: true }],
    ['names other events', { events: ['incident.resolved'] }],
  ])('delivers nothing where the subscription %s', async (_, change) => {
    const { standIn } = await open();
    const receiver = await loopback(() => ({ status: 202 }));
    standIn.subscribe({ url: receiver.url, secret: 'whsec', ...change });
    standIn.account.open({ title: 'High' });
    await standIn.delivered();
    await Promise.all([standIn.close(), receiver.close()]);
    expect(receiver.seen).toEqual([]);
  });
});

describe('its webhooks', () => {
  it('are signed, ordered and sent again until they are taken', async () => {
    let refusals = 1;
    const receiver = await loopback(() => {
      refusals -= 1;
      return { status: refusals >= 0 ? 503 : 202 };
    });
    const standIn = await startStandIn({ token: TOKEN, minuteMs: 60_000 });
    standIn.subscribe({ url: receiver.url, secret: 'whsec' });
    const { id } = standIn.account.open({ title: 'High' });
    standIn.account.addNote(id, DEMO_PEOPLE.firstnote.id, 'ours');
    standIn.account.resolve(id, DEMO_PEOPLE.onCall.id);
    standIn.account.reopen(id);
    await standIn.delivered();
    await Promise.all([standIn.close(), receiver.close()]);
    const types = receiver.seen.map(({ body }) => JSON.parse(body).event.event_type);
    expect(types).toEqual([
      'incident.triggered',
      'incident.triggered',
      'incident.annotated',
      'incident.resolved',
      'incident.reopened',
    ]);
    const [first, second] = receiver.seen;
    expect(first?.headers['x-webhook-id']).toBe(second?.headers['x-webhook-id']);
    for (const { body, headers } of receiver.seen) {
      const signature = headers['x-pagerduty-signature'];
      expect(verifySignature(Buffer.from(body), String(signature), ['whsec'])).toBe('valid');
    }
  });
});

describe('what a page of somebody else may do at the stand-in', () => {
  it.each([
    ['an origin of another', { origin: 'https://elsewhere.example' }],
    ['no origin, and a site of another', { 'sec-fetch-site': 'cross-site' }],
    [
      'a page on another port of this machine',
      { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
    ],
  ])('is nothing: %s', async (_, headers) => {
    const standIn = await startStandIn({ token: TOKEN, minuteMs: 60_000 });
    const open = (given: Record<string, string>) =>
      fetch(`${standIn.url}/_incidents`, {
        method: 'POST',
        headers: given,
        body: JSON.stringify({ title: 'Made' }),
      });
    expect((await open(headers)).status).toBe(403);
    expect(standIn.state().incidents).toEqual([]);
    expect((await open({})).status).toBe(201);
    await standIn.close();
  });

  it('is nothing by a name of its own (DNS rebinding)', async () => {
    const standIn = await startStandIn({ token: TOKEN, minuteMs: 60_000 });
    const status = await new Promise((resolve) => {
      get(`${standIn.url}/_state`, { headers: { host: 'elsewhere.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status).toBe(403);
    await standIn.close();
  });
});
