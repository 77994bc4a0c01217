import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { claimKey, effectKey } from '../../functions/actions/files.ts';
import { BUSY_MS } from '../../functions/actions/once.ts';
import { TOTAL_DEADLINE_MS } from '../../functions/collectors/run.ts';
import { KUBERNETES_GROUP } from '../../functions/contracts/cluster.ts';
import { ENV } from '../../functions/contracts/env.ts';
import { LAMBDA_SECONDS, LAMBDAS } from '../../functions/contracts/lambdas.ts';
import { isInitial } from '../../functions/contracts/secrets.ts';
import { INDEX_KEY, MODE_KEY } from '../../functions/contracts/store.ts';
import { AWAKE_DEADLINE_MS } from '../../functions/doctor/examine.ts';
import { CHECK_DEADLINE_MS } from '../../functions/doctor/line.ts';
import { environmentIn, resources, template } from './template.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}
const policies = resources('AWS::IAM::Policy').map(({ id, properties }) => ({
  id,
  statements: (properties.PolicyDocument as { Statement: readonly Statement[] }).Statement,
}));
const actionsOf = ({ Action }: Statement) => (typeof Action === 'string' ? [Action] : Action);
const actionsFor = (role: string) =>
  policies.filter(({ id }) => id.startsWith(role)).flatMap(({ statements }) => statements.flatMap(actionsOf));
const lambdas = resources('AWS::Lambda::Function');

