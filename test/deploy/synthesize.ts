import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type Config, parseConfig } from '../../infra/config.ts';
import { FirstnoteStack } from '../../infra/stack.ts';
import type { Template } from '../../infra/template.ts';
import { emulator } from './emulator/aws.ts';
import { CACHE } from './emulator/ministack.ts';

/** The configuration of a test's environment, read as a file of infra/environments would be; `more` is YAML. */
export function configOf(environment: string, more = ''): Config {
  const { account, region } = emulator();
  const text = `
environment: ${environment}
account: "${account}"
region: ${region}
pagerduty: { from: firstnote@example.com, user: PFIRST01 }
clusters: [production]
vpc: { subnets: [subnet-0123456789abcdef0], securityGroups: [sg-0123456789abcdef0] }
alarms: { email: platform@example.com }
retentionDays: 14
${more}
`;
  return parseConfig(text, environment);
}

export interface Synthesized {
  readonly stackName: string;
  readonly template: Template;
  /** Of the assets and their manifest. */
  readonly folder: string;
}

/** What `cdk synth` writes for an environment, of the bundles that set-up.ts built. */
export async function synthesizeFor(config: Config): Promise<Synthesized> {
  const folder = `${CACHE}/synth/${config.environment}`;
  const app = new App({ outdir: `${folder}/cdk.out`, analyticsReporting: false });
  const stack = new FirstnoteStack(app, config, (name) => Code.fromAsset(`${CACHE}/dist/${name}`));
  const template = app.synth().getStackByName(stack.stackName).template as Template;
  return { stackName: stack.stackName, template, folder: `${folder}/cdk.out` };
}
