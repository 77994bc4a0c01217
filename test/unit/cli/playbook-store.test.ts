import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from '../../../functions/cli/playbook.ts';
import { UsageError } from '../../../functions/local/usage-error.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { openStore } from '../../../functions/runtime/open-store.ts';
import { storedPlaybooks } from '../../../functions/runtime/playbooks.ts';
import { keptIo } from '../../support/io.ts';

const made: string[] = [];
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});
const api = 'version: 1\nname: API\nservices: [PAPI1]\ntarget: { namespace: production }\n';
const shop = api.replace('API', 'Shop').replace('PAPI1', 'PSHOP1');

/** An empty store, a folder of files, and the command on them. */
function open(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-push-'));
  made.push(folder);
  const file = (name: string) => join(folder, name);
  const write = (name: string, text: string) => writeFileSync(file(name), text);
  for (const [name, text] of Object.entries(files)) write(name, text);
  const store = pathToFileURL(join(folder, 'store')).href;
  const firstnote = async (verb: string, ...argv: string[]) => {
    const { io, out } = keptIo({}, () => new Date('2026-11-25T14:00:00Z'));
    const status = await run([verb, '--store', store, ...argv], io);
    return { status, ...out };
  };
  const functionsSee = async () =>
    (
      await storedPlaybooks(await openStore(store), {
        now: () => 0,
        logger: silentLogger,
        metrics: silentMetrics,
      })()
    ).map(({ name, target }) => `${name} in ${target.namespace}`);
  return { folder, file, write, firstnote, functionsSee };
}

describe('firstnote playbook push', () => {
  it('puts what is right where functions read it, and says which version it is', async () => {
    const { file, firstnote, functionsSee } = open({ 'api.yaml': api, 'shop.yaml': shop });
    expect(await firstnote('push', file('api.yaml'), file('shop.yaml'))).toEqual({
      status: 0,
      stdout: `${file('api.yaml')}: pushed, api version 1\n${file('shop.yaml')}: pushed, shop version 1\n`,
      stderr: '',
    });
    expect(await functionsSee()).toEqual(['API in production', 'Shop in production']);
  });

  it('leaves the last good version of a faulty one in place, pushes the others, and exits 2', async () => {
    const { file, write, firstnote, functionsSee } = open({ 'api.yaml': api, 'shop.yaml': shop });
    await firstnote('push', file('api.yaml'), file('shop.yaml'));
    write('api.yaml', api.replace('namespace', 'namespce'));
    write('shop.yaml', shop.replace('production', 'shops'));
    const { status, stdout, stderr } = await firstnote('push', file('api.yaml'), file('shop.yaml'));
    expect(status).toBe(2);
    expect(stdout).toBe(`${file('shop.yaml')}: pushed, shop version 2\n`);
    expect(stderr).toContain(`${file('api.yaml')}:4:11: target.namespce: unknown key`);
    expect(stderr).toContain(`${file('api.yaml')}: not pushed, 2 faults; api version 1 stays\n`);
    expect(await functionsSee()).toEqual(['API in production', 'Shop in shops']);
  });

  it('of what is there already says so', async () => {
    const { file, firstnote } = open({ 'api.yaml': api });
    await firstnote('push', file('api.yaml'));
    const { status, stdout } = await firstnote('push', file('api.yaml'));
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `${file('api.yaml')}: is there already, api version 1\n`,
    });
  });

  it('checks against what others have pushed', async () => {
    const { file, firstnote, functionsSee } = open({
      'api.yaml': api,
      'other.yaml': api.replace('API', 'Other'),
    });
    await firstnote('push', file('api.yaml'));
    const { status, stderr } = await firstnote('push', file('other.yaml'));
    expect(status).toBe(2);
    expect(stderr).toContain('PAPI1 is also answered for at the playbook "API" in the store');
    expect(await functionsSee()).toEqual(['API in production']);
  });

  it('checks against the last good version of a faulty file, which stays', async () => {
    const { file, write, firstnote, functionsSee } = open({ 'api.yaml': api, 'shop.yaml': shop });
    await firstnote('push', file('api.yaml'), file('shop.yaml'));
    write('api.yaml', api.replace('PAPI1', 'PAPI2').replace('namespace', 'namespce'));
    write('shop.yaml', shop.replace('PSHOP1', 'PSHOP1, PAPI1'));
    const { status, stdout, stderr } = await firstnote('push', file('api.yaml'), file('shop.yaml'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('PAPI1 is also answered for at the playbook "API" in the store');
    expect(await functionsSee()).toEqual(['API in production', 'Shop in production']);
    write('api.yaml', api.replace('PAPI1', 'PAPI2'));
    expect((await firstnote('push', file('api.yaml'), file('shop.yaml'))).status).toBe(0);
  });

  it('pushes what an environment names, checked against its clusters', async () => {
    const environment = `environment: production
account: "123456789012"
region: eu-central-1
pagerduty: { from: firstnote@example.com, user: PABC123 }
clusters: [production]
alarms: { email: platform@example.com }
playbooks: [playbooks/api.yaml, playbooks/shop.yaml]
`;
    const { folder, firstnote, functionsSee } = open({});
    mkdirSync(join(folder, 'playbooks'));
    mkdirSync(join(folder, 'infra/environments'), { recursive: true });
    writeFileSync(join(folder, 'infra/environments/production.yaml'), environment);
    writeFileSync(join(folder, 'playbooks/api.yaml'), api);
    writeFileSync(join(folder, 'playbooks/shop.yaml'), `${shop}cluster: prodction\n`);
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { status, stdout, stderr } = await firstnote('push', '--environment', 'production');
      expect(status).toBe(2);
      expect(stdout).toBe('playbooks/api.yaml: pushed, api version 1\n');
      expect(stderr).toContain(
        'playbooks/shop.yaml:5:10: cluster: the environment has no cluster "prodction"; did you mean "production"?',
      );
      expect(await functionsSee()).toEqual(['API in production']);
      await expect(firstnote('push', '--environment', 'nowhere')).rejects.toThrow(
        'infra/environments/nowhere.yaml is not here',
      );
    } finally {
      process.chdir(before);
    }
  });
});

