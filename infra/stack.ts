import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CodeOf } from './code.ts';
import type { Config } from './config.ts';
import { FirstNote } from './firstnote.ts';

/** As CDK made them of their place at first: made anew, evidence, playbooks and secrets would be lost. */
const LOGICAL_IDS = {
  store: 'Store1D2A845B',
  tokenSecret: 'PagerDutyToken914DA8CD',
  webhookSecrets: 'WebhookSecretsC35BAB69',
};

/** The stack of an environment: one installation, its outputs and its tags. */
export class FirstnoteStack extends Stack {
  constructor(scope: Construct, config: Config, codeOf?: CodeOf) {
    super(scope, `firstnote-${config.environment}`, {
      env: { account: config.account, region: config.region },
      description: 'firstnote: the first note on a PagerDuty incident',
      terminationProtection: config.terminationProtection,
    });
    for (const [key, value] of Object.entries(config.tags)) Tags.of(this).add(key, value);
    // CDK leaves "Default" out of logical ids: they are as though the installation stood in the stack itself.
    const { webhookUrl, store, domainTarget, clusterReaders } = new FirstNote(this, 'Default', {
      ...config,
      ...{ name: this.stackName, logicalIds: LOGICAL_IDS, codeOf },
    });
    new CfnOutput(this, 'WebhookUrl', {
      value: webhookUrl,
      description: 'Where the PagerDuty webhook subscription delivers',
    });
    new CfnOutput(this, 'StoreName', { value: store.bucketName });
    new CfnOutput(this, 'PushPlaybooks', {
      value: `bin/firstnote playbook push --store s3://${store.bucketName} --environment ${config.environment}`,
      description: 'No playbook is deployed: this puts those that the environment names into the store',
    });
    if (config.clusters.some(({ assumeRoleArn }) => assumeRoleArn !== undefined))
      new CfnOutput(this, 'ClusterReaders', {
        value: clusterReaders.join(','),
        description: 'Whom the roles of clusters in other accounts have to trust',
      });
    if (domainTarget !== undefined)
      new CfnOutput(this, 'DomainTarget', {
        value: domainTarget,
        description: 'Where the name of the domain has to lead: make it a CNAME or an alias of this',
      });
  }
}
