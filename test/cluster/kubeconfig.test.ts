import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as forward, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createExecClient } from '../../functions/clients/exec/websocket.ts';
import { mapBounded } from '../../functions/collectors/bounded.ts';
import { COLLECTORS } from '../../functions/collectors/index.ts';
import { loadKubeconfig } from '../../functions/local/kubeconfig/load.ts';
import type { Report } from '../../functions/model/report.ts';
import { makeCertificate } from '../support/certificate.ts';
import { connectProxy, socksProxy, type TestProxy } from '../support/proxy.ts';
import { settingsFrom } from './dojopool/settings.ts';
import { firstnote } from './harness/firstnote.ts';
import { kubectl, kubectlJson, kubectlRun } from './harness/kubectl.ts';
import { until } from './harness/until.ts';

/** kubectl and firstnote are given the same kubeconfig, and must come to the same end. */

const NAMESPACE = 'firstnote-kubeconfig';
/** May list pods and events, and nothing else. */
const READER = `system:serviceaccount:${NAMESPACE}:reader`;
const folder = mkdtempSync(join(tmpdir(), 'firstnote-kubeconfig-'));
const own = makeCertificate(folder, ['IP:127.0.0.1', 'DNS:front.test']);
/** A password that must be seen nowhere. */
const PASSWORD = Buffer.from(`${process.pid}-${Date.now()}`).toString('hex');

interface Admin {
  readonly server: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}
let admin: Admin;
let readerToken: string;

const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'reader', namespace: NAMESPACE },
  rules: [
    { apiGroups: [''], resources: ['pods', 'events'], verbs: ['list', 'get'] },
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  ],
};
const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'reader', namespace: NAMESPACE },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
  subjects: [
    { kind: 'ServiceAccount', name: 'reader', namespace: NAMESPACE },
    { kind: 'Group', name: 'firstnote-readers', apiGroup: 'rbac.authorization.k8s.io' },
  ],
};
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'sleeper', namespace: NAMESPACE },
  spec: {
    terminationGracePeriodSeconds: 0,
    containers: [
      {
        name: 'sleeper',
        image: settingsFrom(process.env).nodeImage,
        command: ['node', '-e', 'setInterval(() => {}, 1e6)'],
      },
    ],
  },
};

async function readAdmin(): Promise<Admin> {
  interface View {
    readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
    readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
  }
  const view = await kubectlJson<View>(['config', 'view', '--minify', '--raw', '--flatten']);
  const [cluster, user] = [view.clusters[0]?.cluster, view.users[0]?.user];
  return {
    server: cluster?.server ?? '',
    ca: cluster?.['certificate-authority-data'] ?? '',
    certificate: user?.['client-certificate-data'] ?? '',
    key: user?.['client-key-data'] ?? '',
  };
}

/** The address that pods reach the API server at: unlike 127.0.0.1, a proxy of the environment is used for it. */
async function addressInCluster(): Promise<string> {
  interface Endpoints {
    readonly subsets: readonly {
      readonly addresses: readonly { readonly ip: string }[];
      readonly ports: readonly { readonly port: number }[];
    }[];
  }
  const { subsets } = await kubectlJson<Endpoints>(['get', 'endpoints', 'kubernetes', '-n', 'default']);
  return `https://${subsets[0]?.addresses[0]?.ip}:${subsets[0]?.ports[0]?.port}`;
}

