import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../infra/config.ts';
import { checkEnvironments, checkPlaybooks } from '../../infra/playbooks.ts';

const config = loadConfig('example');
const naming = (...playbooks: string[]) => ({ ...config, playbooks });

describe('the playbooks that an environment names', () => {
  it('are none in the example: the demo answers for nobody who did not ask for it', () => {
    expect(config.playbooks).toEqual([]);
    expect(() => checkEnvironments()).not.toThrow();
  });

  it('are checked at build and at synth', () => {
    expect(() => checkPlaybooks(naming('playbooks/dojopool.yaml'))).not.toThrow();
  });

  it('with faults are refused with all of them, each at its place', () => {
    expect(() =>
      checkPlaybooks(naming('test/fixtures/playbooks/twelve-faults.yaml', 'playbooks/examples/minimal.yaml')),
    ).toThrow(
      /^the playbooks of the environment example: 13 faults\n {2}test\/fixtures\/playbooks\/twelve-faults\.yaml:1:10: [\s\S]*\n {2}playbooks\/examples\/minimal\.yaml:2:1: answers for no incident/,
    );
  });

  it('must be there', () => {
    expect(() => checkPlaybooks(naming('playbooks/nowhere.yaml'))).toThrow(
      'playbooks/nowhere.yaml: there is no such file',
    );
  });
});
