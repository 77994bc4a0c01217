import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** The key that `kmsKey` asks for: `own` makes one, an ARN names one; undefined where it asks for none. */
export function keyOf(scope: Construct, name: string, kmsKey: string | undefined): IKey | undefined {
  if (kmsKey === undefined) return undefined;
  return kmsKey === 'own' ? ownKey(scope, name) : Key.fromKeyArn(scope, 'Key', kmsKey);
}

/** A key that the account's policies may give to roles, and that the services that use it by themselves may use. */
function ownKey(scope: Construct, name: string): Key {
  const key = new Key(scope, 'Key', {
    alias: name,
    description: 'firstnote: evidence, secrets, logs and alarms',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const statement of servicesOf(Stack.of(scope))) key.addToResourcePolicy(statement);
  return key;
}

/** CloudWatch Logs encrypts by itself, and an alarm writes to the topic by itself. */
function servicesOf(stack: Stack): readonly PolicyStatement[] {
  const logGroups = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    new PolicyStatement({
      sid: 'Logs',
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    }),
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    new PolicyStatement({
      sid: 'Alarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  ];
}

/** Lets a role use the key through one service, and for nothing else; nothing where there is no key. */
export function grantKey(
  key: IKey | undefined,
  role: IRole,
  { service, may }: { readonly service: 's3' | 'secretsmanager'; readonly may: 'read' | 'write' },
): void {
  if (key === undefined) return;
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: may === 'read' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `${service}.${Stack.of(role).region}.amazonaws.com` },
      },
    }),
  );
}
