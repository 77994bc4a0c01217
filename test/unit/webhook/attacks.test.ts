import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Gateway, startGateway } from '../../../functions/host/gateway.ts';
import { signatureOf } from '../../../functions/incidents/signature.ts';
import { defaultPlaybook } from '../../../functions/playbook/playbook.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { kept } from '../../../functions/runtime/secrets.ts';
import type { Execution } from '../../../functions/webhook/execution.ts';
import { createHandler } from '../../../functions/webhook/handler.ts';
import type { WebhookPorts, WebhookRequest } from '../../../functions/webhook/receive.ts';

/** What somebody tries who knows the address and has seen deliveries, but has no secret. */
const SECRET = 'whsec';
const body = (type: string, more: object = {}) =>
  JSON.stringify({
    event: {
      id: '01E',
      event_type: type,
      occurred_at: '2026-11-25T14:30:00Z',
      data: {
        id: 'Q1ABC',
        title: 'High',
        created_at: '2026-11-25T14:03:20Z',
        service: { id: 'P1' },
        ...more,
      },
    },
  });
const triggered = body('incident.triggered');
const sign = (text: string, secret = SECRET) => signatureOf(Buffer.from(text), secret);
const request = (text: string, signature: string): WebhookRequest => ({
  headers: { 'x-pagerduty-signature': signature },
  body: text,
});

function open(change: Partial<WebhookPorts> = {}) {
  const started: Execution[] = [];
  const handler = createHandler(async () => ({
    now: () => 0,
    logger: silentLogger,
    metrics: silentMetrics,
    secrets: async () => [SECRET],
    start: async (execution) => {
      if (started.some(({ name }) => name === execution.name)) return 'exists';
      started.push(execution);
      return 'started';
    },
    playbooks: async () => [{ ...defaultPlaybook({ namespace: 'shop' }), name: 'API', services: ['P1'] }],
    minuteMs: 60_000,
    mode: async () => 'full' as const,
    ...change,
  }));
  const answer = async (asked: WebhookRequest) => (await handler(asked, {})).statusCode;
  return { started, handler, answer };
}

describe('a signature that was seen', () => {
  it('does not fit another body, nor the same one encoded otherwise', async () => {
    const { answer, started } = open();
    const signature = sign(triggered);
    const base64 = Buffer.from(triggered).toString('base64');
    expect(await answer(request(body('incident.resolved'), signature))).toBe(401);
    expect(await answer(request(`${triggered} `, signature))).toBe(401);
    expect(await answer(request(base64, signature))).toBe(401);
    expect(await answer({ ...request(triggered, signature), isBase64Encoded: true })).toBe(401);
    expect(started).toEqual([]);
  });

  it('starts nothing twice when it is played back, alone or at once, in whatever order', async () => {
    const { answer, started } = open();
    const resolved = body('incident.resolved');
    const again = [resolved, triggered, triggered, resolved, triggered];
    const answers = await Promise.all(again.map((text) => answer(request(text, sign(text)))));
    expect(new Set(answers)).toEqual(new Set([202]));
    expect(started.map(({ name }) => name).sort()).toEqual([
      'Q1ABC-1795615400',
      'Q1ABC-1795615400-resolved-01E',
    ]);
  });
});

describe('a header', () => {
  it.each([
    [
      'of many signatures, the right one last',
      `${Array(6).fill(sign(triggered, 'x')).join(', ')}, ${sign(triggered)}`,
      202,
    ],
    [
      'of more than anybody sends',
      `${Array(500).fill(sign(triggered, 'x')).join(',')},${sign(triggered)}`,
      401,
    ],
    ['of another version', sign(triggered).replace('v1=', 'v0='), 401],
    ['of an empty signature', 'v1=', 401],
    ['of the secret itself', `v1=${SECRET}`, 401],
    ['of a megabyte', `v1=${'a'.repeat(1024 * 1024)}`, 401],
    ['signed with no secret', sign(triggered, ''), 401],
  ])('%s', async (_, signature, status) => {
    expect(await open().answer(request(triggered, signature))).toBe(status);
  });

  it('is found however it is written', async () => {
    const asked = { headers: { 'X-PAGERDUTY-SIGNATURE': sign(triggered) }, body: triggered };
    expect(await open().answer(asked)).toBe(202);
  });
});

