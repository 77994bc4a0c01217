import { describe, expect, it } from '@jest/globals';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { noCode } from '../../infra/code.ts';
import { loadConfig } from '../../infra/config.ts';
import { FirstNote } from '../../infra/firstnote.ts';
import { FirstnoteStack } from '../../infra/stack.ts';
import { type Resource, UNJUDGED } from '../../infra/template.ts';

const PROPS = {
  pagerduty: { from: 'firstnote@example.com', user: 'PABC123' },
  clusters: ['production'],
  alarms: { email: 'platform@example.com' },
  codeOf: noCode,
};

describe('the construct', () => {
  const app = new App(UNJUDGED);
  const stack = new Stack(app, 'Foreign', { env: { account: '123456789012', region: 'eu-central-1' } });
  const first = new FirstNote(stack, 'First', { ...PROPS, name: 'first' });
  new FirstNote(stack, 'Second', { ...PROPS, name: 'second', clusters: ['production', 'logs'] });
  const resources = Object.values(
    app.synth().getStackByName('Foreign').template.Resources as Record<string, Resource>,
  );

  it("stands twice in somebody else's stack, of two names", () => {
    expect(resources.filter(({ Type }) => Type === 'AWS::S3::Bucket')).toHaveLength(2);
    const names = resources
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties?.FunctionName);
    expect(names).toContain('first-webhook');
    expect(names).toContain('second-webhook');
    expect(new Set(names).size).toBe(names.length);
  });

  it('shows what the stack may want to go on with', () => {
    expect(stack.resolve(first.webhookUrl)).toEqual({
      'Fn::Join': ['', expect.arrayContaining(['/pagerduty'])],
    });
    expect(Object.keys(first.functions)).toContain('escalate');
    expect(first.domainTarget).toBeUndefined();
  });
});

describe('cdk-nag', () => {
  const example = loadConfig('example');
  const whole = {
    ...example,
    pagerduty: { ...example.pagerduty, tokenSecret: 'ours/token' },
    tags: { team: 'platform' },
    clusters: [
      { name: 'production' },
      {
        name: 'payments',
        vpc: { subnets: ['subnet-0fedcba9876543210'], securityGroups: ['sg-0fedcba9876543210'] },
      },
      { name: 'theirs', assumeRoleArn: 'arn:aws:iam::210987654321:role/firstnote' },
    ],
    kmsKey: 'own',
    permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
    domain: {
      name: 'firstnote.example.com',
      certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b',
    },
    alarms: { email: 'a@b.example', url: 'https://pager.example/sns' },
    ingress: { from: 'pagerduty' as const, alsoFrom: ['203.0.113.0/24'], oldAddress: true },
  };

  /** What cdk-nag says of a stack, '' when it is content. */
  function findings(add: (app: App) => void): string {
    const app = new App(UNJUDGED);
    add(app);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    try {
      app.synth();
      return '';
    } catch (error) {
      return String(error);
    }
  }

  it.each([
    ['the example', example],
    ['all that a company may set', whole],
  ])('finds nothing in %s', (_, config) => {
    expect(findings((app) => new FirstnoteStack(app, config, noCode))).toBe('');
  });

  it('finds what is not as it should be', () => {
    expect(findings((app) => new Bucket(new Stack(app, 'Bare'), 'Bare'))).toContain('AwsSolutions-S10');
  });
});