describe('what the functions may do', () => {
  it('is named action by action', () => {
    const wild = policies.flatMap(({ statements }) =>
      statements.flatMap(actionsOf).filter((a) => a.includes('*')),
    );
    expect(policies.length).toBeGreaterThan(7);
    expect(wild).toEqual([]);
  });

  it('names its resources, but for what has none', () => {
    const noResource = /^(ec2:|logs:.*(LogDeliver|ResourcePolic|DescribeLogGroups))/;
    const wild = policies.flatMap(({ statements }) =>
      statements.filter(({ Resource }) => Resource === '*').flatMap(actionsOf),
    );
    expect(wild.filter((action) => !noResource.test(action))).toEqual([]);
  });

  it('uses no managed policy', () => {
    expect(resources('AWS::IAM::Role').filter(({ properties }) => properties.ManagedPolicyArns)).toEqual([]);
  });

  it('lets only the webhook start an execution', () => {
    expect(actionsFor('webhookrole')).toContain('states:StartExecution');
    for (const role of ['planrole', 'collectrole', 'reportrole', 'escalaterole', 'recoverrole', 'viewrole']) {
      expect(actionsFor(role)).not.toContain('states:StartExecution');
    }
  });

  it('lets the page reader read links, pages and time lines, and nothing else', () => {
    const read = policies
      .filter(({ id }) => id.startsWith('viewrole'))
      .flatMap(({ statements }) => statements)
      .filter((statement) => actionsOf(statement).includes('s3:GetObject'));
    const resources = JSON.stringify(read.map(({ Resource }) => Resource));
    expect(read).toHaveLength(1);
    for (const key of ['/*/link.json', '/*/report.html', '/*/ending.json', '/*/timeline.md'])
      expect(resources).toContain(key);
    expect(resources).not.toContain('"/*"');
    expect(actionsFor('viewrole').filter((action) => action.startsWith('s3:'))).toEqual([
      's3:GetObject',
      's3:ListBucket',
    ]);
    expect(actionsFor('viewrole')).not.toContain('secretsmanager:GetSecretValue');
  });

  it('lets the webhook read the playbooks, and nobody write them', () => {
    const statements = (role: string) =>
      policies.filter(({ id }) => id.startsWith(role)).flatMap((policy) => policy.statements);
    const reads = statements('webhookrole').filter((one) => actionsOf(one).includes('s3:GetObject'));
    const keys = JSON.stringify(reads.map(({ Resource }) => Resource)).match(/"\/[^"]*"/g);
    expect(keys).toEqual([`"/${INDEX_KEY}"`, `"/${MODE_KEY}"`]);
    expect(actionsFor('webhookrole')).not.toContain('s3:PutObject');
    for (const role of [
      'planrole',
      'collectrole',
      'collectlogsrole',
      'reportrole',
      'escalaterole',
      'recoverrole',
    ]) {
      const denied = statements(role).filter(({ Effect }) => Effect === 'Deny');
      const writes = denied.filter((one) => actionsOf(one).includes('s3:PutObject'));
      expect(JSON.stringify(writes.map(({ Resource }) => Resource))).toContain('/playbooks/*');
    }
  });

  it('gives the token to those who talk to PagerDuty: not to the one that reads logs, nor to the webhook', () => {
    const reads = (role: string) => actionsFor(role).filter((action) => action.startsWith('secretsmanager:'));
    for (const role of ['planrole', 'reportrole', 'escalaterole', 'recoverrole', 'webhookrole']) {
      expect(reads(role)).toEqual(['secretsmanager:GetSecretValue']);
    }
    expect(reads('collectlogsrole')).toEqual([]);
    const secretOf = (role: string) => JSON.stringify(policies.filter(({ id }) => id.startsWith(role)));
    expect(secretOf('webhookrole')).not.toContain('PagerDutyToken');
    expect(secretOf('reportrole')).not.toContain('WebhookSecrets');
  });

  it('keeps network interfaces from the code of the functions in the VPC', () => {
    for (const role of ['collectrole', 'collectlogsrole']) {
      const network = policies
        .filter(({ id }) => id.startsWith(role))
        .flatMap(({ statements }) => statements)
        .filter((statement) => actionsOf(statement).includes('ec2:CreateNetworkInterface'));
      expect(network.map(({ Effect }) => Effect).sort()).toEqual(['Allow', 'Deny']);
    }
  });

  it('describes the clusters of the configuration, and no other', () => {
    const described = policies
      .flatMap(({ statements }) => statements)
      .filter((statement) => actionsOf(statement).includes('eks:DescribeCluster'));
    expect(described).toHaveLength(3);
    for (const { Resource } of described) expect(JSON.stringify(Resource)).toContain(':cluster/production');
  });

  it('lets the doctor look, write one object of its own, and wake the functions in the VPC', () => {
    const statements = policies
      .filter(({ id }) => id.startsWith('doctorrole'))
      .flatMap((policy) => policy.statements)
      .filter(({ Effect }) => Effect === 'Allow');
    const resourcesOf = (action: string) =>
      statements
        .filter((each) => actionsOf(each).includes(action))
        .map(({ Resource }) => JSON.stringify(Resource));
    expect(resourcesOf('s3:PutObject')).toEqual([expect.stringContaining('"/doctor/look.json"')]);
    expect(resourcesOf('s3:GetObject').join()).not.toContain('"/*"');
    const [invoked = ''] = resourcesOf('lambda:InvokeFunction');
    expect(JSON.parse(invoked)).toHaveLength(2);
    expect(resourcesOf('secretsmanager:GetSecretValue')).toHaveLength(2);
    expect(actionsFor('doctorrole')).not.toContain('states:StartExecution');
  });

  it('has the doctor look every day', () => {
    const rules = resources('AWS::Events::Rule').map(({ properties }) => properties);
    expect(rules).toMatchObject([{ ScheduleExpression: 'rate(1 day)', State: 'ENABLED' }]);
    expect(JSON.stringify(rules[0]?.Targets)).toContain('doctor');
  });

  it('makes secrets that nobody takes for real ones', () => {
    const made = resources('AWS::SecretsManager::Secret').map(
      ({ properties }) => properties.GenerateSecretString,
    );
    expect(made).toHaveLength(2);
    for (const each of made) {
      const { SecretStringTemplate, GenerateStringKey } = each as Record<string, string>;
      const value = { ...JSON.parse(SecretStringTemplate ?? ''), [GenerateStringKey ?? '']: 'random' };
      expect(isInitial(JSON.stringify(value))).toBe(true);
    }
  });

  it('deletes nothing', () => {
    expect(
      policies
        .flatMap(({ statements }) => statements.flatMap(actionsOf))
        .filter((a) => /:Delete(?!Network|LogDel)/.test(a)),
    ).toEqual([]);
  });

  it('enters the cluster as a group that has no rights of its own', () => {
    const entries = resources('AWS::EKS::AccessEntry');
    expect(entries).toHaveLength(3);
    for (const { properties } of entries) {
      expect(properties.KubernetesGroups).toEqual([KUBERNETES_GROUP]);
      expect(properties.AccessPolicies).toBeUndefined();
    }
  });
});

describe('the roles that firstnote rbac prints', () => {
  it('are bound to the group that the access entries give', () => {
    const printed = execFileSync(fileURLToPath(new URL('../../bin/firstnote', import.meta.url)), ['rbac'], {
      encoding: 'utf8',
    });
    expect(printed).toMatch(new RegExp(`kind: Group\\n\\s+name: ${KUBERNETES_GROUP}\\n`));
  });
});

