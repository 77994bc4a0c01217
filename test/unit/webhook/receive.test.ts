import { describe, expect, it } from '@jest/globals';
import { signatureOf } from '../../../functions/incidents/signature.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { defaultPlaybook } from '../../../functions/playbook/playbook.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import type { Execution } from '../../../functions/webhook/execution.ts';
import { createHandler } from '../../../functions/webhook/handler.ts';
import type { WebhookPorts, WebhookRequest } from '../../../functions/webhook/receive.ts';
import { countedMetrics } from '../../support/metrics.ts';

const SECRET = 'whsec';
const playbook = {
  ...defaultPlaybook({ namespace: 'production' }),
  name: 'API',
  services: ['PSERVICE'],
  escalation: [
    { after: 15, name: 'Engineering Manager' },
    { after: 5, name: 'Backend Engineering Lead', responder: { type: 'user' as const, id: 'PLEAD' } },
  ],
};
const data = {
  id: 'Q1ABC',
  title: 'High',
  created_at: '2026-11-25T14:03:20Z',
  service: { id: 'PSERVICE' },
};
const event = (type: string, more: object = data): string =>
  JSON.stringify({ event: { id: '01E', event_type: type, occurred_at: '2026-11-25T14:30:00Z', data: more } });

const signed = (body: string, secret = SECRET): WebhookRequest => ({
  headers: { 'X-PagerDuty-Signature': signatureOf(Buffer.from(body), secret) },
  body,
});

/** The exported handler with ports of the test; executions as Step Functions keeps them, one a name. */
function open(change: Partial<WebhookPorts> = {}) {
  const started = new Map<string, Execution>();
  const handler = createHandler(async () => ({
    now: () => 0,
    logger: silentLogger,
    metrics: silentMetrics,
    secrets: async () => [SECRET],
    start: async (execution) => {
      if (started.has(execution.name)) return 'exists';
      started.set(execution.name, execution);
      return 'started';
    },
    playbooks: async () => [playbook],
    minuteMs: 60_000,
    mode: async () => 'full' as const,
    ...change,
  }));
  return { started, answer: async (request: WebhookRequest) => (await handler(request, {})).statusCode };
}

describe('a request as a REST API hands it over', () => {
  const rest = (body: string | null, headers: Readonly<Record<string, string>> | null) => ({
    ...{ headers, body, isBase64Encoded: body !== null },
    requestContext: { identity: { sourceIp: '192.0.2.7' } },
  });

  it('is read whatever the case of its header, byte for byte', async () => {
    const body = Buffer.from(`{"event":{"event_type":"pagey.ping","data":{"of":"\xff"}}}`, 'latin1');
    const { answer } = open();
    for (const name of ['X-PagerDuty-Signature', 'x-pagerduty-signature'])
      expect(await answer(rest(body.toString('base64'), { [name]: signatureOf(body, SECRET) }))).toBe(200);
  });

  it('has null where there is nothing; who was refused is logged', async () => {
    const said: unknown[] = [];
    const logger = { ...silentLogger, warn: (_: string, fields?: object) => void said.push(fields) };
    expect(await open({ logger }).answer(rest(null, null))).toBe(401);
    expect(said).toEqual([{ reason: 'unsigned', why: 'no signature', from: '192.0.2.7' }]);
  });
});

