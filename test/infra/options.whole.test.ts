import { describe, expect, it } from '@jest/globals';
import { ENV } from '../../functions/contracts/env.ts';
import { type Config, loadConfig } from '../../infra/config.ts';
import { synthesizeConfig, type Template } from '../../infra/template.ts';
import { isAllowed, type Statement } from './iam.ts';
import { ACCOUNT, REGION, resolved } from './intrinsics.ts';
import { environmentIn } from './template.ts';

const example = loadConfig('example');
const synthesized = (change: Partial<Config>): Template => synthesizeConfig({ ...example, ...change });
const all = ({ Resources }: Template, type: string) =>
  Object.values(Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
const policiesOf = (template: Template, role: string) =>
  Object.entries(template.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(role))
    .flatMap(([, { Properties }]) => {
      const { Statement } = resolved(template, Properties?.PolicyDocument) as { Statement: Statement[] };
      return Statement;
    });

const boundary = 'arn:aws:iam::123456789012:policy/boundary';
const topicArn = 'arn:aws:sns:eu-central-1:123456789012:ours';
const tokenSecret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:pagerduty-a1B2c3';
const givenKey = 'arn:aws:kms:eu-central-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab';

/** Three installations show every option; each synthesis takes a second. */
const whole = synthesized({
  tags: { team: 'platform' },
  permissionsBoundary: boundary,
  alarms: { topicArn, email: 'a@b.example', url: 'https://pager.example/sns' },
  domain: {
    name: 'firstnote.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b',
  },
  kmsKey: 'own',
});
const given = synthesized({
  pagerduty: { ...example.pagerduty, tokenSecret, webhookSecrets: 'shared/webhook' },
  accessEntries: false,
  alarms: { topicArn },
  kmsKey: givenKey,
});
const clusters = ['logs', 'role', 'log', 'a-b', 'ab', 'a_b', 'Default'];
const many = synthesized({ clusters: clusters.map((name) => ({ name })) });
const roleArn = 'arn:aws:iam::210987654321:role/firstnote';
const scattered = synthesized({
  clusters: [
    { name: 'near' },
    { name: 'far', region: 'us-east-1' },
    { name: 'theirs', account: '210987654321', assumeRoleArn: roleArn },
  ],
});

describe('tags', () => {
  it('are on whatever can have some', () => {
    for (const type of [
      'AWS::S3::Bucket',
      'AWS::IAM::Role',
      'AWS::SecretsManager::Secret',
      'AWS::Logs::LogGroup',
    ])
      for (const { Tags } of all(whole, type))
        expect(Tags).toContainEqual({ Key: 'team', Value: 'platform' });
    for (const { Tags } of all(whole, 'AWS::StepFunctions::StateMachine'))
      expect(Tags).toContainEqual({ Key: 'team', Value: 'platform' });
  });
});

describe('a permissions boundary', () => {
  it('bounds each role', () => {
    const roles = all(whole, 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(8);
    for (const { PermissionsBoundary } of roles) expect(PermissionsBoundary).toBe(boundary);
  });
});

describe('existing secrets', () => {
  const read = (role: string) =>
    policiesOf(given, role)
      .filter(({ Action }) => Action === 'secretsmanager:GetSecretValue')
      .map(({ Resource }) => Resource);

  it('are made by nobody, and asked for by the name that was given', () => {
    expect(all(given, 'AWS::SecretsManager::Secret')).toEqual([]);
    expect(JSON.stringify(given)).toContain(`"PAGERDUTY_TOKEN_SECRET_ID":"${tokenSecret}"`);
    expect(JSON.stringify(given)).toContain('"PAGERDUTY_WEBHOOK_SECRET_ID":"shared/webhook"');
  });

  it('may be read, each alone', () => {
    expect(read('reportrole')).toEqual([tokenSecret]);
    expect(read('webhookrole')).toEqual([
      `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:shared/webhook-??????`,
    ]);
  });
});

describe('access entries', () => {
  it("are nobody's business where the company says so; the clusters are described all the same", () => {
    expect(all(given, 'AWS::EKS::AccessEntry')).toEqual([]);
    expect(policiesOf(given, 'collectrole').map(({ Action }) => Action)).toContain('eks:DescribeCluster');
  });

  it('are one for each cluster and role, whatever the clusters are called', () => {
    const entries = all(many, 'AWS::EKS::AccessEntry');
    expect(entries.map(({ ClusterName }) => ClusterName).sort()).toEqual(
      // collect, collect-logs and doctor
      [...clusters, ...clusters, ...clusters].sort(),
    );
  });
});

describe('clusters elsewhere', () => {
  it.each(['collectrole', 'collectlogsrole', 'doctorrole'])(
    'are reached by exactly these ways: %s',
    (role) => {
      const of = (action: string) =>
        policiesOf(scattered, role)
          .filter(({ Action }) => Action === action)
          .map(({ Resource }) => Resource);
      const arn = (region: string, name: string) => `arn:aws:eks:${region}:${ACCOUNT}:cluster/${name}`;
      expect(of('eks:DescribeCluster')).toEqual([[arn(REGION, 'near'), arn('us-east-1', 'far')]]);
      expect(of('sts:AssumeRole')).toEqual([roleArn]);
    },
  );

  it('have their access entries made by their own account and region', () => {
    const entries = all(scattered, 'AWS::EKS::AccessEntry').map(({ ClusterName }) => ClusterName);
    expect([...new Set(entries)]).toEqual(['near']);
    const { Outputs } = scattered as unknown as { Outputs: Record<string, unknown> };
    expect(Outputs.ClusterReaders).toBeDefined();
  });

  it('are told to the functions that look at them', () => {
    expect(JSON.parse(String(environmentIn(scattered, 'collect')[ENV.clustersElsewhere]))).toEqual([
      { name: 'far', region: 'us-east-1' },
      { name: 'theirs', roleArn },
    ]);
    expect(environmentIn(many, 'collect')).not.toHaveProperty(ENV.clustersElsewhere);
  });

  it('that need roles alone leave nothing to describe', () => {
    const template = synthesized({ clusters: [{ name: 'theirs', assumeRoleArn: roleArn }] });
    expect(JSON.stringify(template)).not.toContain('eks:DescribeCluster');
  });
});

describe('the targets of alarms', () => {
  const actionsOf = (template: Template) =>
    all(template, 'AWS::CloudWatch::Alarm').map(({ AlarmActions }) => resolved(template, AlarmActions));

  it('are the topic that is given, and no other', () => {
    expect(all(given, 'AWS::SNS::Topic')).toEqual([]);
    for (const actions of actionsOf(given)) expect(actions).toEqual([topicArn]);
  });

  it('are all that are given', () => {
    for (const actions of actionsOf(whole)) expect(actions).toHaveLength(2);
    expect(
      all(whole, 'AWS::SNS::Subscription').map(({ Protocol, Endpoint }) => [Protocol, Endpoint]),
    ).toEqual([
      ['email', 'a@b.example'],
      ['https', 'https://pager.example/sns'],
    ]);
  });
});

describe('a domain', () => {
  it('is where the pages are, and not the webhook', () => {
    expect(all(whole, 'AWS::ApiGatewayV2::DomainName')).toMatchObject([
      { DomainName: 'firstnote.example.com', DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2' }] },
    ]);
    expect(all(whole, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
    expect(JSON.stringify(whole)).toContain('"VIEW_URL":"https://firstnote.example.com"');
    expect(JSON.stringify(whole.Outputs?.WebhookUrl)).not.toContain('firstnote.example.com');
    expect(whole.Outputs?.DomainTarget).toBeDefined();
  });
});

describe('a key', () => {
  const keyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:Key961B73FD`;

  it.each([
    ['made', whole, keyArn],
    ['given', given, givenKey],
  ])('that is %s encrypts all that is kept', (_, template, arn) => {
    const [bucket] = all(template, 'AWS::S3::Bucket');
    expect(JSON.stringify(resolved(template, bucket?.BucketEncryption))).toContain(arn);
    for (const { KmsKeyId } of all(template, 'AWS::Logs::LogGroup'))
      expect(resolved(template, KmsKeyId)).toBe(arn);
    for (const { KmsKeyId } of all(template, 'AWS::SecretsManager::Secret'))
      expect(resolved(template, KmsKeyId)).toBe(arn);
    for (const { KmsMasterKeyId } of all(template, 'AWS::SNS::Topic'))
      expect(resolved(template, KmsMasterKeyId)).toBe(arn);
  });

  it.each([
    ['reportrole', 's3', 'kms:GenerateDataKey', true],
    ['reportrole', 'secretsmanager', 'kms:Decrypt', true],
    ['viewrole', 's3', 'kms:Decrypt', true],
    ['viewrole', 's3', 'kms:GenerateDataKey', false],
    ['webhookrole', 'secretsmanager', 'kms:Decrypt', true],
    ['collectlogsrole', 'secretsmanager', 'kms:Decrypt', false],
    ['collectlogsrole', 's3', 'kms:GenerateDataKey', true],
    ['reportrole', 'ec2', 'kms:Decrypt', false],
  ])('may be used by %s through %s for %s: %s', (role, service, action, expected) => {
    const request = {
      principal: 'the role',
      action,
      resource: keyArn,
      context: { 'kms:ViaService': `${service}.${REGION}.amazonaws.com` },
    };
    expect(isAllowed(policiesOf(whole, role), request)).toBe(expected);
  });

  it('lets logs and alarms of this account use it', () => {
    const [key] = all(whole, 'AWS::KMS::Key');
    const { Statement: statements } = resolved(whole, key?.KeyPolicy) as { Statement: Statement[] };
    const uses = (principal: string, action: string, context: Readonly<Record<string, string>>) =>
      isAllowed(statements, { principal, action, resource: keyArn, context });
    const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/lambda/x`;
    const logs = `logs.${REGION}.amazonaws.com`;
    expect(uses(logs, 'kms:Encrypt', { 'kms:EncryptionContext:aws:logs:arn': arn })).toBe(true);
    expect(uses(logs, 'kms:Encrypt', {})).toBe(false);
    expect(uses('cloudwatch.amazonaws.com', 'kms:GenerateDataKey', { 'aws:SourceAccount': ACCOUNT })).toBe(
      true,
    );
    expect(uses('cloudwatch.amazonaws.com', 'kms:Decrypt', { 'aws:SourceAccount': '999999999999' })).toBe(
      false,
    );
    expect(key?.EnableKeyRotation).toBe(true);
  });
});
