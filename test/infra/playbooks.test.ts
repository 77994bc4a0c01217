import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../infra/config.ts';
import { ConfigError } from '../../infra/config-error.ts';
import { checkEnvironments, checkPlaybooks } from '../../infra/playbooks.ts';

const config = loadConfig('example');
const naming = (...playbooks: string[]) => ({ ...config, playbooks });

const messageOf = (work: () => void): string => {
  try {
    work();
    return '';
  } catch (error) {
    return error instanceof ConfigError ? error.message : String(error);
  }
};

describe('the playbooks that an environment names', () => {
  it('are none in the example: the demo answers for nobody who did not ask for it', () => {
    expect(config.playbooks).toEqual([]);
    expect(() => checkEnvironments()).not.toThrow();
  });

  it('are checked at build and at synth', () => {
    expect(() => checkPlaybooks(naming('playbooks/dojopool.yaml'))).not.toThrow();
  });

  it('with faults are refused with all of them, each at its place', () => {
    const faulty = naming('playbooks/dojopool.yaml', 'test/fixtures/playbooks/twelve-faults.yaml');
    const message = messageOf(() => checkPlaybooks(faulty));
    const [first, ...faults] = message.split('\n');
    expect(first).toBe('the playbooks of the environment example: 12 faults');
    expect(faults).toHaveLength(12);
    for (const fault of faults)
      expect(fault).toMatch(/^ {2}test\/fixtures\/playbooks\/twelve-faults\.yaml:\d+:\d+: /);
  });

  it('must be there', () => {
    expect(() => checkPlaybooks(naming('playbooks/nowhere.yaml'))).toThrow(
      'playbooks/nowhere.yaml: there is no such file',
    );
  });
});
