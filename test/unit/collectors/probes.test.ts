import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExecPort } from '../../../functions/clients/exec/port.ts';
import { createTcpReach } from '../../../functions/clients/reach/tcp.ts';
import { dependencystate } from '../../../functions/collectors/dependencystate.ts';
import { usableCollectors } from '../../../functions/collectors/index.ts';
import { isSafeAddress, probeCommands, readProbeOutput } from '../../../functions/collectors/probe-script.ts';
import { probes } from '../../../functions/collectors/probes.ts';
import { defaultPlaybook } from '../../../functions/local/read-playbook.ts';
import type { Playbook } from '../../../functions/playbook/playbook.ts';
import { contextWith, podEvidence } from '../../support/evidence-context.ts';
import { rawPod } from '../../support/recording.ts';

const pathOf = (tool: string): string =>
  spawnSync('sh', ['-c', `command -v ${tool}`])
    .stdout.toString()
    .trim();

/** The interpreter itself: a version manager's shim would need more than it in PATH. */
const python =
  spawnSync('python3', ['-c', 'import sys; print(sys.executable)']).stdout?.toString().trim() ?? '';

describe('the script that tries connections inside a pod', () => {
  let open: net.Server;
  let openPort = 0;
  let closedPort = 0;
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-probe-'));
  beforeAll(async () => {
    open = net.createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => {
      open.listen(0, '127.0.0.1', resolve);
    });
    openPort = (open.address() as AddressInfo).port;
    const closed = net.createServer();
    await new Promise<void>((resolve) => {
      closed.listen(0, '127.0.0.1', resolve);
    });
    closedPort = (closed.address() as AddressInfo).port;
    await new Promise((resolve) => {
      closed.close(resolve);
    });
  });
  afterAll(() => {
    open.close();
    rmSync(folder, { recursive: true });
  });

  const runWith = (tools: Readonly<Record<string, string>>): Promise<string> => {
    const bin = mkdtempSync(join(folder, 'bin-'));
    for (const [name, target] of Object.entries(tools))
      if (existsSync(target)) symlinkSync(target, join(bin, name));
    const addresses = [openPort, closedPort].map((port) => ({ host: '127.0.0.1', port }));
    const [program = '', ...words] = probeCommands(addresses)[0] ?? [];
    return new Promise((resolve) => {
      const child = spawn(program, words, { env: { PATH: bin } });
      let out = '';
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
      });
      child.on('close', () => resolve(out));
    });
  };
  const plain = { head: pathOf('head'), timeout: pathOf('timeout') };

  it.each([
    ['node', { ...plain, node: process.execPath }],
    ['python3', { ...plain, python3: python }],
    ['bash', { ...plain, bash: pathOf('bash') }],
    ['bash without timeout', { head: plain.head, bash: pathOf('bash') }],
  ])('works where there is only %s', async (name, tools) => {
    const tool = Object.entries(tools).find(([key]) => name.startsWith(key));
    if (tool?.[1] === '') return;
    const said = readProbeOutput(await runWith(tools));
    expect(said.get(`127.0.0.1:${openPort}`)).toBe('open');
    expect(said.get(`127.0.0.1:${closedPort}`)).toMatch(/refused|ECONNREFUSED/i);
  });

  it('says so where there is nothing to try with', async () => {
    expect(readProbeOutput(await runWith(plain)).get(`127.0.0.1:${openPort}`)).toBe('no tool');
  });

  it.each(['$(reboot)', 'a b', "a'b", '-e', 'a;b', ''])(
    'takes no host that a shell could read: %j',
    (host) => {
      expect(isSafeAddress({ host, port: 80 })).toBe(false);
    },
  );
});

const playbook: Playbook = {
  ...defaultPlaybook('shop'),
  target: { namespace: 'shop', workload: 'deployment/api' },
  dependencies: [
    { name: 'PostgreSQL', kind: 'database', selector: 'app=api', service: 'postgres', port: 5432 },
  ],
  external: [{ name: 'Maps', host: 'maps.invalid', port: 443 }],
  allow: { exec: true, statusPages: false },
};
const target = {
  cluster: 'test',
  namespace: 'shop',
  workload: { kind: 'Deployment', namespace: 'shop', name: 'api' },
};
const exec = (run: ExecPort['run']): ExecPort => ({ run });
const contextOf = async (run: ExecPort['run'], more = {}) =>
  contextWith({
    target,
    playbook,
    exec: exec(run),
    earlier: { pods: await podEvidence([rawPod('api-5d4f8c7b9-a')]) },
    ...more,
  });

