import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const run = (...words: readonly string[]) =>
  spawnSync(process.execPath, ['bin/run.mjs', 'test/mutants/run.ts', ...words], { encoding: 'utf8' });

describe('npm run test:mutants', () => {
  const source = 'functions/diagnosis/view/selectors.ts';

  it('tries the mutants of a file by the tests that run it, and gives its score', () => {
    const words = [source, '--tests', 'test/unit/diagnosis/view/small.test.ts', '--sample', '12'];
    const { stdout, stderr, status } = run(...words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^12 of \d+ mutants, seed 1$/m);
    const [, killed, tried, score] = /^all +(\d+) +(\d+) +(\d\.\d\d)$/m.exec(stdout) ?? [];
    expect(Number(score)).toBeCloseTo(Number(killed) / Number(tried), 2);
    expect(stdout.match(/^(?:survived|unseen)/gm)?.length ?? 0).toBe(Number(tried) - Number(killed));
    expect(Number(killed)).toBeGreaterThan(0);
    expect(run(...words).stdout).toBe(stdout);
  });

  it('finds every mutant where no test runs the file', () => {
    const { stdout } = run(source, '--tests', 'test/unit/mutants/mutants.test.ts', '--sample', '3');
    expect(stdout).toMatch(/^all +0 +3 +0\.00$/m);
  });

  it.each([
    [['no/such/place'], /no\/such\/place is not there/],
    [['--sample', 'many'], /whole numbers/],
    [['--smaple', '3'], /--smaple/],
  ])('says in a sentence what is wrong with %p', (words, sentence) => {
    const { stderr, status } = run(...words);
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
