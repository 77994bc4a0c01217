import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type WebSocket, WebSocketServer } from 'ws';
import { createExecClient } from '../../../../functions/clients/exec/websocket.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(handler: (socket: WebSocket, url: URL) => void, refuse?: number): Promise<string> {
  const server = http.createServer();
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'v5.channel.k8s.io' });
  server.on('upgrade', (request, socket, head) => {
    if (refuse !== undefined) {
      const body = '{"message":"pods/exec is forbidden"}';
      socket.end(
        `HTTP/1.1 ${refuse} No\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) =>
      handler(opened, new URL(request.url ?? '', 'http://x')),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => {
    for (const client of sockets.clients) client.terminate();
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const message = (channel: number, text: string): Buffer =>
  Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);
const run = (server: string, signal = new AbortController().signal) =>
  createExecClient({ server, token: 't', name: 'test' }).run({
    namespace: 'shop',
    pod: 'api-1',
    container: 'api',
    command: ['sh', '-c', 'echo "$1"', '&x=1'],
    signal,
  });

describe('exec', () => {
  it('gives both streams and the exit code, in several messages', async () => {
    const asked: URL[] = [];
    const server = await serve((socket, url) => {
      asked.push(url);
      socket.send(message(1, 'one '));
      socket.send(message(2, 'trouble'));
      socket.send(message(1, 'two'));
      socket.send(
        message(3, '{"status":"Failure","details":{"causes":[{"reason":"ExitCode","message":"7"}]}}'),
      );
      socket.close();
    });
    expect(await run(server)).toEqual({
      ok: true,
      value: { stdout: 'one two', stderr: 'trouble', exitCode: 7 },
    });
    expect(asked[0]?.pathname).toBe('/api/v1/namespaces/shop/pods/api-1/exec');
    expect(asked[0]?.searchParams.getAll('command')).toEqual(['sh', '-c', 'echo "$1"', '&x=1']);
    expect(asked[0]?.searchParams.get('stdin')).toBeNull();
  });

  it('keeps 256 KiB of a stream, and gives up on a message of more than 1 MiB', async () => {
    const sizes = [1024 * 1024, 1024 * 1024 + 1];
    const server = await serve((socket) => {
      socket.send(message(1, 'x'.repeat((sizes.shift() ?? 0) - 1)));
      socket.send(message(3, '{"status":"Success"}'));
      socket.close();
    });
    const kept = await run(server);
    expect(kept.ok && kept.value.stdout.length).toBe(256 * 1024);
    expect(await run(server)).toMatchObject({ ok: false });
  });

  it('says that a program is missing', async () => {
    const server = await serve((socket) => {
      socket.send(
        message(3, '{"status":"Failure","message":"exec: \\"/bin/sh\\": no such file or directory"}'),
      );
      socket.close();
    });
    const answer = await run(server);
    expect(answer).toMatchObject({
      ok: true,
      value: { exitCode: undefined, stderr: expect.stringContaining('no such file') },
    });
  });

  it('is forbidden with the reason', async () => {
    const answer = await run(await serve(() => undefined, 403));
    expect(answer).toEqual({
      ok: false,
      failure: { kind: 'forbidden', status: 403, message: 'pods/exec is forbidden' },
    });
  });

  it('ends at its deadline', async () => {
    const answer = await run(await serve(() => undefined), AbortSignal.timeout(100));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
  });

  it('fails when the connection ends before the command', async () => {
    const answer = await run(await serve((socket) => socket.terminate()));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'failed' } });
  });
});