describe('firstnote playbook list, remove and rollback', () => {
  it('show what is there, and take it out', async () => {
    const { file, firstnote } = open({
      'api.yaml': api,
      'rest.yaml': api
        .replace('API', 'Rest')
        .replace('services: [PAPI1]', 'default: true\nalerts: [{ name: Down }]'),
    });
    expect((await firstnote('list')).stdout).toBe('no playbooks\n');
    await firstnote('push', file('api.yaml'), file('rest.yaml'));
    expect((await firstnote('list')).stdout).toBe(
      `api  version 1, 2026-11-25 14:00Z, answers for PAPI1
rest  version 1, 2026-11-25 14:00Z, answers for the alerts Down and whatever no other playbook does
`,
    );
    expect(await firstnote('remove', 'api')).toMatchObject({ status: 0, stdout: 'api: removed\n' });
    await expect(firstnote('remove', 'api')).rejects.toThrow('there is no playbook "api"');
  });

  it('name a disabled one', async () => {
    const { folder, file, firstnote } = open({ 'api.yaml': api });
    await firstnote('push', file('api.yaml'));
    writeFileSync(join(folder, 'store/playbooks/index.json'), '{"format":1,"playbooks":[{"id":"typo"}]}');
    expect((await firstnote('list')).stdout).toBe(
      'typo  DISABLED: it does not say which push brought it; push it again\n',
    );
  });

  it('bring an earlier version back, as a new one', async () => {
    const { folder, file, write, firstnote, functionsSee } = open({ 'api.yaml': api });
    await firstnote('push', file('api.yaml'));
    write('api.yaml', api.replace('production', 'staging'));
    await firstnote('push', file('api.yaml'));
    expect((await firstnote('rollback', 'api')).stdout).toBe('api: version 1 is back, as version 3\n');
    expect(await functionsSee()).toEqual(['API in production']);
    await firstnote('rollback', 'api', '2');
    expect(await functionsSee()).toEqual(['API in staging']);
    expect(readdirSync(join(folder, 'store/playbooks/versions/api')).sort()).toEqual([
      '1.json',
      '2.json',
      '3.json',
    ]);
    write('shop.yaml', shop.replace('PSHOP1', 'PAPI1'));
    write('api.yaml', api.replace('PAPI1', 'PAPI2'));
    await firstnote('push', file('api.yaml'), file('shop.yaml'));
    await expect(firstnote('rollback', 'api')).rejects.toThrow(
      'version 4 of "api" cannot come back: services[0]: PAPI1 is also answered for at the playbook "Shop" in the store',
    );
    await expect(firstnote('rollback', 'api', '9')).rejects.toThrow('version 9 of "api" is not there');
  });
});

describe('a mistake at the store', () => {
  const io = () => keptIo().io;
  it.each([
    [['push', 'x.yaml'], 'which store?'],
    [
      ['push', '--store', 's3:/bucket', 'x.yaml'],
      '--store "s3:/bucket" must be s3://BUCKET or file:///FOLDER',
    ],
    [['push', '--store', 'file:///x'], 'which playbooks?'],
    [
      ['push', '--store', 'file:///x', '/nowhere.yaml'],
      'cannot read the playbook /nowhere.yaml: there is no such file',
    ],
    [['push', '--stor', 'file:///x'], "Unknown option '--stor'"],
    [['list', '--store', 'file:///x', 'y'], 'unexpected argument "y"'],
    [['remove', '--store', 'file:///x'], 'which playbook?'],
    [['rollback', '--store', 'file:///nowhere', 'api'], 'there is no playbook "api": say which version'],
    [['psh', 'x'], 'did you mean "push"?'],
  ])('%j is explained', async (argv, message) => {
    await expect(run(argv, io())).rejects.toThrow(message);
    await expect(run(argv, io())).rejects.toMatchObject({ exitCode: 2 });
  });

  it("is exit status 1 when it is not the user's: the store cannot be read", async () => {
    const { folder, firstnote } = open({});
    writeFileSync(join(folder, 'store'), 'a file where a folder should be');
    const error = await firstnote('list').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ exitCode: 1, message: expect.stringContaining('ENOTDIR') });
  });
});
