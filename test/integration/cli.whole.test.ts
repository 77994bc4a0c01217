import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { kubeconfigFor } from '../support/recording.ts';

const FIRSTNOTE = join(import.meta.dirname, '../../bin/firstnote');
const folder = mkdtempSync(join(tmpdir(), 'firstnote-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COMMANDS = ['triage', 'logs', 'record', 'replay', 'rbac', 'doctor', 'simulate', 'playbook'] as const;
const firstnote = (...argv: string[]) => spawnSync(FIRSTNOTE, argv, { encoding: 'utf8' });

describe('bin/firstnote', () => {
  it('lists its commands', () => {
    const { status, stdout, stderr } = firstnote('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(COMMANDS)('%s has a help of its own', (command) => {
    const { status, stdout } = firstnote(command, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`firstnote ${command}`);
  });

  it.each([
    [[], 2, /usage: firstnote/],
    [['triaje'], 2, /^firstnote: unknown command "triaje"; there are triage, .*\n$/],
    [['toString'], 2, /unknown command "toString"/],
    [['triage', '--nope'], 2, /^firstnote: Unknown option '--nope'.*\n$/],
    [['doctor', '--region', 'eu-central-1'], 2, /--region needs --environment or --stack/],
    [['doctor', '--stack', 'a', '--environment', 'b'], 2, /give only one/],
    [['doctor', '--stack', 'a', '--namespace', 'b'], 2, /--namespace looks from this machine/],
    [['doctor', '--webhook', 'example.com'], 2, /"example.com" is not a URL/],
    [['doctor', '--playbook', '/nowhere'], 2, /playbook \/nowhere cannot be read/],
    [['doctor', '--kubeconfig', '/nowhere'], 2, /kubeconfig \/nowhere does not exist/],
    [
      ['simulate', '--user', 'P1'],
      2,
      /--service ID, PAGERDUTY_TOKEN in the environment, --from EMAIL is missing/,
    ],
    [['replay'], 2, /^firstnote: name the bundle/],
    [['replay', '/nowhere'], 2, /^firstnote: bundle \/nowhere cannot be read/],
    [['record'], 2, /^firstnote: name the file to write/],
  ])('ends with one sentence for %j', (argv, exit, sentence) => {
    const { status, stdout, stderr } = firstnote(...argv);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
    expect({ status, stdout }).toEqual({ status: exit, stdout: '' });
  });

  it('reads a log through a pipe, longer than the pipe holds', () => {
    const log = join(folder, 'pipe.log');
    const lines = 20_000;
    writeFileSync(log, '2026-11-24T14:03:22Z ERROR the call to the ledger failed\n'.repeat(lines));
    const piped = spawnSync('sh', ['-c', 'cat "$0" | "$1" logs --json -', log, FIRSTNOTE], {
      encoding: 'utf8',
    });
    expect(JSON.parse(piped.stdout)).toMatchObject({ lines, patterns: [{ count: lines }] });
  });

  it('ends with 1 and one sentence when the cluster is not there', () => {
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, kubeconfigFor('http://127.0.0.1:1'));
    const { status, stdout, stderr } = firstnote('triage', '--kubeconfig', kubeconfig, '--json');
    expect(stderr).toBe(
      'firstnote: nothing could be collected: http://127.0.0.1:1 cannot be reached (ECONNREFUSED)\n',
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});