/** Takes a name and a password, as API servers did until 1.19 and proxies in front of them do, and asks as the administrator. */
function startFront(): Promise<Server> {
  const wanted = `Basic ${Buffer.from(`ann:${PASSWORD}`).toString('base64')}`;
  const server = createServer({ cert: own.certificate, key: own.key }, (request, response) => {
    if (request.headers.authorization !== wanted) {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          message: 'Unauthorized',
          reason: 'Unauthorized',
          code: 401,
        }),
      );
      return;
    }
    const { authorization: _own, host: _host, ...headers } = request.headers;
    const options = {
      method: request.method,
      headers,
      ca: Buffer.from(admin.ca, 'base64'),
      cert: Buffer.from(admin.certificate, 'base64'),
      key: Buffer.from(admin.key, 'base64'),
    };
    const asked = forward(new URL(request.url ?? '', admin.server), options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(asked);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

interface Given {
  readonly user?: object;
  /** undefined takes a field away. */
  readonly cluster?: object;
  readonly env?: NodeJS.ProcessEnv;
}

let count = 0;
/** A kubeconfig of the administrator's cluster; its user is the administrator unless another is given. */
function kubeconfig({ user, cluster = {} }: Given): string {
  count += 1;
  const file = join(folder, `kubeconfig-${count}`);
  const administrator = { 'client-certificate-data': admin.certificate, 'client-key-data': admin.key };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [
      {
        name: 'test',
        cluster: { server: admin.server, 'certificate-authority-data': admin.ca, ...cluster },
      },
    ],
    users: [{ name: 'test', user: user ?? administrator }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace: NAMESPACE } }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
const asAdmin = (more: object): object => ({
  'client-certificate-data': admin.certificate,
  'client-key-data': admin.key,
  ...more,
});

type End = 'read' | 'forbidden' | 'failed';

const NO_PROXIES = { HTTPS_PROXY: '', https_proxy: '', NO_PROXY: '', no_proxy: '' };

async function byKubectl(file: string, env: NodeJS.ProcessEnv): Promise<End> {
  const args = ['get', 'pods', '-n', NAMESPACE, '-o', 'name', '--kubeconfig', file];
  const { code, stderr } = await kubectlRun(args, { env });
  if (code === 0) return 'read';
  return /\(Forbidden\)/.test(stderr) ? 'forbidden' : 'failed';
}

async function byFirstnote(file: string, env: NodeJS.ProcessEnv): Promise<{ end: End; said: string }> {
  const args = ['triage', '--json', '--kubeconfig', file, '--namespace', NAMESPACE];
  const { code, stdout, stderr } = await firstnote(args, env);
  const said = stdout + stderr;
  if (code !== 0) return { end: 'failed', said };
  const { coverage } = JSON.parse(stdout) as Report;
  const { status } = coverage.find(({ collector }) => collector === 'pods') ?? { status: 'failed' };
  if (status === 'forbidden') return { end: 'forbidden', said };
  return { end: status === 'ok' || status === 'empty' ? 'read' : 'failed', said };
}

/** Both, with what firstnote printed. */
async function compare(given: Given): Promise<{ kubectl: End; firstnote: End; said: string }> {
  const file = kubeconfig(given);
  const env = { ...NO_PROXIES, ...given.env };
  const [theirs, ours] = [await byKubectl(file, env), await byFirstnote(file, env)];
  return { kubectl: theirs, firstnote: ours.end, said: ours.said };
}

beforeAll(async () => {
  admin = await readAdmin();
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'reader', namespace: NAMESPACE },
  };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  const items = [namespace, account, role, binding, pod];
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  readerToken = (await kubectl(['create', 'token', 'reader', '-n', NAMESPACE])).trim();
  await until('the pod runs', async () => {
    const { status } = await kubectlJson<{ status: { phase?: string } }>([
      'get',
      'pod',
      'sleeper',
      '-n',
      NAMESPACE,
    ]);
    return status.phase === 'Running';
  });
});
afterAll(async () => {
  await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found']);
  rmSync(folder, { recursive: true });
});

