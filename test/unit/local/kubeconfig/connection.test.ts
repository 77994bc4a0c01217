import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { createExecClient } from '../../../../functions/clients/exec/websocket.ts';
import { createKubernetesClient } from '../../../../functions/clients/kubernetes/http.ts';
import { serverTime } from '../../../../functions/clients/reach/date.ts';
import { loadKubeconfig } from '../../../../functions/local/kubeconfig/load.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { connectProxy, silentProxy, socksProxy, type TestProxy } from '../../../support/proxy.ts';

/** What a kubeconfig says, as it reaches an API server: by each of the ways that firstnote asks one. */

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const NAME = 'kubernetes.test';
const folder = mkdtempSync(join(tmpdir(), 'firstnote-connection-'));
const pair = makeCertificate(folder, [`DNS:${NAME}`]);
const seen: IncomingMessage[] = [];
let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer({ cert: pair.certificate, key: pair.key }, (request, response) => {
    seen.push(request);
    response.end('{"items":[]}');
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'v5.channel.k8s.io' });
  server.on('upgrade', (request, socket, head) => {
    seen.push(request);
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.send(Buffer.from('\u0003{"status":"Success"}'));
      opened.close();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen.length = 0;
});

async function accessOf(user: object, cluster: object = {}) {
  const file = join(folder, 'kubeconfig');
  const config = {
    'current-context': 'c',
    clusters: [
      {
        name: 'c',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority': 'server.crt',
          'tls-server-name': NAME,
          ...cluster,
        },
      },
    ],
    users: [{ name: 'c', user }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'c' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return (await loadKubeconfig({ file, env: {} })).access;
}
type Access = Awaited<ReturnType<typeof accessOf>>;

const signal = (): AbortSignal => AbortSignal.timeout(5_000);
const WAYS: Readonly<
  Record<string, (access: Access) => Promise<{ readonly ok: boolean; readonly failure?: object }>>
> = {
  async list(access) {
    const client = createKubernetesClient(access);
    try {
      return await client.list('v1', 'pods', { signal: signal() });
    } finally {
      client.close();
    }
  },
  exec: (access) =>
    createExecClient(access).run({
      ...{ namespace: 'shop', pod: 'api', container: 'api', command: ['true'], signal: signal() },
    }),
};

describe.each(Object.entries(WAYS))('%s', (_name, ask) => {
  it('carries who asks, and as whom', async () => {
    const user = {
      token: 'abc',
      as: 'ann',
      'as-groups': ['one', 'two'],
      'as-user-extra': { 'a/b': ['x', 'y'] },
    };
    expect(await ask(await accessOf(user))).toMatchObject({ ok: true });
    const { headers, headersDistinct } = seen[0] as IncomingMessage;
    expect(headers.authorization).toBe('Bearer abc');
    expect(headersDistinct).toMatchObject({
      'impersonate-user': ['ann'],
      'impersonate-group': ['one', 'two'],
      'impersonate-extra-a%2fb': ['x', 'y'],
    });
  });

  it('carries a name and a password', async () => {
    await ask(await accessOf({ username: 'ann', password: 'pw' }));
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:pw').toString('base64')}`);
  });

  it('refuses a server of another name, and says where the name is given', async () => {
    const answer = await ask(await accessOf({}, { 'tls-server-name': 'other.test' }));
    expect(answer).toMatchObject({
      failure: { kind: 'unreachable', message: expect.stringContaining('check tls-server-name') },
    });
    expect(seen).toEqual([]);
  });

  it('trusts nobody without a certificate authority, and everybody where it is told to', async () => {
    const without = { 'certificate-authority': '' };
    expect(await ask(await accessOf({}, without))).toMatchObject({ failure: { kind: 'unreachable' } });
    const insecure = { ...without, 'insecure-skip-tls-verify': true };
    expect(await ask(await accessOf({}, insecure))).toMatchObject({ ok: true });
  });

  it.each<[string, () => Promise<TestProxy>]>([
    ['http://', () => connectProxy()],
    ['http://ann:p%40w@', () => connectProxy('ann:p@w')],
    ['https://', () => connectProxy(undefined, pair)],
    ['socks5://', socksProxy],
  ])('goes through a proxy %s', async (scheme, start) => {
    const proxy = await start();
    try {
      expect(await ask(await accessOf({}, { 'proxy-url': `${scheme}${proxy.address}` }))).toMatchObject({
        ok: true,
      });
      expect(proxy.tunnels).toEqual([`127.0.0.1:${port}`]);
    } finally {
      await proxy.close();
    }
  });

  it('names the proxy that does not let it through, and not its password', async () => {
    const proxy = await connectProxy('ann:right');
    const answer = await ask(await accessOf({}, { 'proxy-url': `http://ann:hunter2@${proxy.address}` }));
    await proxy.close();
    expect(answer).toMatchObject({ failure: { message: expect.stringMatching(/proxy .*407/) } });
    const gone = await ask(await accessOf({}, { 'proxy-url': `http://ann:hunter2@${proxy.address}` }));
    expect(gone).toMatchObject({
      failure: {
        kind: 'unreachable',
        message: `https://127.0.0.1:${port}, through the proxy http://${proxy.address}, cannot be reached (ECONNREFUSED)`,
      },
    });
    expect(JSON.stringify([answer, gone])).not.toContain('hunter2');
  });
});

it.each<[string, () => Promise<TestProxy>]>([
  ['http', () => connectProxy()],
  ['socks5', socksProxy],
])('keeps its connections through a proxy: %s', async (scheme, start) => {
  const proxy = await start();
  const client = createKubernetesClient(await accessOf({}, { 'proxy-url': `${scheme}://${proxy.address}` }));
  const list = () => client.list('v1', 'pods', { signal: signal() });
  for (let count = 0; count < 3; count += 1) expect(await list()).toMatchObject({ ok: true });
  expect(proxy.tunnels).toHaveLength(1);
  // More at a time than there are connections.
  const answers = await Promise.all(Array.from({ length: 40 }, list));
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  client.close();
  await proxy.close();
});

it.each<[string, () => Promise<TestProxy>]>([
  ['http', () => connectProxy()],
  ['socks5', socksProxy],
])('opens many connections through a proxy without a warning of Node: %s', async (scheme, start) => {
  const proxy = await start();
  await accessOf({}, { 'proxy-url': `${scheme}://${proxy.address}` });
  const argv = ['bin/run.mjs', 'functions/cli/cli.ts', 'triage', '--kubeconfig', join(folder, 'kubeconfig')];
  const { stderr } = await promisify(execFile)(process.execPath, argv, { cwd: ROOT });
  await proxy.close();
  expect(proxy.tunnels.length).toBeGreaterThan(10);
  expect(stderr).not.toContain('Warning');
});

it.each(['http', 'https', 'socks5'])(
  'leaves nothing behind at a proxy that says nothing: %s',
  async (scheme) => {
    const proxy = await silentProxy();
    const access = await accessOf({}, { 'proxy-url': `${scheme}://${proxy.address}` });
    const client = createKubernetesClient(access);
    const answer = await client.list('v1', 'pods', { signal: AbortSignal.timeout(100) });
    expect(answer).toMatchObject({ failure: { kind: 'timeout' } });
    expect(proxy.open()).toBe(1);
    client.close();
    for (let tries = 0; proxy.open() > 0 && tries < 200; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(proxy.open()).toBe(0);
    await proxy.close();
  },
);

it('asks for the time by the same way, and shows nobody a credential', async () => {
  const proxy = await connectProxy();
  const access = await accessOf({ token: 'abc', as: 'ann' }, { 'proxy-url': `http://${proxy.address}` });
  expect(await serverTime(access, signal())).toBeGreaterThan(0);
  await proxy.close();
  expect(proxy.tunnels).toHaveLength(1);
  expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('authorization');
});
