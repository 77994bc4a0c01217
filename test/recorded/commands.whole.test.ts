import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { caseNames } from './paths.ts';

const run = (script: string, ...words: string[]) =>
  spawnSync(process.execPath, ['bin/run.mjs', `test/recorded/${script}.ts`, ...words], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });

describe('npm run score', () => {
  it('prints a case with its verdict and the totals', () => {
    const { status, stdout, stderr } = run('score', 'all-well');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^all-well +right +\S.*\n1 scored: 1 right, 0 wrong at high\n$/);
  });

  it('scores a case elsewhere, by the path of its folder', () => {
    const { status, stdout } = run('score', './test/recorded/cases/all-well');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\.\/test\/recorded\/cases\/all-well +right .* \[new\]\n1 scored/);
  });

  it('prints how often what it held was right, by confidence', () => {
    const { status, stdout } = run('score', '--calibration');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\| first cause said at \| own, first \|.*\n(?:\|.*\n){5}$/);
  });

  it('names the cases there are where it is asked for another', () => {
    const { status, stderr } = run('score', 'all-ill');
    expect(status).toBe(2);
    expect(stderr).toBe(`score: there is no case all-ill; there are ${caseNames().join(', ')}\n`);
  });
});

describe('npm run record:cases', () => {
  it('names what can be recorded, and touches no cluster, where it is asked for nothing or for what is unknown', () => {
    for (const words of [[], ['all-ill', 'all-well']]) {
      const { status, stderr } = run('record', ...words);
      expect(status).toBe(2);
      expect(stderr).toContain('\nbackend-scaled-away\n');
      expect(stderr).toContain('\ndojopool-memory-leak\n');
    }
  });

  it('takes no cluster that it was not given', () => {
    const { status, stderr } = run('record', 'all-well');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'record: set KUBECONFIG to a cluster that is yours\n',
    });
  });
});