describe('the functions', () => {
  it('are there, each with a log that is deleted and its time-out', () => {
    expect(lambdas).toHaveLength(LAMBDAS.length + 1);
    for (const { properties } of lambdas) {
      const name = String(properties.FunctionName).replace('firstnote-example-', '');
      expect(properties.Timeout).toBe(LAMBDA_SECONDS[name as keyof typeof LAMBDA_SECONDS]);
      expect(properties.Runtime).toBe('nodejs24.x');
    }
    for (const { properties } of resources('AWS::Logs::LogGroup')) {
      expect(properties.RetentionInDays).toBe(90);
    }
  });

  it('have more time than what they wait for', () => {
    const way = 4_000 + 5_000;
    expect(LAMBDA_SECONDS.collect * 1_000).toBeGreaterThan(TOTAL_DEADLINE_MS + way);
    expect(LAMBDA_SECONDS['collect-logs'] * 1_000).toBeGreaterThan(TOTAL_DEADLINE_MS + way);
    expect(LAMBDA_SECONDS.escalate * 1_000).toBeGreaterThan(2 * BUSY_MS);
    expect(LAMBDA_SECONDS.doctor * 1_000).toBeGreaterThan(2 * CHECK_DEADLINE_MS + AWAKE_DEADLINE_MS);
    expect(LAMBDA_SECONDS.webhook).toBeLessThanOrEqual(5);
  });

  it('name secrets as docs/deploy.md does', () => {
    expect(environmentIn(template, 'report')[ENV.pagerdutyTokenSecret]).toBe(
      'firstnote-example/pagerduty-token',
    );
    expect(environmentIn(template, 'webhook')[ENV.webhookSecretsSecret]).toBe(
      'firstnote-example/webhook-secrets',
    );
    expect(resources('AWS::SecretsManager::Secret').map(({ properties }) => properties.Name)).toEqual([
      'firstnote-example/pagerduty-token',
      'firstnote-example/webhook-secrets',
    ]);
  });

  it('get secrets by id, never by value', () => {
    for (const { properties } of resources('AWS::SecretsManager::Secret')) {
      expect(properties.SecretString).toBeUndefined();
    }
  });
});

describe('the store', () => {
  it('is private, encrypted, and reached by TLS alone', () => {
    const [bucket] = resources('AWS::S3::Bucket');
    expect(bucket?.properties).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    expect(bucket?.properties.BucketEncryption).toBeDefined();
    expect(JSON.stringify(resources('AWS::S3::BucketPolicy'))).toContain('aws:SecureTransport');
  });
});

describe('what lies in the store', () => {
  const [bucket] = resources('AWS::S3::Bucket');
  type Rule = { Prefix?: string; ExpirationInDays?: number; Status: string };
  const { Rules: rules = [] } = (bucket?.properties.LifecycleConfiguration ?? {}) as { Rules?: Rule[] };
  const daysOf = (key: string) =>
    rules
      .filter(
        ({ ExpirationInDays: days, Prefix: prefix = '' }) => days !== undefined && key.startsWith(prefix),
      )
      .map(({ ExpirationInDays: days, Status: status }) => `${status} ${days}`);

  it.each([
    'Q1ABCDEFGH-1764079400/plan.json',
    'PT4KHLK-1764079400/evidence-before-fast.json',
    effectKey('3ABC-1764079400', 'note'),
    claimKey({ cluster: 'c', namespace: 'shop' }),
    'incidents/Q1ABCDEFGH.json',
  ])('%s is deleted after the retention', (key) => {
    expect(daysOf(key)).toEqual(['Enabled 90']);
  });

  it.each([INDEX_KEY, MODE_KEY, 'playbooks/versions/api/1.json'])('%s stays', (key) => {
    expect(daysOf(key)).toEqual([]);
  });
});

describe('the switch', () => {
  it('is read by those who obey it, and set by none of them', () => {
    const touching = (effect: string, action: string) =>
      policies
        .filter(({ statements }) =>
          statements.some(
            (statement) =>
              statement.Effect === effect &&
              actionsOf(statement).includes(action) &&
              JSON.stringify(statement.Resource).includes(`/${MODE_KEY}"`),
          ),
        )
        .map(({ id }) => id.replace(/role.*/, ''));
    expect(touching('Allow', 's3:PutObject')).toEqual([]);
    expect(touching('Deny', 's3:PutObject').sort()).toEqual(
      ['collect', 'collectlogs', 'doctor', 'escalate', 'plan', 'recover', 'report'].sort(),
    );
    const obeying = ['escalate', 'recover', 'report', 'view', 'webhook'];
    expect(touching('Allow', 's3:GetObject').sort()).toEqual([...obeying, 'doctor'].sort());
  });
});

describe('what a refactor must not make anew', () => {
  it.each([
    ['Store1D2A845B', 'AWS::S3::Bucket'],
    ['PagerDutyToken914DA8CD', 'AWS::SecretsManager::Secret'],
    ['WebhookSecretsC35BAB69', 'AWS::SecretsManager::Secret'],
    // Links of older notes lead to it.
    ['ApiF70053CD', 'AWS::ApiGatewayV2::Api'],
  ])('%s keeps its logical id', (id, type) => {
    expect(template.Resources[id]?.Type).toBe(type);
  });
});

describe('the template', () => {
  it('names no account but its own', () => {
    expect(JSON.stringify(template)).not.toMatch(/\bAKIA[0-9A-Z]{16}\b/);
  });

  it('needs nothing that is looked up', () => {
    expect(existsSync(new URL('../../cdk.context.json', import.meta.url))).toBe(false);
  });
});
