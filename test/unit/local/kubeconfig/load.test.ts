import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type KubeconfigOptions, loadKubeconfig } from '../../../../functions/local/kubeconfig/load.ts';
import { UsageError } from '../../../../functions/local/usage-error.ts';
import { makeCertificate } from '../../../support/certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pair = makeCertificate(join(folder, 'one'), ['DNS:one.example']);
const other = makeCertificate(join(folder, 'other'), ['DNS:other.example']);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const jwt = (expires: number): string =>
  ['{}', JSON.stringify({ exp: expires }), '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const SECONDS = Math.floor(Date.now() / 1_000);

let count = 0;
function file(content: string): string {
  count += 1;
  const path = join(folder, `config-${count}`);
  writeFileSync(path, content);
  return path;
}

interface Parts {
  readonly user?: object;
  readonly cluster?: object;
  readonly context?: object;
  readonly rest?: object;
}
const config = ({ user = {}, cluster = {}, context = {}, rest = {} }: Parts = {}): string =>
  JSON.stringify({
    'current-context': 'one',
    clusters: [{ name: 'prod', cluster: { server: 'https://10.0.0.1:6443', ...cluster } }],
    users: [{ name: 'me', user }],
    contexts: [
      { name: 'one', context: { cluster: 'prod', user: 'me', namespace: 'shop', ...context } },
      { name: 'two', context: { cluster: 'prod', user: 'me' } },
    ],
    ...rest,
  });

type Given = Partial<KubeconfigOptions>;
const load = (options: Given) =>
  loadKubeconfig({ env: { PATH: process.env.PATH, HOME: folder }, ...options });
const accessOf = async (parts: Parts, options: Given = {}) =>
  (await load({ file: file(config(parts)), ...options })).access;

async function sentence(options: Given): Promise<string> {
  const error: unknown = await load(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}
const sentenceOf = (parts: Parts, options: Given = {}) => sentence({ file: file(config(parts)), ...options });

/** A plug-in that runs this shell script. */
function plugin(script: string, exec: object = {}): { exec: object } {
  count += 1;
  const command = join(folder, `plugin-${count}`);
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o755);
  return {
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never', ...exec },
  };
}
const answer = (status: object, version = 'v1'): string =>
  `echo '${JSON.stringify({ apiVersion: `client.authentication.k8s.io/${version}`, kind: 'ExecCredential', status })}'`;

describe('a kubeconfig', () => {
  it('gives server, name, namespace and token of the current context', async () => {
    expect(await load({ file: file(config({ user: { token: 'abc' } })) })).toEqual({
      access: { server: 'https://10.0.0.1:6443', name: 'prod', token: 'abc' },
      namespace: 'shop',
      context: 'one',
    });
  });

  it('may be YAML, and take another context', async () => {
    const yaml = `
current-context: one
clusters: [{name: prod, cluster: {server: "https://10.0.0.1:6443"}}]
users: [{name: me, user: {token: abc}}]
contexts: [{name: one, context: {cluster: prod}}, {name: two, context: {cluster: prod, user: me}}]
`;
    expect(await load({ file: file(yaml), context: 'two' })).toMatchObject({
      access: { token: 'abc' },
      context: 'two',
      namespace: undefined,
    });
  });

  it('gives certificates, inline and from files beside it, also where there is no user', async () => {
    const cluster = { 'certificate-authority': 'one/server.crt', 'tls-server-name': 'kubernetes' };
    const user = {
      'client-certificate-data': base64(pair.certificate),
      'client-key-data': base64(pair.key),
    };
    expect(await accessOf({ user, cluster })).toMatchObject({
      ca: pair.certificate,
      clientCertificate: pair.certificate,
      clientKey: pair.key,
      tlsServerName: 'kubernetes',
    });
    expect(await accessOf({ cluster, context: { user: '' } })).toMatchObject({ ca: pair.certificate });
    expect(
      await accessOf({ cluster: { 'insecure-skip-tls-verify': true }, context: { user: '' } }),
    ).toMatchObject({
      insecureSkipTlsVerify: true,
    });
  });

  it('merges the files of KUBECONFIG: the first wins, and missing ones are passed over', async () => {
    const first = config({ user: { token: 'first' }, rest: { 'current-context': '' } });
    const second = config({
      user: { token: 'second' },
      context: { namespace: 'other' },
      rest: { 'current-context': 'two' },
    });
    const KUBECONFIG = ['/nowhere', file(first), file(second)].join(':');
    const { access, context, namespace } = await load({ env: { KUBECONFIG } });
    expect([access.token, context, namespace]).toEqual(['first', 'two', undefined]);
  });

  it('takes its parts from several files, each with paths of its own folder', async () => {
    mkdirSync(join(folder, 'users'));
    writeFileSync(join(folder, 'users/token'), 'from-file\n');
    const users = join(folder, 'users/config');
    writeFileSync(users, JSON.stringify({ users: [{ name: 'me', user: { tokenFile: 'token' } }] }));
    const KUBECONFIG = [users, file(config({ rest: { users: [] } }))].join(':');
    expect((await load({ env: { KUBECONFIG } })).access.token).toBe('from-file');
  });

  it('is looked for in the home folder', async () => {
    mkdirSync(join(folder, 'home/.kube'), { recursive: true });
    writeFileSync(join(folder, 'home/.kube/config'), config({ user: { token: 'at-home' } }));
    expect((await load({ env: { HOME: join(folder, 'home') } })).access.token).toBe('at-home');
  });

  it('is not needed in a pod', async () => {
    const serviceAccount = join(folder, 'serviceaccount');
    mkdirSync(serviceAccount);
    writeFileSync(join(serviceAccount, 'token'), 'of-the-pod\n');
    writeFileSync(join(serviceAccount, 'ca.crt'), pair.certificate);
    writeFileSync(join(serviceAccount, 'namespace'), 'shop');
    const env = { HOME: folder, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    expect(await load({ env, serviceAccount })).toMatchObject({
      access: { server: 'https://[fd00::1]:443', token: 'of-the-pod' },
      namespace: 'shop',
    });
    expect(await sentence({ env: { HOME: folder }, serviceAccount })).toContain('there is no kubeconfig in');
    expect(await sentence({ env, serviceAccount, file: '/nowhere' })).toContain('does not exist');
  });
});

describe('who asks', () => {
  it('reads a token file anew each time; where it is gone, the token beside it counts', async () => {
    const tokenFile = join(folder, 'token');
    const path = file(config({ user: { tokenFile, token: 'fixed' } }));
    const tokens: (string | undefined)[] = [];
    for (const token of ['one\n', 'two']) {
      writeFileSync(tokenFile, token);
      tokens.push((await load({ file: path })).access.token);
    }
    rmSync(tokenFile);
    tokens.push((await load({ file: path })).access.token);
    expect(tokens).toEqual(['one', 'two', 'fixed']);
  });

  it('sends a name and a password', async () => {
    const { headers } = await accessOf({ user: { username: 'ann', password: 'p:w' } });
    expect(headers).toEqual({ authorization: `Basic ${base64('ann:p:w')}` });
  });

  it('acts as whom the kubeconfig names, with groups, uid and extra', async () => {
    const user = {
      token: 'abc',
      as: 'jürgen',
      'as-uid': '42',
      'as-groups': ['one', 'two'],
      'as-user-extra': { 'example.com/team a': ['x', 'y'] },
    };
    expect(await accessOf({ user })).toMatchObject({
      token: 'abc',
      headers: {
        'Impersonate-User': Buffer.from('jürgen').toString('latin1'),
        'Impersonate-Uid': '42',
        'Impersonate-Group': ['one', 'two'],
        'Impersonate-Extra-example.com%2Fteam%20a': ['x', 'y'],
      },
    });
  });

  it('sends no credential in the clear, but still acts as another', async () => {
    const parts = { user: { token: 'abc', as: 'someone' }, cluster: { server: 'http://10.0.0.1:8080' } };
    const access = await accessOf(parts);
    expect([access.token, access.headers]).toEqual([undefined, { 'Impersonate-User': 'someone' }]);
  });

  it('takes the OIDC token that has not expired', async () => {
    const token = jwt(SECONDS + 600);
    const provider = {
      name: 'oidc',
      config: { 'idp-issuer-url': 'https://idp.example', 'client-id': 'c', 'id-token': token },
    };
    expect((await accessOf({ user: { 'auth-provider': provider } })).token).toBe(token);
  });
});

describe('a credential plug-in', () => {
  it.each(['v1', 'v1beta1'])('gives a token, by %s', async (version) => {
    const user = plugin(answer({ token: 'from-plugin' }, version), {
      apiVersion: `client.authentication.k8s.io/${version}`,
    });
    expect((await accessOf({ user })).token).toBe('from-plugin');
  });

  it('gives a certificate and its key', async () => {
    const status = { clientCertificateData: pair.certificate, clientKeyData: pair.key };
    const written = join(folder, 'answer.json');
    const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status };
    writeFileSync(written, JSON.stringify(credential));
    const access = await accessOf({ user: plugin(`cat ${written}`) });
    expect(access).toMatchObject({ clientCertificate: pair.certificate, clientKey: pair.key });
  });

  it('is told what is asked for, has its own variables, and lies beside the kubeconfig', async () => {
    const seen = join(folder, 'seen');
    const { exec } = plugin(`echo "$1 $OWN $KUBERNETES_EXEC_INFO" >${seen}; ${answer({ token: 't' })}`, {
      args: ['--of'],
      env: [{ name: 'OWN', value: 'mine' }],
      provideClusterInfo: true,
    }) as { exec: { command: string } };
    const relative = `./${exec.command.slice(folder.length + 1)}`;
    await accessOf({ user: { exec: { ...exec, command: relative } } });
    const { readFileSync } = await import('node:fs');
    const [word, own, ...info] = readFileSync(seen, 'utf8').trim().split(' ');
    expect([word, own]).toEqual(['--of', 'mine']);
    expect(JSON.parse(info.join(' '))).toEqual({
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1',
      spec: { interactive: false, cluster: { server: 'https://10.0.0.1:6443' } },
    });
  });

  it('is not run where the kubeconfig holds a token', async () => {
    const ran = join(folder, 'ran');
    const user = { ...plugin(`touch ${ran}; ${answer({ token: 'other' })}`), token: 'own' };
    expect((await accessOf({ user })).token).toBe('own');
    expect(() => rmSync(ran)).toThrow('ENOENT');
  });

  it.each([
    [
      'echo "no session: token=hunter2hunter2" >&2; exit 3',
      {},
      /plugin-\d+ ended with 3: no session: \[redacted\]$/,
    ],
    ['echo my-secret', {}, /did not answer JSON$/],
    [answer({ token: 't' }, 'v1beta1'), {}, /did not answer in client.authentication.k8s.io\/v1$/],
    [
      'echo \'{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential"}\'',
      {},
      /no ExecCredential with a status/,
    ],
    [answer({}), {}, /neither a token nor a certificate/],
    [answer({ clientCertificateData: 'x' }), {}, /neither a token nor a certificate/],
    [answer({ clientCertificateData: 'x', clientKeyData: 'y' }), {}, /not a certificate in PEM/],
    ['sleep 60 & sleep 60', {}, /did not answer in 0.3 s$/],
    ['yes', {}, /answered more than credentials are long$/],
    [
      '',
      { command: 'nowhere-1', installHint: 'brew install it' },
      /nowhere-1 is not installed: brew install it$/,
    ],
    ['', { command: '/tmp' }, /cannot be started \(EACCES\)$/],
    ['', { command: 'a\u0000b' }, /cannot be started/],
    ['', { command: undefined }, /has no command/],
    [
      '',
      { apiVersion: 'client.authentication.k8s.io/v1alpha1' },
      /v1 and client.authentication.k8s.io\/v1beta1 are understood/,
    ],
    ['', { interactiveMode: undefined }, /needs an interactiveMode/],
    ['', { interactiveMode: 'Always' }, /needs a terminal/],
  ])('fails in a sentence: %s %j', async (script, exec, expected) => {
    const pluginDeadlineMs = script.startsWith('sleep') ? 300 : 20_000;
    const message = await sentenceOf({ user: plugin(script, exec) }, { pluginDeadlineMs });
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/hunter2|my-secret/);
  });
});

