import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { type StandIn, startStandIn } from '../../functions/console/stand-in.ts';
import type { Template } from '../../infra/template.ts';
import { type Checkout, makeCheckout } from './doc/checkout.ts';
import { commandsIn, strangeCodeIn } from './doc/commands.ts';
import { apis, emulator } from './emulator/aws.ts';
import { createStack, deleteStack } from './emulator/stacks.ts';
import { uploadAssets, uploadTemplate } from './emulator/upload.ts';
import { substituted } from './substitutions.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

const DOC = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
const COMMANDS = commandsIn(DOC);
const STACK = 'firstnote-production';

let surroundings: Surroundings;
let checkout: Checkout;
let pagerduty: StandIn;
let storeName = '';
const token = randomBytes(16).toString('hex');
const secret = randomBytes(32).toString('base64');
beforeAll(async () => {
  surroundings = await openSurroundings({ granted: false });
  pagerduty = await startStandIn({ token, minuteMs: emulator().minuteMs });
  checkout = await makeCheckout();
});
afterAll(async () => {
  await deleteStack(STACK);
  await Promise.all([pagerduty?.close(), surroundings?.close(), checkout?.remove()]);
});

/** What a command of the document stands for here; text says why it is not run. */
type Doing = (() => Promise<unknown>) | string;

const run = (command: string) => () => checkout.run(command);
/** Where the document puts the installation's playbook. */
const PLAYBOOK = 'playbooks/my-api.yaml';

/** Every command of docs/deploy.md: one that is not here makes the test fail. */
const KNOWN: Readonly<Record<string, Doing>> = {
  'npx cdk bootstrap': 'set-up.ts made the bucket and the parameter that it makes',
  'npm ci': 'the copy of the checkout has these modules',
  'cp infra/environments/example.yaml infra/environments/production.yaml': async () => {
    await checkout.run('cp infra/environments/example.yaml infra/environments/production.yaml');
    await configure();
  },
  'cp playbooks/examples/minimal.yaml playbooks/my-api.yaml': async () => {
    await checkout.run('cp playbooks/examples/minimal.yaml playbooks/my-api.yaml');
    // Filled in for the demo's system and the stand-in's account.
    await cp(new URL('playbooks/quick.yaml', import.meta.url), `${checkout.folder}/${PLAYBOOK}`);
  },
  'bin/firstnote playbook check FILE': run(`bin/firstnote playbook check ${PLAYBOOK}`),
  'npm run synth -- -c environment=production': run('npm run synth -- -c environment=production'),
  'npx cdk deploy -c environment=production': () => deploySynthesized(),
  'bin/firstnote playbook push --store s3://STORE --environment production': () =>
    checkout.run(`bin/firstnote playbook push --store s3://${storeName} --environment production`),
  'bin/firstnote playbook push': 'it is the one before, in short',
  'bin/firstnote playbook rollback': 'test/unit/local has it: there is one version only',
  'npx cdk diff -c environment=production':
    'it looks up the account by a lookup role, which the emulator has not',
  'bin/firstnote rbac > firstnote-rbac.yaml': run('bin/firstnote rbac > firstnote-rbac.yaml'),
  'bin/firstnote rbac --exec NAMESPACE': run('bin/firstnote rbac --exec production'),
  'kubectl apply -f firstnote-rbac.yaml': async () => {
    surroundings.cluster.apply(await readFile(`${checkout.folder}/firstnote-rbac.yaml`, 'utf8'));
  },
  "aws secretsmanager put-secret-value --secret-id firstnote-production/pagerduty-token --secret-string 'KEY'":
    () => putSecret('pagerduty-token', token),
  "aws secretsmanager put-secret-value --secret-id firstnote-production/webhook-secrets --secret-string 'SECRET'":
    () => putSecret('webhook-secrets', secret),
  'bin/firstnote simulate --service PSERVICE': async () => {
    const { email, id } = DEMO_PEOPLE.firstnote;
    const account = `PAGERDUTY_TOKEN=${token} PAGERDUTY_FROM=${email} PAGERDUTY_USER_ID=${id}`;
    const address = `PAGERDUTY_API_URL=${pagerduty.url}`;
    const printed = await checkout.run(
      `${account} ${address} bin/firstnote simulate --service ${pagerduty.account.setup.service.id}`,
    );
    expect(printed).toContain('CAUSE');
  },
  'bin/firstnote doctor --environment production': async () => {
    expect(await checkout.run('bin/firstnote doctor --environment production')).toMatch(/^0 faults/m);
  },
  'bin/firstnote doctor --kubeconfig FILE --playbook FILE':
    'it looks from the operator’s machine, at no stack',
  'aws logs tail /aws/lambda/firstnote-production-webhook --since 10m':
    'version 1 of the AWS command line, which PyPI has, cannot follow logs',
  'git pull && npm ci && npx cdk deploy -c environment=production': 'each of its parts is above',
  'npx cdk diff': 'the same as above',
  'npm run build': 'synth has run it',
  'npx cdk destroy -c environment=production': 'the test ends by deleting the stack',
  'kubectl delete -f firstnote-rbac.yaml': 'the cluster ends with the test',
  'npm start': 'test/whole starts it',
  'npm start -- --kubeconfig FILE': 'test/cluster starts it',
};

describe('docs/deploy.md', () => {
  it('has no code that is no command', () => {
    expect(strangeCodeIn(DOC)).toEqual([]);
  });

  it('has every command that this test knows', () => {
    expect(Object.keys(KNOWN).filter((command) => !COMMANDS.includes(command))).toEqual([]);
  });

  it.each(COMMANDS)('%s', async (command) => {
    const doing = KNOWN[command];
    expect({ command, known: doing !== undefined }).toEqual({ command, known: true });
    if (typeof doing === 'function') await doing();
  });
});

/** As section 1 says, for the account that there is here. */
async function configure(): Promise<void> {
  const file = `${checkout.folder}/infra/environments/production.yaml`;
  const example = await readFile(file, 'utf8');
  const { email, id } = DEMO_PEOPLE.firstnote;
  const edited = example
    .replace(/^environment: .*$/m, 'environment: production')
    .replace(/^ {2}from: .*$/m, `  from: ${email}`)
    .replace(/^ {2}user: .*$/m, `  user: ${id}`)
    .replace(/^playbooks: .*$/m, `playbooks: [${PLAYBOOK}]`);
  await writeFile(file, edited);
}

/** What `cdk deploy` does with what was synthesized, but for the substitutions. */
async function deploySynthesized(): Promise<void> {
  const folder = `${checkout.folder}/cdk.out`;
  await uploadAssets(folder, STACK);
  const template = JSON.parse(await readFile(`${folder}/${STACK}.template.json`, 'utf8')) as Template;
  const created = substituted(template, { pagerduty: pagerduty.url, apis: apis() });
  const { outputs } = await createStack(STACK, await uploadTemplate(`${STACK}.json`, created));
  storeName = outputs.StoreName ?? '';
  pagerduty.subscribe({ url: outputs.WebhookUrl ?? '', secret });
}

const putSecret = (name: string, value: string) =>
  checkout.run(
    `aws secretsmanager put-secret-value --secret-id firstnote-production/${name} --secret-string '${value}'`,
  );
