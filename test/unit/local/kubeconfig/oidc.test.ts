import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createKubernetesClient } from '../../../../functions/clients/kubernetes/http.ts';
import { loadKubeconfig } from '../../../../functions/local/kubeconfig/load.ts';
import { UsageError } from '../../../../functions/local/usage-error.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { connectProxy } from '../../../support/proxy.ts';

/** An OIDC login that has expired: a real server is the issuer, and the API server that the new token is shown to. */

/** A name that only the proxy knows: loopback goes through none. */
const NAME = 'issuer.test';
const folder = mkdtempSync(join(tmpdir(), 'firstnote-oidc-'));
const pair = makeCertificate(folder, ['IP:127.0.0.1', `DNS:${NAME}`]);
const SECRET = 'client secret/+:';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const HOUR = 3_600;
const seconds = (): number => Math.floor(Date.now() / 1_000);

/** As the API server reads one; nothing of ours looks at the signature. */
const jwt = (claims: object): string =>
  [{ alg: 'none' }, claims, {}]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

interface Seen {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

let server: Server;
let url = '';
const seen: Seen[] = [];
const asked = (path: string): readonly Seen[] => seen.filter((each) => each.path.startsWith(path));
/** What the issuer does: a test changes it. */
let discovery: object = {};
let grant: (form: Seen['form'], count: number) => { readonly status: number; readonly body: string };

const tokens = (fields: object) => ({
  status: 200,
  body: JSON.stringify({ token_type: 'Bearer', ...fields }),
});

beforeAll(async () => {
  server = createServer({ cert: pair.certificate, key: pair.key }, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '';
    const form = Object.fromEntries(new URLSearchParams(body));
    seen.push({ path, authorization: request.headers.authorization, form });
    if (path.startsWith('/api/')) return void response.end('{"items":[{}]}');
    const isDiscovery = path === '/realm/.well-known/openid-configuration';
    const answer = isDiscovery
      ? { status: 200, body: JSON.stringify(discovery) }
      : grant(form, asked('/realm/token').length);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

let login = 0;
beforeEach(() => {
  seen.length = 0;
  // What was got with another login stays in the process.
  login += 1;
  discovery = { token_endpoint: `${url}/realm/token` };
  grant = () => tokens({ id_token: jwt({ sub: 'somebody', exp: seconds() + HOUR }) });
});

async function load(config: object = {}, env: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'kubeconfig');
  const provider = {
    'idp-issuer-url': `${url}/realm/`,
    'client-id': 'kubernetes',
    'id-token': jwt({ exp: seconds() - HOUR }),
    'refresh-token': `refresh-${login}`,
    'idp-certificate-authority-data': base64(pair.certificate),
    ...config,
  };
  const document = {
    'current-context': 'c',
    clusters: [{ name: 'c', cluster: { server: url, 'certificate-authority': 'server.crt' } }],
    users: [{ name: 'me', user: { 'auth-provider': { name: 'oidc', config: provider } } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'me' } }],
  };
  writeFileSync(file, JSON.stringify(document));
  return (await loadKubeconfig({ file, env })).access;
}

async function sentence(config: object = {}): Promise<string> {
  const error: unknown = await load(config).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as UsageError;
  for (const secret of [`refresh-${login}`, SECRET, encodeURIComponent(SECRET)])
    expect(message).not.toContain(secret);
  return message;
}

describe('an OIDC login whose id token has expired', () => {
  it.each([
    ['as data', {}],
    [
      'in a file',
      { 'idp-certificate-authority-data': '', 'idp-certificate-authority': join(folder, 'server.crt') },
    ],
  ])('is refreshed, and the API server gets the new token; the certificate %s', async (_, config) => {
    const token = jwt({ sub: 'somebody', exp: seconds() + HOUR });
    grant = () => tokens({ id_token: token, access_token: 'not-this' });
    const access = await load(config);
    const client = createKubernetesClient(access);
    const pods = await client.list('v1', 'pods', { signal: AbortSignal.timeout(5_000) });
    client.close();
    expect(pods.ok).toBe(true);
    expect(asked('/api/').map(({ authorization }) => authorization)).toEqual([`Bearer ${token}`]);
    expect(asked('/realm/token')).toEqual([
      {
        ...{ path: '/realm/token', authorization: undefined },
        form: { grant_type: 'refresh_token', refresh_token: `refresh-${login}`, client_id: 'kubernetes' },
      },
    ]);
  });

  const basic = `Basic ${base64(`kubernetes:${encodeURIComponent(SECRET)}`)}`;
  it.each([
    ['in the header, where the issuer says nothing', undefined, basic, {}],
    ['in the header', ['client_secret_post', 'client_secret_basic'], basic, {}],
    [
      'in the form, where the issuer takes it nowhere else',
      ['client_secret_post'],
      undefined,
      { client_id: 'kubernetes', client_secret: SECRET },
    ],
  ])('has its secret %s', async (_, methods, authorization, form) => {
    discovery = { ...discovery, token_endpoint_auth_methods_supported: methods };
    await load({ 'client-secret': SECRET });
    expect(asked('/realm/token')).toMatchObject([{ authorization }]);
    const { grant_type, refresh_token, ...rest } = asked('/realm/token')[0]?.form ?? {};
    expect([grant_type, refresh_token, rest]).toEqual(['refresh_token', `refresh-${login}`, form]);
  });

  it('asks once for what is loaded again and again, at once or later', async () => {
    const loaded = await Promise.all([load(), load(), load()]);
    loaded.push(await load());
    expect(new Set(loaded.map(({ token }) => token)).size).toBe(1);
    expect(asked('/realm/token')).toHaveLength(1);
  });

  it('uses each refresh token once, where the issuer gives the next one', async () => {
    const name = `refresh-${login}`;
    grant = ({ refresh_token }, count) =>
      refresh_token === (count === 1 ? name : `next-${count - 1}`)
        ? tokens({ id_token: jwt({ count, exp: seconds() - 1 }), refresh_token: `next-${count}` })
        : { status: 400, body: '{"error":"invalid_grant"}' };
    const loaded = await Promise.all([load(), load(), load()]);
    expect(new Set(loaded.map(({ token }) => token)).size).toBe(3);
  });

  it('goes through the proxy of the environment', async () => {
    const proxy = await connectProxy(undefined, undefined, () => '127.0.0.1');
    const { port } = new URL(url);
    const issuer = `https://${NAME}:${port}/realm`;
    discovery = { token_endpoint: `${issuer}/token` };
    await load({ 'idp-issuer-url': issuer }, { HTTPS_PROXY: `http://${proxy.address}` });
    await proxy.close();
    expect(proxy.tunnels).toEqual([`${NAME}:${port}`, `${NAME}:${port}`]);
    expect(asked('/realm/token')).toHaveLength(1);
  });
});

describe('an issuer that gives no new token is one sentence', () => {
  const wrong = (body: unknown, status = 200) => {
    grant = () => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });
  };
  it.each<[string, () => void, string]>([
    [
      'a refresh token that was used',
      () => wrong({ error: 'invalid_grant' }, 400),
      'it answered 400, invalid_grant',
    ],
    ['an error that quotes it', () => wrong({ error: `no refresh-${login}!` }, 401), 'it answered 401'],
    ['a page', () => wrong('<html>', 503), 'it answered 503'],
    ['no JSON', () => wrong('<html>'), 'its answer has no id_token'],
    ['null', () => wrong('null'), 'its answer has no id_token'],
    ['no id token', () => wrong({ access_token: 'a' }), 'its answer has no id_token'],
    ['no end', () => wrong('x'.repeat(1024 * 1024 + 1)), 'it answers without end'],
    [
      'an endpoint in the clear',
      () => {
        discovery = { token_endpoint: 'http://127.0.0.1:1/token' };
      },
      'it has an address that is not https://',
    ],
    [
      'no endpoint',
      () => {
        discovery = {};
      },
      'it has an address that is not https://',
    ],
  ])('%s', async (_, spoil, why) => {
    spoil();
    const said = await sentence({ 'client-secret': SECRET });
    expect(said).toMatch(
      /^the OIDC token of user "me" in the kubeconfig has expired, and https:\S+ gave no new one/,
    );
    expect(said).toContain(`(${why}`);
    expect(said).toMatch(/; sign in again$/);
  });

  it('a certificate that nobody vouches for, and a discovery document that is not there', async () => {
    expect(await sentence({ 'idp-certificate-authority-data': '' })).toMatch(
      /\(no connection, \w*SELF_SIGNED\w*\)/,
    );
    grant = () => ({ status: 404, body: '' });
    expect(await sentence({ 'idp-issuer-url': `${url}/other` })).toContain(
      '(its discovery document answered 404)',
    );
    expect(await sentence({ 'idp-issuer-url': 'http://127.0.0.1:1' })).toContain('not https://');
    expect(asked('/realm/token')).toEqual([]);
  });

  it('a token that no header can hold', async () => {
    grant = () => tokens({ id_token: 'a\nb' });
    expect(await sentence()).toContain('has a character that no header can hold');
  });
});
