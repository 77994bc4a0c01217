import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { INITIAL_KEY } from '../functions/contracts/secrets.ts';
import { defined } from '../functions/model/present.ts';
import { acknowledge } from './acknowledge.ts';
import { grantKey } from './encryption.ts';
import type { Installation } from './installation.ts';
import type { FirstNoteProps } from './props.ts';

/** A secret that the functions read. */
export interface ReadSecret {
  /** Its name or ARN: what the functions ask for. */
  readonly id: string;
  /** What a policy names. */
  readonly arn: string;
}

export interface Secrets {
  /** PagerDuty's REST API token. */
  readonly token: ReadSecret;
  /** The secrets of the webhook subscriptions, separated by commas: two while one is rotated. */
  readonly webhook: ReadSecret;
}

/** The secrets that are given, and made ones for those that are not. */
export function defineSecrets(
  scope: Construct,
  installation: Installation,
  { pagerduty, logicalIds }: Pick<FirstNoteProps, 'pagerduty' | 'logicalIds'>,
): Secrets {
  const { name } = installation;
  return {
    token:
      existing(scope, pagerduty.tokenSecret) ??
      made(scope, installation, {
        ...{ id: 'PagerDutyToken', secretName: `${name}/pagerduty-token` },
        ...{ description: 'REST API token of PagerDuty', logicalId: logicalIds?.tokenSecret },
      }),
    webhook:
      existing(scope, pagerduty.webhookSecrets) ??
      made(scope, installation, {
        ...{ id: 'WebhookSecrets', secretName: `${name}/webhook-secrets` },
        description: 'Secrets of the webhook subscriptions, separated by commas',
        logicalId: logicalIds?.webhookSecrets,
      }),
  };
}

/** By its name a secret's ARN is known but for six characters that AWS added (https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html). */
function existing(scope: Construct, id: string | undefined): ReadSecret | undefined {
  if (id === undefined) return undefined;
  if (id.startsWith('arn:')) return { id, arn: id };
  const arn = Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${id}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return { id, arn };
}

interface MadeSecret {
  readonly id: string;
  readonly secretName: string;
  readonly description: string;
  readonly logicalId: string | undefined;
}

/**
 * Made with a random value, so that nothing passes before an operator has put in the real one (docs/deploy.md): as
 * `{"initial":"..."}`, so that the doctor can tell it from that.
 */
function made(
  scope: Construct,
  { key }: Installation,
  { id, secretName, description, logicalId }: MadeSecret,
): ReadSecret {
  const secret = new Secret(scope, id, {
    ...{ secretName, description, removalPolicy: RemovalPolicy.DESTROY },
    ...defined({ encryptionKey: key }),
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: INITIAL_KEY,
      excludePunctuation: true,
    },
  });
  const resource = secret.node.defaultChild;
  if (!(resource instanceof CfnSecret)) throw new Error(`${secret.node.path} is no secret of CloudFormation`);
  if (logicalId !== undefined) resource.overrideLogicalId(logicalId);
  acknowledge(
    secret,
    'AwsSolutions-SMG4',
    'PagerDuty issues these and has no API to rotate them; docs/runbook.md says how a person does, without a gap.',
  );
  // The attribute is the ARN wherever the template is created; what Ref gives, emulators differ in.
  return { id: secretName, arn: resource.attrId };
}

/** Its value and nothing else: what `grantRead` gives beyond it (DescribeSecret) nobody asks for. */
export function grantSecret({ arn }: ReadSecret, role: IRole, { key }: Installation): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }),
  );
  grantKey(key, role, { service: 'secretsmanager', may: 'read' });
}