describe('what starts an execution', () => {
  it('a triggered incident, with absolute times and whom to call', async () => {
    const { started, answer } = open();
    expect(await answer(signed(event('incident.triggered')))).toBe(202);
    expect([...started.values()]).toEqual([
      {
        name: 'Q1ABC-1795615400',
        input: {
          kind: 'triage',
          occurrence: expect.objectContaining({ incidentId: 'Q1ABC', name: 'Q1ABC-1795615400' }),
          playbook: 'API',
          escalations: [
            {
              step: 1,
              at: '2026-11-25T14:08:20.000Z',
              name: 'Backend Engineering Lead',
              responder: { type: 'user', id: 'PLEAD' },
            },
            { step: 0, at: '2026-11-25T14:18:20.000Z', name: 'Engineering Manager' },
          ],
        },
      },
    ]);
  });

  it('a resolved incident, to look again two minutes later', async () => {
    const { started, answer } = open();
    expect(await answer(signed(event('incident.resolved')))).toBe(202);
    expect([...started.values()]).toMatchObject([
      {
        name: 'Q1ABC-1795615400-resolved-01E',
        input: {
          kind: 'recovery',
          resolvedAt: '2026-11-25T14:30:00.000Z',
          recoverAt: '2026-11-25T14:32:00.000Z',
        },
      },
    ]);
  });

  it('a lapsed acknowledgement, to call whoever was not called, counted from then', async () => {
    const { started, answer } = open();
    expect(await answer(signed(event('incident.unacknowledged')))).toBe(202);
    expect([...started.values()]).toMatchObject([
      {
        name: 'Q1ABC-1795615400-lapsed-01E',
        input: {
          kind: 'lapse',
          lapsedAt: '2026-11-25T14:30:00.000Z',
          escalations: [
            { step: 1, at: '2026-11-25T14:35:00.000Z' },
            { step: 0, at: '2026-11-25T14:45:00.000Z' },
          ],
        },
      },
    ]);
  });

  it('minutes of the configured length', async () => {
    const { started, answer } = open({ minuteMs: 1_000 });
    await answer(signed(event('incident.triggered')));
    expect([...started.values()][0]?.input).toMatchObject({
      escalations: [{ at: '2026-11-25T14:03:25.000Z' }, { at: '2026-11-25T14:03:35.000Z' }],
    });
  });

  it('once, however often it is delivered', async () => {
    const { started, answer } = open();
    const request = signed(event('incident.triggered'));
    const answers = await Promise.all([answer(request), answer(request), answer(request)]);
    expect(answers).toEqual([202, 202, 202]);
    expect(started.size).toBe(1);
  });

  it('a body that the API handed over in base64', async () => {
    const { started, answer } = open();
    const request = signed(event('incident.triggered'));
    const encoded = Buffer.from(request.body ?? '').toString('base64');
    expect(await answer({ ...request, body: encoded, isBase64Encoded: true })).toBe(202);
    expect(started.size).toBe(1);
  });

  it('a body signed with either of two secrets', async () => {
    const { started, answer } = open({ secrets: async () => ['old', SECRET] });
    await answer(signed(event('incident.triggered'), 'old'));
    await answer(signed(event('incident.resolved'), SECRET));
    expect(started.size).toBe(2);
  });
});

describe('what is taken and starts nothing', () => {
  it.each([
    ['a note of ours', event('incident.annotated', { content: 'firstnote Q1ABC-1795615400' } as object), 202],
    ['an acknowledgement', event('incident.acknowledged'), 202],
    ['a type of tomorrow', event('incident.of.tomorrow'), 202],
    ['a test of the subscription', event('pagey.ping', { message: 'Hello' } as object), 200],
  ])('%s', async (_, body, status) => {
    const { started, answer } = open();
    expect(await answer(signed(body))).toBe(status);
    expect(started.size).toBe(0);
  });
});

describe('an incident that no playbook answers for', () => {
  const other = { ...data, service: { id: 'POTHER' } };

  it.each([
    ['opens', 'incident.triggered', [['IncidentsUnmatched']]],
    ['opens again', 'incident.reopened', [['IncidentsUnmatched']]],
    ['has nobody any more', 'incident.unacknowledged', []],
    ['is over', 'incident.resolved', []],
  ])('and %s is taken, counted when it opens, and starts nothing', async (_, type, expected) => {
    const { counted, metrics } = countedMetrics();
    const { started, answer } = open({ metrics });
    expect(await answer(signed(event(type, other)))).toBe(202);
    expect(started.size).toBe(0);
    expect(counted).toEqual(expected);
  });

  it('is answered for by the one that says that it is the default', async () => {
    const anything = { ...defaultPlaybook({ namespace: 'all' }), name: 'Anything', default: true };
    const { counted, metrics } = countedMetrics();
    const { started, answer } = open({ metrics, playbooks: async () => [playbook, anything] });
    expect(await answer(signed(event('incident.triggered', other)))).toBe(202);
    expect([...started.values()]).toMatchObject([{ input: { playbook: 'Anything', escalations: [] } }]);
    expect(counted).toEqual([]);
  });

  it('is not known to a stranger: playbooks are read for a signature of ours alone', async () => {
    let reads = 0;
    const playbooks = async () => {
      reads += 1;
      return [playbook];
    };
    const { answer } = open({ playbooks });
    await answer(signed(event('incident.triggered', other), 'guessed'));
    await answer(signed(event('pagey.ping')));
    expect(reads).toBe(0);
  });
});

