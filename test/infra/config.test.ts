import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Config, loadConfig, parseConfig } from '../../infra/config.ts';
import { ConfigError } from '../../infra/config-error.ts';
import type { FirstNoteProps } from '../../infra/props.ts';

const example = readFileSync(new URL('../../infra/environments/example.yaml', import.meta.url), 'utf8');

const SMALLEST = [
  'environment: dev',
  'account: "123456789012"',
  'region: us-east-1',
  'pagerduty: { from: a@b.example, user: PABC123 }',
  'clusters: [one]',
  'alarms: { email: c@d.example }',
];

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
        clusters: [one], alarms: {email: c@d.example}}`,
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
alarms: {}
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
      'alarms',
      'retentionDays',
      'the file',
    ]);
    expect(faults.find((fault) => fault.startsWith('vpc.subnets[0]'))).toContain('must be a subnet id');
    expect(faults.at(-1)).toContain('colour');
  });

  it.each([
    ['clusters: [one, one]', 'clusters', 'names a cluster twice'],
    ['clusters: ["a b"]', 'clusters[0].name', "an EKS cluster's name"],
    [
      'clusters: [{ name: a, account: "210987654321" }]',
      'clusters[0].assumeRoleArn',
      'the cluster is in another account',
    ],
    [
      'clusters: [{ name: a, account: "210987654321", assumeRoleArn: "arn:aws:iam::123456789012:role/x" }]',
      'clusters[0].assumeRoleArn',
      'must be a role of the account 210987654321',
    ],
    ['clusters: [{ name: a, assumeRoleArn: x }]', 'clusters[0].assumeRoleArn', 'the ARN of a role'],
    ['alarms: { email: nobody, url: "http://x" }', 'alarms.email', 'must be an e-mail address'],
    ['alarms: { topicArn: my-topic }', 'alarms.topicArn', 'the ARN of an SNS topic'],
    ['alarms: {}', 'alarms', 'at least one of email, url, topicArn'],
    ['kmsKey: alias/mine', 'kmsKey', 'must be "own", or the ARN of a key'],
    ['permissionsBoundary: boundary', 'permissionsBoundary', 'the ARN of a managed policy'],
    ['tags: { "aws:x": y }', 'tags', 'must not begin with "aws:"'],
    ['tags: { costs: 42 }', 'tags.costs', 'expected string'],
    ['terminationProtection: "yes"', 'terminationProtection', 'must be true or false'],
    ['accessEntries: "no"', 'accessEntries', 'must be true or false'],
    ['ingress: { from: mars }', 'ingress.from', 'must be anywhere or pagerduty'],
    [
      'ingress: { from: pagerduty, alsoFrom: [10.0.0.1/33] }',
      'ingress.alsoFrom[0]',
      'an IPv4 address or range',
    ],
    [
      'ingress: { from: pagerduty, alsoFrom: [10.0.0.256] }',
      'ingress.alsoFrom[0]',
      'an IPv4 address or range',
    ],
    ['ingress: { alsoFrom: [10.0.0.1] }', 'ingress', 'say "from: pagerduty", too'],
    ['domain: { name: "https://x.example", certificateArn: x }', 'domain.name', "a host's name"],
    [
      'pagerduty: { from: a@b.example, user: PABC123, tokenSecret: "arn:aws:sns:x" }',
      'pagerduty.tokenSecret',
      'the name of a secret, or its whole ARN',
    ],
  ])('says of %s where and what is wrong', (line, place, says) => {
    const key = line.slice(0, line.indexOf(':'));
    const lines = SMALLEST.filter((each) => !each.startsWith(`${key}:`));
    const fault = faultsOf([...lines, line].join('\n')).find((each) => each.startsWith(`${place}: `));
    expect(fault).toContain(says);
  });

  it('knows whatever an installation can be told', () => {
    type OfStack = 'environment' | 'account' | 'region' | 'playbooks' | 'tags' | 'terminationProtection';
    type OfCode = 'name' | 'logicalIds' | 'codeOf';
    const same: Exclude<keyof Config, OfStack> extends Exclude<keyof FirstNoteProps, OfCode>
      ? Exclude<keyof FirstNoteProps, OfCode> extends Exclude<keyof Config, OfStack>
        ? true
        : never
      : never = true;
    expect(same).toBe(true);
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
