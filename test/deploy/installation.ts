import { randomBytes } from 'node:crypto';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type StandIn, startStandIn } from '../../functions/console/stand-in.ts';
import type { Template } from '../../infra/template.ts';
import { apis, emulator } from './emulator/aws.ts';
import { readLogs } from './emulator/logs.ts';
import { createStack, deleteStack, resourcesOf, type StackState, updateStack } from './emulator/stacks.ts';
import { uploadAssets, uploadTemplate } from './emulator/upload.ts';
import { pushPlaybooks } from './push-playbooks.ts';
import { startUnreliable, type UnreliableWay } from './stand-ins/unreliable.ts';
import { substituted } from './substitutions.ts';
import { configOf, synthesizeFor } from './synthesize.ts';

export interface InstallationOptions {
  /** Names the stack: firstnote-ENVIRONMENT. */
  readonly environment: string;
  /** Files of test/deploy/playbooks. */
  readonly playbooks: readonly string[];
  /** One more lies beside them that does not hold. */
  readonly faultyPlaybook?: boolean;
  /** What its environment's file says beside the usual, YAML. */
  readonly configuration?: string;
}

/** One stack of firstnote, and the PagerDuty account that it works for. */
export interface Installation {
  readonly stackName: string;
  readonly stack: StackState;
  readonly pagerduty: StandIn;
  /** Between firstnote and that account. */
  readonly way: UnreliableWay;
  /** Deploys a later version. */
  update(change: (template: Template) => Template): Promise<void>;
  /** The REST API token of the account. */
  readonly token: string;
  /** What the webhook subscription signs with. */
  readonly secret: string;
  putToken(token: string): Promise<void>;
  /** Messages of every log group of the stack. */
  logs(): Promise<readonly string[]>;
  /** What an API gives for an address of its own, as it stands in a note. */
  open(address: string, request?: RequestInit): Promise<{ readonly status: number; readonly text: string }>;
  /** Kubernetes groups of the roles that the template has an access entry for, by the role's name. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Deletes the stack and ends the account. */
  remove(): Promise<void>;
}

/** Installs firstnote as docs/deploy.md says: the stack, the two secrets, the playbooks, the webhook subscription. */
export async function install(options: InstallationOptions): Promise<Installation> {
  const token = randomBytes(16).toString('hex');
  const pagerduty = await startStandIn({ token, minuteMs: emulator().minuteMs });
  const way = await startUnreliable(pagerduty.url, token);
  const { stackName, template, templateUrl } = await synthesize(options, way.url);
  const stack = await createStack(stackName, templateUrl);
  const secret = randomBytes(32).toString('base64');
  const putToken = (value: string) => putSecret(`${stackName}/pagerduty-token`, value);
  await putToken(token);
  await putSecret(`${stackName}/webhook-secrets`, secret);
  await pushPlaybooks(stack.outputs.StoreName ?? '', options.playbooks, options.faultyPlaybook);
  pagerduty.subscribe({ url: stack.outputs.WebhookUrl ?? '', secret });
  return {
    ...{ stackName, stack, pagerduty, way, token, secret, putToken },
    groups: groupsIn(template, await resourcesOf(stackName)),
    async update(change) {
      const next = await synthesize(options, way.url, change);
      await updateStack(stackName, next.templateUrl);
    },
    logs: () => readLogs(stackName),
    async open(address, request) {
      const answer = await fetch(address, request);
      return { status: answer.status, text: await answer.text() };
    },
    async remove() {
      await deleteStack(stackName);
      await Promise.all([pagerduty.close(), way.close()]);
    },
  };
}

/** Puts template and assets where CloudFormation and Lambda take them from. */
async function synthesize(
  { environment, configuration }: InstallationOptions,
  pagerduty: string,
  change: (template: Template) => Template = (template) => template,
) {
  const { stackName, template, folder } = await synthesizeFor(configOf(environment, configuration));
  await uploadAssets(folder, stackName);
  const created = substituted(change(template), { pagerduty, apis: apis() });
  return { stackName, template, templateUrl: await uploadTemplate(`${stackName}.json`, created) };
}

/** What EKS would make of the access entries, which the emulator does not know. */
const groupsIn = ({ Resources }: Template, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::EKS::AccessEntry')
      .map(({ Properties = {} }) => {
        const { PrincipalArn, KubernetesGroups } = Properties as unknown as AccessEntry;
        return [names[PrincipalArn['Fn::GetAtt'][0]] ?? '', KubernetesGroups];
      }),
  );
interface AccessEntry {
  readonly PrincipalArn: { readonly 'Fn::GetAtt': readonly [role: string, 'Arn'] };
  readonly KubernetesGroups: readonly string[];
}

const putSecret = async (id: string, value: string): Promise<void> => {
  await new SecretsManagerClient({}).send(new PutSecretValueCommand({ SecretId: id, SecretString: value }));
};
