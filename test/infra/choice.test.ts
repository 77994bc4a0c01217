import { describe, expect, it } from '@jest/globals';
import { chosenEnvironment } from '../../infra/choice.ts';
import { ConfigError } from '../../infra/config-error.ts';

/** What CDK has in every app's context. */
const OF_CDK = {
  'aws:cdk:version-reporting': false,
  '@aws-cdk/core:newStyleStackSynthesis': true,
  'cli-telemetry': false,
  'availability-zones:account=1:region=eu-central-1': [],
};
const faultsOf = (context: Readonly<Record<string, unknown>>): readonly string[] => {
  try {
    chosenEnvironment({ ...OF_CDK, ...context }, ['example', 'production']);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the environment that -c chooses', () => {
  it('is the one of that name', () => {
    expect(chosenEnvironment({ ...OF_CDK, environment: 'production' }, ['production'])).toBe('production');
    expect(chosenEnvironment({ environment: 'example' })).toBe('example');
  });

  it('must be chosen: what is there is named', () => {
    expect(faultsOf({})).toEqual([
      'environment: is missing; there is: -c environment=example, -c environment=production',
    ]);
  });

  it.each(['prod', '../../secret', 1])('must have a file: %s has none', (environment) => {
    expect(faultsOf({ environment })).toEqual([
      `environment: has no file infra/environments/${environment}.yaml; there is: -c environment=example, -c environment=production`,
    ]);
  });

  it('is not missed for a misspelt key', () => {
    expect(faultsOf({ enviroment: 'production' })).toEqual([
      'enviroment: is no key; the only one is "environment"',
      expect.stringMatching(/^environment: is missing/),
    ]);
    expect(faultsOf({ environment: 'production', region: 'x' })).toEqual([
      'region: is no key; the only one is "environment"',
    ]);
  });
});
