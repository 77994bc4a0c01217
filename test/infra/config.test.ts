import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig, parseConfig } from '../../infra/config.ts';

const example = readFileSync(new URL('../../infra/environments/example.yaml', import.meta.url), 'utf8');

const faultsOf = (text: string): readonly string[] => {
  try {
    parseConfig(text, 'test.yaml');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the configuration of an environment', () => {
  it('needs few lines', () => {
    const config = parseConfig(
      `{environment: dev, account: '123456789012', region: us-east-1, pagerduty: {from: a@b.example, user: PABC123},
        clusters: [one], alarmEmail: c@d.example}`,
      'test.yaml',
    );
    expect(config).toMatchObject({ retentionDays: 90, pagerduty: { serviceRegion: 'us' } });
    expect(config.vpc).toBeUndefined();
  });

  it('is told all its faults at once, each with its place and what would fit', () => {
    const faults = faultsOf(`
environment: Production
account: 12345
region: Frankfurt
pagerduty: { from: nobody, user: me, serviceRegion: mars }
clusters: []
vpc: { subnets: [net-1], securityGroups: [] }
alarmEmail: x
retentionDays: 91
colour: red
`);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'environment',
      'account',
      'region',
      'pagerduty.from',
      'pagerduty.user',
      'pagerduty.serviceRegion',
      'clusters',
      'vpc.subnets[0]',
      'vpc.securityGroups',
      'alarmEmail',
      'retentionDays',
      'the file',
    ]);
    expect(faults.find((fault) => fault.startsWith('vpc.subnets[0]'))).toContain('must be a subnet id');
    expect(faults.at(-1)).toContain('colour');
  });

  it('names the file that is no YAML', () => {
    expect(() => parseConfig('a: [', 'test.yaml')).toThrow(/^test.yaml: 1 fault\n {2}is no YAML/);
  });

  it('must be called as its file is', () => {
    expect(loadConfig('example').environment).toBe('example');
    expect(() => loadConfig('nowhere')).toThrow('copy infra/environments/example.yaml');
    expect(faultsOf(example)).toEqual([]);
  });
});
