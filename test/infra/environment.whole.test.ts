import { describe, expect, it } from '@jest/globals';
import { ENV, ENVIRONMENT, type Setting } from '../../functions/contracts/env.ts';
import { EXEC_FUNCTION, type FunctionName } from '../../functions/contracts/lambdas.ts';
import { loadConfig } from '../../infra/config.ts';
import { synthesizeConfig, type Template } from '../../infra/template.ts';
import { environmentIn, template } from './template.ts';

const FUNCTIONS = Object.keys(ENVIRONMENT) as FunctionName[];

const givenTo = (name: FunctionName, ...ways: readonly string[]): readonly string[] =>
  (Object.entries(ENVIRONMENT[name]) as [Setting, string][])
    .filter(([, given]) => ways.includes(given))
    .map(([key]) => ENV[key])
    .sort();
const variablesOf = (of: Template, name: FunctionName) => Object.keys(environmentIn(of, name)).sort();

/** The example with each optional field that becomes an environment variable. */
const whole = synthesizeConfig({
  ...loadConfig('example'),
  prometheusUrl: 'http://prometheus.internal:9090',
  clusters: [{ name: 'production' }, { name: 'far', region: 'us-east-1' }],
  exec: true,
  ingress: { from: 'pagerduty', alsoFrom: [], oldAddress: false },
});

describe.each(FUNCTIONS)('the environment of %s', (name) => {
  it('has all that the table says, and nothing else', () => {
    expect(variablesOf(whole, name)).toEqual(givenTo(name, 'must', 'may'));
  });

  it('has what it must have in the smallest installation, too', () => {
    if (name === EXEC_FUNCTION) return expect(() => variablesOf(template, name)).toThrow('no function');
    const given = variablesOf(template, name);
    expect(given.filter((key) => givenTo(name, 'must').includes(key))).toEqual(givenTo(name, 'must'));
    expect(given.filter((key) => !givenTo(name, 'must', 'may').includes(key))).toEqual([]);
  });

  it('is empty nowhere', () => {
    expect(Object.values(environmentIn(whole, name)).filter((value) => value === '')).toEqual([]);
  });
});

describe('the table', () => {
  it('names the cluster to the one that chooses the target, and to no other', () => {
    expect(FUNCTIONS.filter((name) => 'clusterName' in ENVIRONMENT[name])).toEqual(['plan']);
    expect(environmentIn(template, 'plan')[ENV.clusterName]).toBe('production');
  });

  it('gives each variable to somebody', () => {
    const given = FUNCTIONS.flatMap((name) => Object.keys(ENVIRONMENT[name]));
    expect(Object.keys(ENV).filter((key) => !given.includes(key))).toEqual([]);
  });
});
