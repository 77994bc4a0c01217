import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ENV } from '../functions/contracts/env.ts';
import { LAMBDAS, type LambdaName } from '../functions/contracts/lambdas.ts';
import { INDEX_KEY } from '../functions/contracts/store.ts';
import { signatureOf } from '../functions/incidents/signature.ts';
import { indexText, playbookChecksum } from '../functions/playbook/compiled.ts';
import { defaultPlaybook } from '../functions/playbook/playbook.ts';

/** CPU ms (user and system) that importing a bundle may cost over an empty handler's, on one core of this machine. */
const BUDGET_MS: Readonly<Record<LambdaName, number>> = {
  webhook: 70,
  plan: 100,
  collect: 40,
  report: 100,
  escalate: 100,
  recover: 100,
  view: 100,
  doctor: 100,
};
const RUNS = 11;
const ROOT = join(import.meta.dirname, '..');
/** Fake: it signs the bench's own request, nothing else. */
const WEBHOOK_SECRET = 'of the bench';

/** One process's CPU ms: all of it, and what the first invocation added. */
interface Cost {
  readonly imported: number;
  readonly invoked: number;
}

/** Imports a handler as Lambda's runtime does, then calls it once, and says what each took. */
const CHILD = `
  const ms = ({ user, system }) => (user + system) / 1000;
  const { handler } = await import(process.argv[1]);
  const imported = ms(process.cpuUsage());
  await handler(JSON.parse(process.env.BENCH_EVENT), { awsRequestId: 'bench' }).catch(() => undefined);
  process.stdout.write('\\n' + JSON.stringify({ imported, invoked: ms(process.cpuUsage()) - imported }));
  process.exit(0);`;

const start = promisify(execFile);

/** In the bundle's folder, as Lambda does. */
async function costOf(handler: string, environment: Readonly<Record<string, string>>): Promise<Cost> {
  const { stdout } = await start(process.execPath, ['--input-type=module', '-e', CHILD, handler], {
    cwd: dirname(handler),
    env: environment,
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n'))) as Cost;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The playbooks in the stand-in's store: one that answers for the bench's incident. */
function playbooks(): string {
  const playbook = { ...defaultPlaybook({ namespace: 'bench' }), services: ['S1'] };
  const sha256 = playbookChecksum(playbook);
  return indexText([{ id: 'bench', version: 1, pushedAt: '', sha256, playbook }]);
}

/**
 * A stand-in for AWS and PagerDuty that has a secret and playbooks, starts executions, and knows nothing else: each function gets as
 * far as its first reads, and so loads whatever it loads late.
 */
async function startStandIn(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    const target = String(request.headers['x-amz-target'] ?? '');
    const answers: Readonly<Record<string, object>> = {
      'secretsmanager.GetSecretValue': { SecretString: WEBHOOK_SECRET },
      'AWSStepFunctions.StartExecution': { executionArn: 'arn:aws:states:::execution:bench', startDate: 0 },
    };
    const known = request.url?.includes(INDEX_KEY) === true ? playbooks() : JSON.stringify(answers[target]);
    response.writeHead(known === undefined ? 404 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(known ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A webhook's event, or a task's input: as small as each takes. */
function eventFor(name: LambdaName): object {
  const createdAt = '2026-11-25T14:03:20Z';
  const occurrence = { name: 'Q1-1764079400', incidentId: 'Q1', serviceId: 'S1', title: 't', url: '' };
  if (name === 'view')
    return { pathParameters: { occurrence: occurrence.name }, queryStringParameters: { key: 'k' } };
  if (name !== 'webhook')
    return {
      occurrence: { ...occurrence, urgency: 'high', createdAt },
      playbook: '',
      ...{ stage: 'fast', phase: 'before', edition: 'full', resolvedAt: createdAt },
      escalation: { step: 0, at: createdAt, name: 'Lead' },
    };
  const data = { id: 'Q1', title: 't', created_at: createdAt, service: { id: 'S1' } };
  const body = JSON.stringify({ event: { id: 'E', event_type: 'incident.triggered', data } });
  return {
    headers: { 'x-pagerduty-signature': signatureOf(Buffer.from(body), WEBHOOK_SECRET) },
    body,
  };
}

const environmentAt = (url: string): Readonly<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  [ENV.storeUrl]: 's3://bench',
  [ENV.stateMachineArn]: 'arn:aws:states:eu-central-1:123456789012:stateMachine:bench',
  [ENV.pagerdutyUrl]: url,
  [ENV.pagerdutyFrom]: 'bench@example.com',
  [ENV.pagerdutyUser]: 'P1',
  [ENV.pagerdutyTokenSecret]: 'token',
  [ENV.webhookSecretsSecret]: 'webhook',
  [ENV.viewUrl]: 'https://bench.example.com',
  [ENV.clusterNames]: 'bench',
});

/**
 * CPU ms of importing each deployed bundle over those of an empty handler, medians of runs in turn (so that a machine
 * that slows down slows all), and what its first invocation adds: what is loaded late is paid there.
 */
export async function measureCold(): Promise<{
  readonly empty: Cost;
  readonly costs: ReadonlyMap<LambdaName, Cost>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'firstnote-cold-'));
  const standIn = await startStandIn();
  try {
    await start(process.execPath, ['bin/run.mjs', 'esbuild.config.mjs', folder], { cwd: ROOT });
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const handler = async () => ({});\n');
    const environment = environmentAt(standIn.url);
    const costs = new Map<string, Cost[]>();
    for (let round = 0; round < RUNS; round += 1) {
      for (const name of ['empty', ...LAMBDAS] as const) {
        const handler = name === 'empty' ? empty : join(folder, name, 'handler.mjs');
        const event = name === 'empty' ? {} : eventFor(name);
        const cost = await costOf(handler, { ...environment, BENCH_EVENT: JSON.stringify(event) });
        costs.set(name, [...(costs.get(name) ?? []), cost]);
      }
    }
    const medians = (name: string): Cost => {
      const measured = costs.get(name) ?? [];
      return {
        imported: median(measured.map(({ imported }) => imported)),
        invoked: median(measured.map(({ invoked }) => invoked)),
      };
    };
    const nothing = medians('empty');
    const over = ({ imported, invoked }: Cost): Cost => ({
      imported: imported - nothing.imported,
      invoked: invoked - nothing.invoked,
    });
    return { empty: nothing, costs: new Map(LAMBDAS.map((name) => [name, over(medians(name))])) };
  } finally {
    standIn.close();
    for (const made of [folder, `${folder}-maps`]) rmSync(made, { recursive: true, force: true });
  }
}

/** Shows what a cold start costs; exit status 1 when a bundle's import is above its budget. */
export async function run(): Promise<void> {
  const { empty, costs } = await measureCold();
  console.log(
    `an empty handler: ${empty.imported.toFixed(0)} ms, its first invocation ${empty.invoked.toFixed(0)} ms`,
  );
  for (const [name, { imported, invoked }] of costs) {
    const budget = BUDGET_MS[name];
    const ratio = imported / budget;
    if (ratio > 1) process.exitCode = 1;
    const verdict = ratio > 1 ? ', ABOVE BUDGET' : '';
    console.log(
      `${name.padEnd(8)} import ${imported.toFixed(0).padStart(4)} ms of ${budget} (${ratio.toFixed(2)}${verdict}); its first invocation adds ${invoked.toFixed(0)} ms`,
    );
  }
}
