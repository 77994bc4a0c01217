import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pagerDutyAccount } from '../../functions/clients/pagerduty/account.ts';
import type { AccountPort } from '../../functions/clients/pagerduty/account-port.ts';
import { pagerDuty } from '../../functions/clients/pagerduty/pagerduty.ts';
import type { PagerDutyPort } from '../../functions/clients/pagerduty/port.ts';
import { loopback } from '../support/loopback.ts';
import { judgeRequest, operationName } from './openapi.ts';

const ID = 'Q1ABCDEFGH';

/** Every method of the port, called with what firstnote calls it with. */
const CALLS: { readonly [Method in keyof PagerDutyPort]: (port: PagerDutyPort) => Promise<unknown> } = {
  incident: (port) => port.incident(ID),
  alerts: (port) => port.alerts(ID),
  notes: (port) => port.notes(ID),
  createNote: (port) => port.createNote(ID, 'CAUSE (high) ...\nfirstnote Q1ABCDEFGH-1764079400'),
  updateNote: (port) => port.updateNote(ID, 'PNOTE', 'CAUSE (high) ...'),
  requestResponders: (port) =>
    port.requestResponders(
      ID,
      [
        { type: 'user', id: 'PUSER' },
        { type: 'escalation_policy', id: 'PPOLICY' },
      ],
      'PostgreSQL refuses connections',
    ),
  escalate: (port) => port.escalate(ID, 2),
  postStatusUpdate: (port) => port.postStatusUpdate(ID, 'Recovered'),
  onCalls: (port) => port.onCalls('PPOLICY'),
  escalationPolicy: (port) => port.escalationPolicy('PPOLICY'),
  logEntries: (port) => port.logEntries(ID),
  changeEvents: (port) => port.changeEvents('PSERVICE', '2026-11-25T13:00:00Z', '2026-11-25T14:00:00Z'),
  abilities: (port) => port.abilities(),
  service: (port) => port.service('PSERVICE'),
};

/** The same of the account's port; what PagerDuty answers to them is no business of this test. */
const ACCOUNT_CALLS: { readonly [Method in keyof AccountPort]: (port: AccountPort) => Promise<unknown> } = {
  abilities: (port) => port.abilities(),
  user: (port) => port.user('PUSER'),
  escalationPolicy: (port) => port.escalationPolicy('PPOLICY'),
  subscriptions: (port) => port.subscriptions(),
  ping: (port) => port.ping('PSUBSCRIPTION'),
  services: (port) => port.services(),
  service: (port) => port.service('PSERVICE'),
  createIncident: (port) =>
    port.createIncident({ title: 'Test', serviceId: 'PSERVICE', assigneeId: 'PUSER' }),
  resolveIncident: (port) => port.resolveIncident(ID),
  notes: (port) => port.notes(ID),
};
/** Our extract of the document lacks the list of services; by its page it has these parameters. */
const SERVICES = /^\/services\?(team_ids%5B%5D=\w+&)?limit=100&offset=0$/;

describe('every request of the PagerDuty port, by the official document', () => {
  let server: Awaited<ReturnType<typeof loopback>>;
  beforeAll(async () => {
    server = await loopback(() => ({ status: 200, body: '{}' }));
  });
  afterAll(() => server.close());

  it.each(Object.entries(CALLS))('%s', async (_, call) => {
    server.seen.length = 0;
    const port = pagerDuty({
      url: server.url,
      token: 'u+Token',
      from: 'bot@example.com',
      requesterId: 'PBOT',
      alertRetriesMs: [],
    });
    await call(port);
    expect(server.seen).not.toEqual([]);
    expect(server.seen.flatMap(judgeRequest)).toEqual([]);
  });
});

describe('every request of the account port, by the official document', () => {
  let server: Awaited<ReturnType<typeof loopback>>;
  beforeAll(async () => {
    server = await loopback(() => ({ status: 200, body: '{}' }));
  });
  afterAll(() => server.close());
  const port = () => pagerDutyAccount({ url: server.url, token: 'u+Token', from: 'bot@example.com' });

  const { services: _, ...documented } = ACCOUNT_CALLS;
  it.each(Object.entries(documented))('%s', async (_name, call) => {
    server.seen.length = 0;
    await call(port());
    expect(server.seen).not.toEqual([]);
    expect(server.seen.flatMap(judgeRequest)).toEqual([]);
  });

  it.each([undefined, 'PTEAM'])('services of team %s', async (team) => {
    server.seen.length = 0;
    await port().services(team);
    expect(server.seen.map(({ url }) => url)).toEqual([expect.stringMatching(SERVICES)]);
    expect(server.seen[0]?.url.includes('PTEAM')).toBe(team !== undefined);
  });
});

describe('the judge', () => {
  const good = {
    method: 'POST',
    url: `/incidents/${ID}/notes`,
    headers: {
      accept: 'application/vnd.pagerduty+json;version=2',
      authorization: 'Token token=x',
      'content-type': 'application/json; charset=utf-8',
      from: 'bot@example.com',
    },
    body: '{"note":{"content":"x"}}',
  };
  it('passes a right request', () => expect(judgeRequest(good)).toEqual([]));

  it.each([
    ['no From', { headers: { ...good.headers, from: undefined } }, 'header From is missing'],
    [
      'From without @',
      { headers: { ...good.headers, from: 'bot' } },
      'header From: data must match format "email"',
    ],
    [
      'no version',
      { headers: { ...good.headers, accept: '*/*' } },
      'header Accept does not ask for version 2',
    ],
    [
      'no token',
      { headers: { ...good.headers, authorization: '' } },
      'header Authorization is missing or malformed',
    ],
    ['no content', { body: '{"note":{}}' }, "/note must have required property 'content'"],
    ['a query that is not known', { url: `${good.url}?x=1` }, 'query x is not known'],
    ['another path', { url: '/incident' }, 'no operation POST /incident'],
  ])('finds %s', (_, change, fault) => {
    expect(judgeRequest({ ...good, ...change })).toContain(fault);
  });

  it('knows operations by their template', () => {
    expect(operationName({ method: 'GET', url: '/incidents/Q1/alerts?limit=1' })).toBe(
      'GET /incidents/{id}/alerts',
    );
  });
});