describe('a user who acts as another', () => {
  const lists = COLLECTORS.flatMap(({ name, lists: listed }) => (listed ? [{ name, ...listed }] : []));
  /** Where a collector lists, as kubectl is asked for it. */
  const scopeOf = (name: string): string[] =>
    name === 'systempods' ? ['-n', 'kube-system'] : ['-n', NAMESPACE];

  /** The collectors of those lists that kubectl may not read. */
  async function deniedByKubectl(file: string): Promise<string[]> {
    const denied = await mapBounded(lists, 3, async ({ name, apiVersion, resource }) => {
      const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [];
      const what = group === '' ? resource : `${resource}.${group}`;
      const { stdout } = await kubectlRun([
        'auth',
        'can-i',
        'list',
        what,
        ...scopeOf(name),
        '--kubeconfig',
        file,
      ]);
      return stdout.trim() === 'yes' ? [] : [name];
    });
    return denied.flat().sort();
  }

  async function deniedToFirstnote(file: string): Promise<{ denied: string[]; note: string }> {
    const args = ['triage', '--kubeconfig', file, '--namespace', NAMESPACE];
    const { coverage } = JSON.parse((await firstnote([...args, '--json'])).stdout) as Report;
    const names: readonly string[] = lists.map(({ name }) => name);
    const denied = coverage.filter(
      ({ collector, status }) => status === 'forbidden' && names.includes(collector),
    );
    return {
      denied: denied.map(({ collector }) => collector).sort(),
      note: (await firstnote(args)).stdout,
    };
  }

  it.each([
    ['as a service account', { as: READER }],
    ['as a group', { as: 'nobody', 'as-groups': ['firstnote-readers'] }],
  ])(
    '%s reads with firstnote what kubectl reads, and the note says what was not checked',
    async (_what, more) => {
      const file = kubeconfig({ user: asAdmin(more) });
      const theirs = await deniedByKubectl(file);
      const ours = await deniedToFirstnote(file);
      expect(theirs).toContain('secrets');
      expect(theirs).not.toContain('pods');
      expect(ours.denied).toEqual(theirs);
      expect(ours.note).toMatch(
        /NOT CHECKED.*forbidden, needs list of .*deployments\.apps.*\(firstnote rbac\)/,
      );
    },
  );

  it('runs a program in a pod only where kubectl does', async () => {
    for (const [user, started] of [
      [asAdmin({}), true],
      [asAdmin({ as: READER }), false],
    ] as const) {
      const file = kubeconfig({ user });
      const theirs = await kubectlRun([
        'exec',
        'sleeper',
        '-n',
        NAMESPACE,
        '--kubeconfig',
        file,
        '--',
        'node',
        '-v',
      ]);
      const { access } = await loadKubeconfig({ file, env: {} });
      const ours = await createExecClient(access).run({
        ...{ namespace: NAMESPACE, pod: 'sleeper', container: 'sleeper', command: ['node', '-v'] },
        signal: AbortSignal.timeout(20_000),
      });
      expect({ theirs: theirs.code === 0, ours: ours.ok }).toEqual({ theirs: started, ours: started });
      if (!ours.ok)
        expect(ours.failure).toMatchObject({ kind: 'forbidden', message: expect.stringContaining(READER) });
    }
  });
});

