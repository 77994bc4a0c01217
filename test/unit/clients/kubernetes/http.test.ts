import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createKubernetesClient } from '../../../../functions/clients/kubernetes/http.ts';
import { PAGE_SIZE } from '../../../../functions/clients/kubernetes/paths.ts';
import type { KubernetesPort } from '../../../../functions/clients/kubernetes/port.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(handler: http.RequestListener): Promise<{ client: KubernetesPort; url: string }> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createKubernetesClient({ server: url, token: 'secret-token', name: 'test' });
  closing.push(() => {
    client.close();
    server.close();
    server.closeAllConnections();
  });
  return { client, url };
}

const never = new AbortController().signal;
const answering =
  (status: number, body: string): http.RequestListener =>
  (_request, response) => {
    response.writeHead(status);
    response.end(body);
  };
const failureOf = async (client: KubernetesPort, signal: AbortSignal = never) => {
  const answer = await client.list('v1', 'pods', { namespace: 'shop', signal });
  return answer.ok ? undefined : answer.failure;
};

describe('a list', () => {
  it('follows pages until the last one', async () => {
    const asked: string[] = [];
    const { client } = await serve((request, response) => {
      asked.push(request.url ?? '');
      const next = new URL(request.url ?? '', 'http://x').searchParams.get('continue');
      response.end(
        JSON.stringify({ metadata: next === null ? { continue: 'second' } : {}, items: [next ?? 'first'] }),
      );
    });
    const answer = await client.list('apps/v1', 'deployments', {
      namespace: 'shop',
      labelSelector: 'app=api',
      signal: never,
    });
    expect(answer).toEqual({ ok: true, value: { items: ['first', 'second'], truncated: false } });
    expect(asked[0]).toBe(
      `/apis/apps/v1/namespaces/shop/deployments?limit=${PAGE_SIZE}&labelSelector=app%3Dapi`,
    );
    expect(asked[1]).toContain('continue=second');
  });

  it('ends at maxItems and says that there is more', async () => {
    const { client } = await serve(answering(200, JSON.stringify({ metadata: {}, items: [1, 2, 3] })));
    const answer = await client.list('v1', 'nodes', { signal: never, maxItems: 2 });
    expect(answer).toEqual({ ok: true, value: { items: [1, 2], truncated: true } });
  });

  it('asks no more of a server whose pages bring nothing, or always name the same next one', async () => {
    for (const [items, pages] of [
      [[], 1],
      [[1], 2],
    ] as const) {
      let asked = 0;
      const { client } = await serve((_request, response) => {
        asked += 1;
        response.end(JSON.stringify({ metadata: { continue: 'again' }, items }));
      });
      const { signal } = new AbortController();
      expect(await client.list('v1', 'pods', { signal })).toMatchObject({ value: { truncated: true } });
      expect(asked).toBe(pages);
    }
  });

  it('keeps the first pages when a later one fails', async () => {
    const { client } = await serve((request, response) => {
      const next = new URL(request.url ?? '', 'http://x').searchParams.has('continue');
      response.writeHead(next ? 410 : 200);
      response.end(
        next ? '{"message":"expired"}' : JSON.stringify({ metadata: { continue: 'x' }, items: ['first'] }),
      );
    });
    const answer = await client.list('v1', 'pods', { signal: never });
    expect(answer).toEqual({ ok: true, value: { items: ['first'], truncated: true } });
  });

  it('sends the token, and names a namespace that needs escaping safely', async () => {
    const seen: { authorization: string | undefined; url: string | undefined }[] = [];
    const { client } = await serve((request, response) => {
      seen.push({ authorization: request.headers.authorization, url: request.url });
      response.end('{"items":null}');
    });
    const answer = await client.list('v1', 'pods', { namespace: '../x', signal: never });
    expect(answer).toEqual({ ok: true, value: { items: [], truncated: false } });
    expect(seen[0]?.authorization).toBe('Bearer secret-token');
    expect(seen[0]?.url).toContain('/api/v1/namespaces/..%2Fx/pods');
  });
});

describe('a failure', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [408, 'timeout'],
    [500, 'failed'],
    [503, 'failed'],
    [504, 'timeout'],
    [302, 'failed'],
  ])('status %i is %s, with the message of the Status body', async (status, kind) => {
    const { client } = await serve(
      answering(status, JSON.stringify({ kind: 'Status', message: 'pods is no good' })),
    );
    expect(await failureOf(client)).toMatchObject({ kind, message: 'pods is no good' });
  });

  it('shows the beginning of a body that is no Status', async () => {
    const { client } = await serve(answering(502, `<html>${'x'.repeat(10_000)}`));
    const failure = await failureOf(client);
    expect(failure?.message.startsWith('<html>')).toBe(true);
    expect(failure?.message.length).toBeLessThanOrEqual(200);
  });

  it.each(['not json', '[1,2]', '"text"', '{}', ''])('answers that are no list fail: %j', async (body) => {
    const { client } = await serve(answering(200, body));
    expect(await failureOf(client)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('not JSON'),
    });
  });

  it('is a time-out when it is aborted while waiting, and while reading', async () => {
    for (const handler of [
      (): void => undefined,
      (_request: http.IncomingMessage, response: http.ServerResponse): void =>
        void response.write('{"items":['),
    ]) {
      const { client } = await serve(handler);
      expect(await failureOf(client, AbortSignal.timeout(50))).toMatchObject({ kind: 'timeout' });
    }
  });

  it('names the server when nobody listens there', async () => {
    const { client, url } = await serve(() => undefined);
    for (const close of closing.splice(0)) close();
    expect(await failureOf(client)).toMatchObject({
      kind: 'unreachable',
      message: `${url} cannot be reached (ECONNREFUSED)`,
    });
  });

  it('waits once when the API server is overloaded', async () => {
    let calls = 0;
    const { client } = await serve((_request, response) => {
      calls += 1;
      response.writeHead(calls === 1 ? 429 : 200, { 'retry-after': '0.01' });
      response.end('{"items":["there"]}');
    });
    const answer = await client.list('v1', 'pods', { signal: never });
    expect(answer).toEqual({ ok: true, value: { items: ['there'], truncated: false } });
  });

  it('never shows the token', async () => {
    const { client } = await serve(answering(401, '{"message":"Unauthorized"}'));
    expect(JSON.stringify(await failureOf(client))).not.toContain('secret-token');
  });
});

describe('a log', () => {
  const read = async (
    client: KubernetesPort,
    options: { limitBytes?: number; signal?: AbortSignal } = {},
  ) => {
    const answer = await client.log({
      namespace: 'shop',
      pod: 'api-1',
      container: 'api',
      signal: options.signal ?? never,
      ...(options.limitBytes === undefined ? {} : { limitBytes: options.limitBytes }),
    });
    if (!answer.ok) return answer.failure.kind;
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.value) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('keeps what came when it is aborted while streaming', async () => {
    const { client } = await serve((_request, response) => void response.write('first line\n'));
    expect(await read(client, { signal: AbortSignal.timeout(100) })).toBe('first line\n');
  });

  it('ends at its limit of bytes though the server sends on', async () => {
    const { client } = await serve((_request, response) => void response.write('x'.repeat(100_000)));
    expect(await read(client, { limitBytes: 1_000 })).toBe('x'.repeat(1_000));
  });

  it('is a failure when there is no such container', async () => {
    const { client } = await serve(answering(400, '{"message":"previous terminated container not found"}'));
    expect(await read(client)).toBe('failed');
  });
});
