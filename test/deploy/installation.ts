import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { INDEX_KEY } from '../../functions/contracts/store.ts';
import { checkPlaybook } from '../../functions/core/playbook/check.ts';
import { indexText, playbookChecksum, playbookId } from '../../functions/core/playbook/compiled.ts';
import { shiftRecording } from '../../functions/local/host/shift-time.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../functions/local/pagerduty/stand-in.ts';
import { readRecording } from '../../functions/local/recording.ts';
import { openStore } from '../../functions/runtime/open-store.ts';
import { emulator, reachable, trust } from './emulator/aws.ts';
import { makeCertificate } from './emulator/certificates.ts';
import { readLogs } from './emulator/logs.ts';
import { CACHE, ROOT } from './emulator/ministack.ts';
import { createStack, deleteStack, type StackState } from './emulator/stacks.ts';
import { uploadAssets, uploadTemplate } from './emulator/upload.ts';
import { type EksStandIn, startEks } from './stand-ins/eks.ts';
import { type KubernetesStandIn, startKubernetes } from './stand-ins/kubernetes.ts';
import { substituted } from './substitutions.ts';
import { configOf, synthesizeFor } from './synthesize.ts';

export interface InstallationOptions {
  /** Names the stack: firstnote-ENVIRONMENT. */
  readonly environment: string;
  /** Files of test/deploy/playbooks. */
  readonly playbooks?: readonly string[];
  readonly trouble?: StandInOptions['trouble'];
}

/** One stack of firstnote, with a PagerDuty account and a cluster beside it. */
export interface Installation {
  readonly stackName: string;
  readonly stack: StackState;
  readonly pagerduty: StandIn;
  readonly eks: EksStandIn;
  readonly cluster: KubernetesStandIn;
  putToken(token: string): Promise<void>;
  /** Messages of every log group of the stack. */
  logs(): Promise<readonly string[]>;
  /** What the HTTP API gives for an address of its own, as it stands in a note. */
  open(address: string, request?: RequestInit): Promise<{ readonly status: number; readonly text: string }>;
  /** Deletes the stack and ends the stand-ins. */
  remove(): Promise<void>;
}

/** Installs firstnote as docs/deploy.md says: the stack, the two secrets, the playbooks, the webhook subscription. */
export async function install(options: InstallationOptions): Promise<Installation> {
  trust(emulator().certificate);
  const token = randomBytes(16).toString('hex');
  const pagerduty = await startStandIn({
    ...{ token, minuteMs: emulator().minuteMs },
    ...(options.trouble === undefined ? {} : { trouble: options.trouble }),
  });
  const certificate = makeCertificate(`${CACHE}/tls`, 'cluster');
  const cluster = await startKubernetes(await faultyCluster(), certificate);
  const eks = await startEks({
    production: { endpoint: cluster.url, certificate: certificate.certificate },
  });
  const { stackName, stack } = await deploy(options, pagerduty.url);
  const secret = randomBytes(32).toString('base64');
  const putToken = (value: string) => putSecret(`${stackName}/pagerduty-token`, value);
  await putToken(token);
  await putSecret(`${stackName}/webhook-secrets`, secret);
  await push(stack.outputs.StoreName ?? '', options.playbooks ?? ['dojopool.yaml']);
  pagerduty.subscribe({ url: reachable(stack.outputs.WebhookUrl ?? ''), secret });
  return {
    ...{ stackName, stack, pagerduty, eks, cluster, putToken },
    logs: () => readLogs(stackName),
    async open(address, request) {
      const answer = await fetch(reachable(address), request);
      return { status: answer.status, text: await answer.text() };
    },
    async remove() {
      await deleteStack(stackName);
      await Promise.all([pagerduty.close(), eks.close(), cluster.close()]);
    },
  };
}

async function deploy({ environment }: InstallationOptions, pagerduty: string) {
  const { stackName, template, folder } = await synthesizeFor(configOf(environment));
  await uploadAssets(folder, stackName);
  const url = await uploadTemplate(`${stackName}.json`, substituted(template, { pagerduty }));
  const stack = await createStack(stackName, url);
  return { stackName, stack };
}

/** Puts playbooks of test/deploy/playbooks into the stack's store. */
async function push(bucket: string, files: readonly string[]): Promise<void> {
  const entries = files.map((file) => {
    const checked = checkPlaybook(readFileSync(new URL(`playbooks/${file}`, import.meta.url), 'utf8'));
    if (!checked.ok) throw new Error(`${file} is wrong: ${JSON.stringify(checked.faults)}`);
    const { playbook } = checked;
    const pushedAt = new Date().toISOString();
    return {
      id: playbookId(playbook.name),
      version: 1,
      pushedAt,
      sha256: playbookChecksum(playbook),
      playbook,
    };
  });
  const store = await openStore(`s3://${bucket}`);
  await store.put(INDEX_KEY, indexText(entries), 'application/json');
}

const putSecret = async (id: string, value: string): Promise<void> => {
  await new SecretsManagerClient({}).send(new PutSecretValueCommand({ SecretId: id, SecretString: value }));
};

/** The demo's recording, as though it were made now. */
async function faultyCluster() {
  const folder = `${ROOT}functions/local/demo`;
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.json.gz')).sort();
  return shiftRecording(await readRecording(`${folder}/${file}`), Date.now());
}