describe('kubectl and firstnote agree', () => {
  /** A plug-in that prints a credential of this apiVersion. */
  const plugin = (status: object, version = 'v1'): string => {
    count += 1;
    const command = join(folder, `plugin-${count}`);
    const answer = { apiVersion: `client.authentication.k8s.io/${version}`, kind: 'ExecCredential', status };
    writeFileSync(`${command}.json`, JSON.stringify(answer));
    writeFileSync(command, `#!/bin/sh\ncat "$0.json"\n`);
    chmodSync(command, 0o755);
    return `./plugin-${count}`;
  };
  const exec = (command: string, version = 'v1'): object => ({
    exec: { apiVersion: `client.authentication.k8s.io/${version}`, command, interactiveMode: 'Never' },
  });
  const certificate = (): object => ({
    clientCertificateData: Buffer.from(admin.certificate, 'base64').toString(),
    clientKeyData: Buffer.from(admin.key, 'base64').toString(),
  });
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return name;
  };
  const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString();

  it.each<[string, () => Given, End]>([
    ['a client certificate', () => ({}), 'read'],
    [
      'a client certificate in files beside it',
      () => ({
        user: {
          'client-certificate': written('admin.crt', fromBase64(admin.certificate)),
          'client-key': written('admin.key', fromBase64(admin.key)),
        },
      }),
      'read',
    ],
    [
      'a certificate without its key',
      () => ({ user: { 'client-certificate-data': admin.certificate } }),
      'failed',
    ],
    ['a token', () => ({ user: { token: readerToken } }), 'read'],
    ['another token', () => ({ user: { token: 'nobody' } }), 'failed'],
    ['a token in a file', () => ({ user: { tokenFile: written('token', `${readerToken}\n`) } }), 'read'],
    [
      'a token, and another in a file',
      () => ({ user: { token: 'x', tokenFile: written('token', readerToken) } }),
      'read',
    ],
    ['a token, and a file that is gone', () => ({ user: { token: readerToken, tokenFile: 'gone' } }), 'read'],
    ['as another', () => ({ user: asAdmin({ as: READER }) }), 'read'],
    ['as nobody', () => ({ user: asAdmin({ as: 'nobody' }) }), 'forbidden'],
    ['as a name with an umlaut', () => ({ user: asAdmin({ as: 'jürgen 日本' }) }), 'forbidden'],
    [
      'as nobody in a group',
      () => ({ user: asAdmin({ as: 'nobody', 'as-groups': ['x', 'system:masters'] }) }),
      'read',
    ],
    [
      'as, uid and extra',
      () => ({ user: asAdmin({ as: READER, 'as-uid': '7', 'as-user-extra': { 'a/b c': ['x', 'y'] } }) }),
      'read',
    ],
    ['as whom it may not', () => ({ user: { token: readerToken, as: 'ann' } }), 'forbidden'],
    ['groups without as', () => ({ user: asAdmin({ 'as-groups': ['system:masters'] }) }), 'failed'],
    ['a plug-in with a token', () => ({ user: exec(plugin({ token: readerToken })) }), 'read'],
    [
      'a plug-in of v1beta1',
      () => ({ user: exec(plugin({ token: readerToken }, 'v1beta1'), 'v1beta1') }),
      'read',
    ],
    ['a plug-in with a certificate', () => ({ user: exec(plugin(certificate())) }), 'read'],
    [
      'a plug-in of another version',
      () => ({ user: exec(plugin({ token: readerToken }, 'v1beta1')) }),
      'failed',
    ],
    [
      'a plug-in of v1alpha1',
      () => ({ user: exec(plugin({ token: readerToken }, 'v1alpha1'), 'v1alpha1') }),
      'failed',
    ],
    ['a plug-in with nothing', () => ({ user: exec(plugin({})) }), 'failed'],
    ['a plug-in that is not there', () => ({ user: exec('nowhere') }), 'failed'],
    ['a plug-in as another', () => ({ user: { ...exec(plugin(certificate())), as: 'nobody' } }), 'forbidden'],
    ['a plug-in that a certificate spares', () => ({ user: asAdmin(exec('nowhere')) }), 'read'],
    ['a plug-in that a token spares', () => ({ user: { ...exec('nowhere'), token: readerToken } }), 'read'],
    ['two ways to sign in', () => ({ user: { token: readerToken, username: 'a', password: 'b' } }), 'failed'],
    [
      'gcp',
      () => ({ user: { 'auth-provider': { name: 'gcp', config: { 'access-token': readerToken } } } }),
      'failed',
    ],
    ['the right server name', () => ({ cluster: { 'tls-server-name': 'kubernetes' } }), 'read'],
    ['a wrong server name', () => ({ cluster: { 'tls-server-name': 'wrong.test' } }), 'failed'],
    ['no authority', () => ({ cluster: { 'certificate-authority-data': undefined } }), 'failed'],
    [
      'another authority',
      () => ({ cluster: { 'certificate-authority-data': Buffer.from(own.certificate).toString('base64') } }),
      'failed',
    ],
    [
      'no authority, insecure',
      () => ({ cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true } }),
      'read',
    ],
    ['an authority, and insecure', () => ({ cluster: { 'insecure-skip-tls-verify': true } }), 'failed'],
    ['an authority twice', () => ({ cluster: { 'certificate-authority': 'server.crt' } }), 'failed'],
    ['broken base64', () => ({ cluster: { 'certificate-authority-data': '!!!' } }), 'failed'],
    ['a token that is a number', () => ({ user: { token: 5 } }), 'failed'],
    ['a proxy of another kind', () => ({ cluster: { 'proxy-url': 'socks4://127.0.0.1:1' } }), 'failed'],
    ['a proxy that is not there', () => ({ cluster: { 'proxy-url': 'http://127.0.0.1:1' } }), 'failed'],
  ])('%s', async (_what, given, expected) => {
    const { said, ...ends } = await compare(given());
    expect(ends).toEqual({ kubectl: expected, firstnote: expected });
    expect(said).not.toContain(readerToken);
    expect(said).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it('a name and a password, also of who acts as another', async () => {
    const front = await startFront();
    const cluster = {
      server: `https://127.0.0.1:${(front.address() as AddressInfo).port}`,
      'certificate-authority-data': Buffer.from(readFileSync(join(folder, 'server.crt'))).toString('base64'),
    };
    const ends: End[][] = [];
    for (const user of [
      { username: 'ann', password: PASSWORD },
      { username: 'ann', password: 'wrong' },
      { username: 'ann', password: PASSWORD, as: 'nobody' },
    ]) {
      const { kubectl: theirs, firstnote: ours, said } = await compare({ user, cluster });
      ends.push([theirs, ours]);
      expect(said).not.toContain(PASSWORD);
    }
    front.closeAllConnections();
    front.close();
    expect(ends).toEqual([
      ['read', 'read'],
      ['failed', 'failed'],
      ['forbidden', 'forbidden'],
    ]);
  });

  it.each<[string, () => Promise<TestProxy>, string, End]>([
    ['http', () => connectProxy(), '', 'read'],
    ['http with credentials', () => connectProxy('ann:p@w'), 'ann:p%40w@', 'read'],
    ['http with wrong credentials', () => connectProxy('ann:p@w'), 'ann:other@', 'failed'],
    ['https that the authority knows', () => connectProxy(undefined, own), '', 'read'],
    ['socks5', socksProxy, '', 'read'],
  ])('a proxy: %s', async (what, start, credentials, expected) => {
    const proxy = await start();
    const [scheme = ''] = what.split(' ');
    const both = Buffer.from(fromBase64(admin.ca) + own.certificate).toString('base64');
    try {
      const { said: _said, ...ends } = await compare({
        cluster: {
          'proxy-url': `${scheme}://${credentials}${proxy.address}`,
          'certificate-authority-data': both,
        },
      });
      expect(ends).toEqual({ kubectl: expected, firstnote: expected });
      const { host } = new URL(admin.server);
      if (expected === 'read') expect([...new Set(proxy.tunnels)]).toEqual([host]);
    } finally {
      await proxy.close();
    }
  });

  it('the proxy of the environment, and what it is not for', async () => {
    const proxy = await connectProxy();
    const server = await addressInCluster();
    const tunnelsOf = async (env: NodeJS.ProcessEnv, of = server): Promise<boolean[]> => {
      const file = kubeconfig({ cluster: { server: of } });
      const all = { ...NO_PROXIES, ...env };
      const before = proxy.tunnels.length;
      expect(await byKubectl(file, all)).toBe('read');
      const between = proxy.tunnels.length;
      expect((await byFirstnote(file, all)).end).toBe('read');
      return [between > before, proxy.tunnels.length > between];
    };
    const HTTPS_PROXY = `http://${proxy.address}`;
    const { hostname } = new URL(server);
    try {
      expect(await tunnelsOf({ HTTPS_PROXY })).toEqual([true, true]);
      expect(await tunnelsOf({ https_proxy: proxy.address })).toEqual([true, true]);
      expect(await tunnelsOf({ HTTPS_PROXY, NO_PROXY: hostname })).toEqual([false, false]);
      expect(await tunnelsOf({ HTTPS_PROXY, NO_PROXY: `x,${hostname}/24` })).toEqual([false, false]);
      expect(await tunnelsOf({ HTTPS_PROXY, no_proxy: `${hostname}:1` })).toEqual([true, true]);
      expect(await tunnelsOf({ HTTPS_PROXY }, admin.server.replace('127.0.0.1', 'localhost'))).toEqual(
        new URL(admin.server).hostname === '127.0.0.1' ? [false, false] : [true, true],
      );
    } finally {
      await proxy.close();
    }
  });

  it('several files, of which the first to name something wins', async () => {
    const cut = (file: string, change: (config: Record<string, unknown>) => void): string => {
      const config = JSON.parse(readFileSync(file, 'utf8'));
      change(config);
      writeFileSync(file, JSON.stringify(config));
      return file;
    };
    const users = cut(kubeconfig({ user: asAdmin({ as: 'nobody' }) }), (config) => {
      delete config.clusters;
      delete config.contexts;
      delete config['current-context'];
    });
    const rest = kubeconfig({});
    for (const [files, expected] of [
      [[users, rest], 'forbidden'],
      [[rest, users], 'read'],
      [['/nowhere', rest], 'read'],
    ] as const) {
      const env = { ...NO_PROXIES, KUBECONFIG: files.join(':') };
      const theirs = await kubectlRun(['get', 'pods', '-o', 'name'], { env });
      const { stdout } = await firstnote(['triage', '--json'], env);
      const report = JSON.parse(stdout) as Report;
      const status = report.coverage.find(({ collector }) => collector === 'pods')?.status;
      expect([theirs.code === 0, status === 'ok', report.target.namespace]).toEqual([
        expected === 'read',
        expected === 'read',
        NAMESPACE,
      ]);
    }
  });
});