describe('an installation that is switched off', () => {
  const off = { mode: async () => 'off' as const };
  it.each(['incident.triggered', 'incident.resolved', 'incident.unacknowledged'])(
    'accepts %s and does nothing',
    async (type) => {
      const { started, answer } = open(off);
      expect(await answer(signed(event(type)))).toBe(202);
      expect(started.size).toBe(0);
    },
  );

  it('answers a test, and refuses what is forged', async () => {
    const { answer } = open(off);
    expect(await answer(signed(event('pagey.ping', { message: 'Hello' } as object)))).toBe(200);
    expect(await answer(signed(event('incident.triggered'), 'other'))).toBe(401);
  });

  it('that only calls nobody starts all the same: there is a note to write', async () => {
    const { started, answer } = open({ mode: async () => 'notes-only' });
    await answer(signed(event('incident.triggered')));
    expect(started.size).toBe(1);
  });
});

describe('what can never be accepted', () => {
  const good = event('incident.triggered');
  it.each([
    ['no signature', { body: good }, 401, 'unsigned'],
    ['no headers and no body', {}, 401, 'unsigned'],
    ['another secret', signed(good, 'other'), 401, 'forged'],
    ['an altered body', { ...signed(good), body: good.replace('Q1ABC', 'Q1ABD') }, 401, 'forged'],
    [
      'a body that was parsed and written again',
      { ...signed(good), body: JSON.stringify(JSON.parse(good), null, 1) },
      401,
      'forged',
    ],
    ['no JSON', signed('event=incident.triggered'), 400, 'unreadable'],
    ['an empty body', signed(''), 400, 'unreadable'],
    ['JSON that is no event', signed('[]'), 400, 'unreadable'],
    ['an event without an incident', signed(event('incident.triggered', {})), 400, 'unreadable'],
    ['a body of 1 MB', signed(`"${'x'.repeat(1024 * 1024)}"`), 413, 'tooLarge'],
  ])('%s', async (_, request, status, reason) => {
    const { metrics, counted } = countedMetrics();
    const { started, answer } = open({ metrics });
    expect(await answer(request)).toBe(status);
    expect(counted).toEqual([['WebhooksRefused', reason]]);
    expect(started.size).toBe(0);
  });

  it('nothing as long as there is no secret: that is our trouble, and PagerDuty sends again', async () => {
    const { started, answer } = open({ secrets: async () => [''] });
    expect(await answer(signed(good, ''))).toBe(503);
    expect(started.size).toBe(0);
  });
});

describe('our own trouble is 5xx, so that it is delivered again', () => {
  const request = signed(event('incident.triggered'));
  it.each([
    ['the secrets cannot be read', { secrets: () => Promise.reject(new Failure('retryLater', 'x')) }],
    ['the playbooks cannot be read', { playbooks: () => Promise.reject(new Failure('retryLater', 'x')) }],
    ['the execution cannot be started', { start: () => Promise.reject(new Failure('retryLater', 'x')) }],
    ['a bug', { start: () => Promise.reject(new TypeError('x')) }],
  ])('%s', async (_, change) => {
    expect(await open(change).answer(request)).toBe(503);
  });

  it('the ports cannot be opened, and the next delivery tries again', async () => {
    let tries = 0;
    const handler = createHandler(async () => {
      tries += 1;
      if (tries === 1) throw new Failure('invalid', 'STATE_MACHINE_ARN is not set');
      return {
        now: () => 0,
        logger: silentLogger,
        metrics: silentMetrics,
        secrets: async () => [SECRET],
        start: async () => 'started' as const,
        playbooks: async () => [playbook],
        minuteMs: 60_000,
        mode: async () => 'full' as const,
      };
    });
    const quiet = console.error;
    console.error = () => {};
    expect((await handler(request, {})).statusCode).toBe(503);
    console.error = quiet;
    expect((await handler(request, {})).statusCode).toBe(202);
  });
});
