import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { KUBERNETES_GROUP } from '../../functions/contracts/cluster.ts';
import { ENV } from '../../functions/contracts/env.ts';
import { LAMBDA_SECONDS, LAMBDAS } from '../../functions/contracts/lambdas.ts';
import { resources, template } from './template.ts';

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
    const noResource = /^(xray:|ec2:|logs:.*(LogDeliver|ResourcePolic|DescribeLogGroups))/;
    const wild = policies.flatMap(({ statements }) =>
      statements.filter(({ Resource }) => Resource === '*').flatMap(actionsOf),
    );
    expect(wild.filter((action) => !noResource.test(action))).toEqual([]);
  });

  it('uses no managed policy', () => {
    expect(resources('AWS::IAM::Role').filter(({ properties }) => properties.ManagedPolicyArns)).toEqual([]);
  });

  it('lets only the webhook start an execution, and nothing else there', () => {
    expect(actionsFor('webhookrole')).toContain('states:StartExecution');
    expect(actionsFor('webhookrole').some((action) => action.startsWith('s3:'))).toBe(false);
    for (const role of ['planrole', 'collectrole', 'reportrole', 'escalaterole', 'recoverrole', 'viewrole']) {
      expect(actionsFor(role)).not.toContain('states:StartExecution');
    }
  });

  it('lets the page reader read alone', () => {
    expect(actionsFor('viewrole').filter((action) => action.startsWith('s3:'))).toEqual([
      's3:GetObject',
      's3:ListBucket',
    ]);
    expect(actionsFor('viewrole')).not.toContain('secretsmanager:GetSecretValue');
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
    expect(entries).toHaveLength(2);
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

  it('know only environment variables of the contract', () => {
    const known: readonly string[] = [...Object.values(ENV), 'NODE_OPTIONS'];
    for (const { properties } of lambdas) {
      const { Variables } = properties.Environment as { Variables: Record<string, unknown> };
      expect(Object.keys(Variables).filter((key) => !known.includes(key))).toEqual([]);
    }
  });

  it('get secrets by id, never by value', () => {
    for (const { properties } of lambdas) {
      const { Variables } = properties.Environment as { Variables: Record<string, unknown> };
      expect(Variables).not.toHaveProperty(ENV.pagerdutyToken);
      expect(Variables).not.toHaveProperty(ENV.webhookSecrets);
    }
    for (const { properties } of resources('AWS::SecretsManager::Secret')) {
      expect(properties.SecretString).toBeUndefined();
    }
  });
});

describe('the store', () => {
  it('is private, encrypted, reached by TLS alone, and empties itself', () => {
    const [bucket] = resources('AWS::S3::Bucket');
    expect(bucket?.properties).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
    });
    expect(bucket?.properties.BucketEncryption).toBeDefined();
    expect(JSON.stringify(resources('AWS::S3::BucketPolicy'))).toContain('aws:SecureTransport');
  });
});

describe('the alarms', () => {
  const alarms = resources('AWS::CloudWatch::Alarm').map(({ properties }) => ({
    name: String(properties.AlarmName).replace('firstnote-example-', ''),
    description: String(properties.AlarmDescription),
    actions: properties.AlarmActions,
  }));
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

  it.each(alarms)(
    '$name has its section in docs/runbook.md and tells somebody',
    ({ name, description, actions }) => {
      expect(runbook).toContain(`\n## ${name}\n`);
      expect(description).toContain(`docs/runbook.md#${name}`);
      expect(actions).toHaveLength(1);
    },
  );

  it('are all that the runbook has sections for', () => {
    const sections = [...runbook.matchAll(/^## ([a-z-]+)$/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual(alarms.map(({ name }) => name).sort());
  });
});

describe('the template', () => {
  it('names no account but its own, and leads routes to functions', () => {
    expect(JSON.stringify(template)).not.toMatch(/\bAKIA[0-9A-Z]{16}\b/);
    expect(
      resources('AWS::ApiGatewayV2::Route')
        .map(({ properties }) => properties.RouteKey)
        .sort(),
    ).toEqual(['GET /reports/{occurrence}', 'POST /pagerduty']);
  });

  it('needs nothing that is looked up', () => {
    expect(existsSync(new URL('../../cdk.context.json', import.meta.url))).toBe(false);
  });
});