describe('probes', () => {
  it('say from where each was tried, and what came of it', async () => {
    const context = await contextOf(async () => ({
      ok: true,
      value: {
        stdout: 'probe postgres:5432 ECONNREFUSED\nprobe maps.invalid:443 ENOTFOUND\n',
        stderr: '',
        exitCode: 0,
      },
    }));
    const { data, status } = await probes.collect(context);
    expect(status).toBe('ok');
    expect(data).toEqual([
      {
        host: 'postgres',
        port: 5432,
        from: 'pod api-5d4f8c7b9-a',
        inside: true,
        result: 'refused',
        detail: 'ECONNREFUSED',
        ms: 0,
      },
      {
        host: 'maps.invalid',
        port: 443,
        from: 'pod api-5d4f8c7b9-a',
        inside: true,
        result: 'dns-failed',
        detail: 'ENOTFOUND',
        ms: 0,
      },
    ]);
  });

  it('try other programs where the image has no shell', async () => {
    const tried: string[] = [];
    const context = await contextOf(async ({ command }) => {
      tried.push(command[0] ?? '');
      return {
        ok: true,
        value: {
          stdout: command[0] === 'python3' ? 'probe postgres:5432 open' : '',
          stderr: 'no such file',
          exitCode: undefined,
        },
      };
    });
    const { data } = await probes.collect(context);
    expect(tried).toEqual(['/bin/sh', 'node', 'python3']);
    expect(data?.[0]).toMatchObject({ host: 'postgres', result: 'open' });
  });

  it('name the rule when exec is forbidden', async () => {
    const context = await contextOf(async () => ({
      ok: false,
      failure: { kind: 'forbidden', status: 403, message: 'no' },
    }));
    expect(await probes.collect(context)).toMatchObject({
      status: 'forbidden',
      detail: 'needs get+create pods/exec',
    });
  });

  it('never exec where the playbook does not allow it', async () => {
    let ran = 0;
    const context = await contextOf(
      async () => {
        ran += 1;
        return { ok: true, value: { stdout: '', stderr: '', exitCode: 0 } };
      },
      { playbook: { ...playbook, allow: { exec: false, statusPages: false } } },
    );
    await probes.collect(context);
    await dependencystate.collect(context);
    expect(ran).toBe(0);
    const names = usableCollectors({
      playbook: context.playbook,
      exec: exec(async () => Promise.reject(new Error('no'))),
    }).map(({ name }) => name);
    expect(names).not.toContain('probes');
    expect(names).not.toContain('dependencystate');
  });

  it('connect from here, and say where that is', async () => {
    const reach = createTcpReach('this machine', () => 0);
    const probe = await reach.connect('127.0.0.1', 1, AbortSignal.timeout(1_000));
    expect(probe).toEqual({
      host: '127.0.0.1',
      port: 1,
      from: 'this machine',
      inside: false,
      result: 'refused',
      detail: 'ECONNREFUSED',
      ms: 0,
    });
  });
});

describe('the state of a dependency', () => {
  it('is rows of names and values', async () => {
    const context = await contextOf(async ({ command }) => ({
      ok: true,
      value: {
        stdout: command.join(' ').includes('max_connections')
          ? '30|29|1|28|0|0\n'
          : 'worker|app|10.0.0.1|idle|24|600\n',
        stderr: '',
        exitCode: 0,
      },
    }));
    const { data } = await dependencystate.collect(context);
    expect(data?.[0]?.rows[0]).toMatchObject({ max_connections: '30', connections: '29' });
    expect(data?.[1]?.rows[0]).toMatchObject({
      application: 'worker',
      connections: '24',
      longest_seconds: '600',
    });
  });

  it('is what it refuses with, redacted', async () => {
    const context = await contextOf(async () => ({
      ok: true,
      value: { stdout: '', stderr: 'FATAL: too many clients already password=hunter2', exitCode: 2 },
    }));
    const { data } = await dependencystate.collect(context);
    expect(data?.[0]?.rows[0]?.error).toContain('too many clients already');
    expect(JSON.stringify(data)).not.toContain('hunter2');
  });

  it('is what a status page says, where the playbook allows to ask it', async () => {
    const pages = { read: async () => '{"status":{"indicator":"major","description":"Partial outage"}}' };
    const external = [
      { name: 'Maps', host: 'maps.invalid', port: 443, statusPage: 'https://status.maps.invalid' },
    ];
    const allowed = { ...playbook, dependencies: [], external, allow: { exec: false, statusPages: true } };
    const { data } = await dependencystate.collect(contextWith({ playbook: allowed, pages }));
    expect(data?.[0]).toMatchObject({
      dependency: 'Maps',
      asked: 'status page',
      rows: [{ indicator: 'major', description: 'Partial outage' }],
    });
    const broken = await dependencystate.collect(
      contextWith({ playbook: allowed, pages: { read: async () => '<html>' } }),
    );
    expect(broken.status).toBe('empty');
  });
});
