import { RemovalPolicy } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { INITIAL_KEY } from '../functions/contracts/secrets.ts';
import { acknowledge } from './acknowledge.ts';

export interface Secrets {
  /** PagerDuty's REST API token. */
  readonly token: Secret;
  /** The secrets of the webhook subscriptions, separated by commas: two while one is rotated. */
  readonly webhook: Secret;
}

/** What the secrets are called, and what the functions' environment names them by. */
export const secretNames = (stackName: string) => ({
  token: `${stackName}/pagerduty-token`,
  webhook: `${stackName}/webhook-secrets`,
});

/**
 * Made with a random value, so that nothing passes before an operator has put in the real one (docs/deploy.md): as
 * `{"initial":"..."}`, so that the doctor can tell it from that.
 */
export function defineSecrets(scope: Construct, stackName: string): Secrets {
  const names = secretNames(stackName);
  return {
    token: defineSecret(scope, 'PagerDutyToken', names.token, 'REST API token of PagerDuty'),
    webhook: defineSecret(
      scope,
      'WebhookSecrets',
      names.webhook,
      'Secrets of the webhook subscriptions, separated by commas',
    ),
  };
}

function defineSecret(scope: Construct, id: string, secretName: string, description: string): Secret {
  const secret = new Secret(scope, id, {
    ...{ secretName, description, removalPolicy: RemovalPolicy.DESTROY },
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: INITIAL_KEY,
      excludePunctuation: true,
    },
  });
  acknowledge(
    secret,
    'AwsSolutions-SMG4',
    'PagerDuty issues these and has no API to rotate them; docs/runbook.md says how a person does, without a gap.',
  );
  return secret;
}

/** Its value and nothing else: what `grantRead` gives beyond it (DescribeSecret) nobody asks for. */
export function grantSecret(secret: Secret, role: IRole): void {
  // Its attribute is the ARN wherever the template is created; what Ref gives, emulators differ in.
  const { attrId } = secret.node.defaultChild as CfnSecret;
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [attrId] }),
  );
}