describe('a proxy', () => {
  const nameOf = async (cluster: object, env: Record<string, string>): Promise<string | undefined> =>
    (await accessOf({ cluster }, { env })).proxy?.name;

  it.each([
    [{ 'proxy-url': 'http://ann:pw@proxy:3128' }, {}, 'http://proxy:3128'],
    [{ 'proxy-url': 'socks5://proxy:1080' }, { HTTPS_PROXY: 'http://other:1' }, 'socks5://proxy:1080'],
    [{}, { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    [{}, { https_proxy: 'proxy:3128' }, 'http://proxy:3128'],
    [{}, { HTTP_PROXY: 'http://proxy:3128' }, undefined],
    [{ server: 'http://10.0.0.1' }, { HTTP_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    [{ server: 'https://localhost:6443' }, { HTTPS_PROXY: 'http://proxy:3128' }, undefined],
    [{}, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '10.0.0.0/8' }, undefined],
    [{ 'proxy-url': 'http://own:1' }, { NO_PROXY: '*' }, 'http://own:1'],
  ])('of %j with %j is %s', async (cluster, env, expected) => {
    expect(await nameOf(cluster, env as Record<string, string>)).toBe(expected);
  });

  it.each([
    ['socks4://proxy:1', 'has the scheme "socks4:"; http, https and socks5 are supported'],
    ['my-password', 'is not a URL'],
  ])('%s is refused', async (value, expected) => {
    expect(await sentenceOf({ cluster: { 'proxy-url': value } })).toBe(
      `proxy-url of cluster "prod" in the kubeconfig ${expected}${value === 'my-password' ? '; write it as http://HOST:PORT' : ''}`,
    );
  });
});

describe('what is wrong with a kubeconfig is one sentence', () => {
  const withCa = { 'certificate-authority-data': base64(pair.certificate) };
  const withCertificate = { 'client-certificate-data': base64(pair.certificate) };
  const oidc = (fields: object): object => ({
    'auth-provider': {
      name: 'oidc',
      config: { 'idp-issuer-url': 'https://idp.example', 'client-id': 'c', ...fields },
    },
  });

  it.each<[string, Parts, string]>([
    [
      'server',
      { cluster: { server: 'not-a-url' } },
      'cluster "prod" in the kubeconfig has no usable server URL',
    ],
    ['no server', { cluster: { server: '' } }, 'cluster "prod" in the kubeconfig has no server'],
    ['password in it', { cluster: { server: 'https://a:b@c' } }, 'has no usable server URL'],
    ['type', { user: { token: 12345 } }, 'token of user "me" in kubeconfig'],
    ['flag', { cluster: { 'insecure-skip-tls-verify': 'yes' } }, 'is neither true nor false'],
    ['groups', { user: { 'as-groups': 'admins' } }, 'as-groups of user "me" in kubeconfig'],
    [
      'token file',
      { user: { tokenFile: '/nowhere/token' } },
      'the token file /nowhere/token, which the kubeconfig names, cannot be read (ENOENT)',
    ],
    ['header', { user: { token: 'a\nb' } }, 'has a character that no header can hold'],
    ['user', { context: { user: 'you' } }, 'has no user "you" (it has me)'],
    ['cluster', { context: { cluster: 'dev' } }, 'has no cluster "dev" (it has prod)'],
    ['context', { rest: { 'current-context': 'three' } }, 'has no context "three" (it has one, two)'],
    [
      'no context',
      { rest: { 'current-context': '' } },
      'has no current-context; name one with --context (it has one, two)',
    ],
    [
      'context without cluster',
      { context: { cluster: '' } },
      'context "one" in the kubeconfig has no cluster',
    ],
    ['twice', { rest: { users: [{ name: 'me' }, { name: 'me' }] } }, 'user "me" in kubeconfig'],
    ['nameless', { rest: { users: [{}] } }, 'users[0] of kubeconfig'],
    ['list', { rest: { users: {} } }, 'users of kubeconfig'],
    ['groups without as', { user: { 'as-groups': ['admins'] } }, 'without as; name the user to act as'],
    ['two ways', { user: { token: 'a', username: 'b' } }, 'has both a token and a username; keep one'],
    [
      'two plug-ins',
      { user: { exec: {}, 'auth-provider': {} } },
      'has both exec and an auth-provider; keep one',
    ],
    ['base64', { cluster: { 'certificate-authority-data': '!!!' } }, 'is not base64'],
    ['PEM', { cluster: { 'certificate-authority-data': base64('hello') } }, 'is not a certificate in PEM'],
    [
      'key',
      { user: { ...withCertificate, 'client-key-data': base64('hello') } },
      'is not a private key in PEM',
    ],
    ['no key', { user: withCertificate }, 'has a client certificate without a client-key'],
    [
      'wrong key',
      { user: { ...withCertificate, 'client-key-data': base64(other.key) } },
      'do not belong together',
    ],
    [
      'two CAs',
      { cluster: { ...withCa, 'certificate-authority': 'x' } },
      'appears twice, as a file and as data',
    ],
    [
      'insecure with CA',
      { cluster: { ...withCa, 'insecure-skip-tls-verify': true } },
      'has both certificate-authority and insecure-skip-tls-verify',
    ],
    [
      'gcp',
      { user: { 'auth-provider': { name: 'gcp' } } },
      'is not known; use the plug-in gke-gcloud-auth-plugin',
    ],
    ['OIDC', { user: { 'auth-provider': { name: 'oidc' } } }, 'has no idp-issuer-url'],
    [
      'OIDC expired',
      { user: oidc({ 'id-token': jwt(SECONDS - 1) }) },
      'has expired, and there is no refresh-token',
    ],
    [
      'OIDC gone',
      { user: oidc({ 'id-token': jwt(1), 'refresh-token': 'r', 'idp-issuer-url': 'https://127.0.0.1:1' }) },
      'https://127.0.0.1:1 gave no new one (no connection, ECONNREFUSED); sign in again',
    ],
  ])('%s', async (_what, parts, expected) => {
    expect(await sentenceOf(parts)).toContain(expected);
  });

  it.each([
    ['users:\n  - a: [hunter2', /is not valid YAML: .* at line 2, column \d+$/],
    ['token: *hunter2', /is not valid YAML: /],
    ['token: hunter2\n  x: 1', /is not valid YAML: .* at line \d, column \d+$/],
    ['hunter2', /has no clusters; is it a kubeconfig\?$/],
    ['- hunter2', /has no clusters; is it a kubeconfig\?$/],
    ['{}', /there is no kubeconfig in/],
    ['', /there is no kubeconfig in/],
  ])('text %j', async (content, expected) => {
    const message = await sentence({ file: file(content) });
    expect(message).toMatch(expected);
    expect(message).not.toContain('hunter2');
  });

  it('names a file that is missing, a folder, and one without an end', async () => {
    expect(await sentence({ file: '/nowhere' })).toBe(
      'kubeconfig /nowhere does not exist; name one with --kubeconfig or KUBECONFIG',
    );
    expect(await sentence({ file: folder })).toBe(`kubeconfig ${folder} cannot be read (EISDIR)`);
    expect(await sentence({ file: '/dev/zero' })).toContain('is larger than 8 MiB');
  });
});
