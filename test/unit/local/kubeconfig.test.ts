import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadKubeconfig } from '../../../functions/local/kubeconfig.ts';
import { UsageError } from '../../../functions/local/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'firstnote-kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function file(content: string): string {
  count += 1;
  const path = join(folder, `config-${count}`);
  writeFileSync(path, content);
  return path;
}
const yaml = (user: string, cluster = 'server: https://10.0.0.1:6443'): string => `
apiVersion: v1
kind: Config
current-context: one
clusters:
- name: prod
  cluster: {${cluster}}
users:
- name: me
  user: {${user}}
contexts:
- name: one
  context: {cluster: prod, user: me, namespace: shop}
- name: two
  context: {cluster: prod, user: me}
`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const sentence = async (options: Parameters<typeof loadKubeconfig>[0]): Promise<string> => {
  const error: unknown = await loadKubeconfig(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
};

describe('a kubeconfig', () => {
  it('gives server, name, namespace and token of the current context', async () => {
    expect(await loadKubeconfig({ file: file(yaml('token: abc')) })).toEqual({
      access: { server: 'https://10.0.0.1:6443', name: 'prod', token: 'abc' },
      namespace: 'shop',
      context: 'one',
    });
  });

  it('gives certificates, inline and from files beside it', async () => {
    writeFileSync(join(folder, 'ca.crt'), 'CA');
    const config = yaml(
      `client-certificate-data: ${base64('CERT')}, client-key-data: ${base64('KEY')}`,
      'server: https://10.0.0.1:6443, certificate-authority: ca.crt, tls-server-name: kubernetes',
    );
    const { access } = await loadKubeconfig({ file: file(config) });
    expect(access).toMatchObject({
      ca: 'CA',
      clientCertificate: 'CERT',
      clientKey: 'KEY',
      tlsServerName: 'kubernetes',
    });
  });

  it('takes the context that is asked for', async () => {
    const loaded = await loadKubeconfig({ file: file(yaml('token: abc')), context: 'two' });
    expect(loaded).toMatchObject({ context: 'two', namespace: undefined });
  });

  it('merges the files of $KUBECONFIG, passing over missing ones', async () => {
    const variable = ['/nowhere', file(yaml('token: first')), file(yaml('token: second'))].join(':');
    expect((await loadKubeconfig({ variable })).access.token).toBe('first');
  });

  it('runs a credential plug-in', async () => {
    const plugin = join(folder, 'plugin.sh');
    const credential = JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'from-plugin' },
    });
    writeFileSync(plugin, `#!/bin/sh\necho '${credential}'\n`);
    chmodSync(plugin, 0o755);
    const user = `exec: {apiVersion: client.authentication.k8s.io/v1, command: ${plugin}, interactiveMode: Never}`;
    expect((await loadKubeconfig({ file: file(yaml(user)) })).access.token).toBe('from-plugin');
  });
});

describe('what is wrong with a kubeconfig is one sentence', () => {
  it.each([
    ['a: [', 'is not valid YAML'],
    ['just text', 'has no clusters'],
    [
      yaml('token: a', 'server: not-a-url'),
      'cluster "prod" in the kubeconfig has no usable server URL ("not-a-url")',
    ],
    [yaml('token: a', 'server: "https://x:1", proxy-url: "http://proxy"'), 'needs a proxy-url'],
    [
      yaml('tokenFile: /nowhere/token'),
      'the token file /nowhere/token, which the kubeconfig names, cannot be read (ENOENT)',
    ],
    [yaml('token: a').replace('user: me', 'user: you'), 'has no user "you" (it has me)'],
    [
      yaml('token: a').replace('current-context: one', ''),
      'has no current-context; name one with --context (it has one, two)',
    ],
    [
      yaml('exec: {apiVersion: client.authentication.k8s.io/v1, command: /nowhere/plugin}'),
      'credential plug-in /nowhere/plugin failed',
    ],
  ])('%#', async (content, expected) => {
    expect(await sentence({ file: file(content) })).toContain(expected);
  });
});