describe('a body', () => {
  it('of any bytes is answered with a status, never with a stack, and starts nothing', async () => {
    const { handler, started } = open();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, isSigned) => {
        const signature = isSigned ? signatureOf(bytes, SECRET) : 'v1=00';
        const answer = await handler(
          {
            headers: { 'x-pagerduty-signature': signature },
            body: Buffer.from(bytes).toString('base64'),
            isBase64Encoded: true,
          },
          {},
        );
        expect(answer.statusCode).toBe(isSigned ? 400 : 401);
        expect(answer.body).not.toMatch(/ at |\.ts/);
      }),
    );
    expect(started).toEqual([]);
  });

  it('is measured before it is judged: an endless one costs no look at the secrets', async () => {
    let looks = 0;
    const secrets = async () => {
      looks += 1;
      return [SECRET];
    };
    const { answer } = open({ secrets });
    expect(await answer(request('x'.repeat(513 * 1024), 'v1=00'))).toBe(413);
    expect(looks).toBe(0);
  });

  it.each([
    ['an incident whose id is a path', { id: '../../etc' }],
    ['an incident whose id is no text', { id: { $ne: null } }],
    ['an id of a thousand letters', { id: 'Q'.repeat(1000) }],
    ['a time beyond all calendars', { created_at: '+275760-09-13T00:00:00Z' }],
  ])('signed, of %s, starts nothing', async (_, more) => {
    const { answer, started } = open();
    const text = body('incident.triggered', more);
    const status = await answer(request(text, sign(text)));
    expect([202, 400]).toContain(status);
    for (const { name } of started) expect(name).toMatch(/^[\w-]{1,80}$/);
    if (status === 400) expect(started).toEqual([]);
  });

  it('nested without end is taken or refused, and costs no crash', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(await open().answer(request(deep, sign(deep)))).toBe(400);
  });
});

describe('a secret that is rotated', () => {
  const clock = { ms: 0 };
  const rotating = () => {
    const vault = { value: 'old', looks: 0 };
    const read = kept(
      async () => {
        vault.looks += 1;
        return vault.value;
      },
      () => clock.ms,
    );
    const secrets = async (maxAgeMs?: number) => (await read(maxAgeMs)).split(',');
    return { vault, ...open({ secrets }) };
  };

  it('is taken from the moment that it is stored, not five minutes later', async () => {
    const { vault, answer } = rotating();
    expect(await answer(request(triggered, sign(triggered, 'old')))).toBe(202);
    vault.value = 'old,new';
    clock.ms += 11_000;
    expect(await answer(request(triggered, sign(triggered, 'new')))).toBe(202);
    expect(await answer(request(triggered, sign(triggered, 'old')))).toBe(202);
    expect(vault.looks).toBe(2);
  });

  it('is not looked up for every stranger', async () => {
    const { vault, answer } = rotating();
    for (let n = 0; n < 50; n += 1) expect(await answer(request(triggered, 'v1=00'))).toBe(401);
    expect(vault.looks).toBe(1);
  });
});

describe('over the wire', () => {
  const withGateway = async <T>(use: (gateway: Gateway, started: Execution[]) => Promise<T>): Promise<T> => {
    const { handler, started } = open();
    const route = {
      method: 'POST',
      path: '/pagerduty',
      handle: (event: WebhookRequest) => handler(event, {}),
    };
    const gateway = await startGateway([route], 0);
    try {
      return await use(gateway, started);
    } finally {
      await gateway.close();
    }
  };
  const post = (url: string, text: string, headers: Record<string, string>) =>
    fetch(`${url}/pagerduty`, { method: 'POST', body: text, headers });

  it('raw bytes reach the check as they were sent, and an 11 MB body reaches nothing', async () => {
    await withGateway(async ({ url }, started) => {
      const odd = body('incident.triggered', { title: 'Größer 😀 \\u0000 ' });
      const headers = { 'x-pagerduty-signature': sign(odd) };
      expect((await post(url, odd, headers)).status).toBe(202);
      expect((await post(url, 'x'.repeat(11 * 1024 * 1024), headers)).status).toBe(413);
      expect((await fetch(`${url}/pagerduty`)).status).toBe(404);
      expect(started).toHaveLength(1);
    });
  });
});
