import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { StateMachine } from 'aws-local-stepfunctions';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { ENVIRONMENT } from '../../functions/contracts/env.ts';
import type { FunctionName } from '../../functions/contracts/lambdas.ts';
import { definitionOf, type LocalDefinition } from '../../functions/host/definition.ts';
import { loadConfig } from '../../infra/config.ts';
import { synthesizeConfig } from '../../infra/template.ts';
import { machine, resources, template } from '../infra/template.ts';
import { type Counted, costDocument, PRICES, totalOf, type Work } from '../support/incident-cost.ts';
import { alertDetails, installed, type RequestKind, until } from '../support/installed.ts';
import { rawPod, recordingOf } from '../support/recording.ts';
import { shopPlaybook } from '../support/shop.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/cost.md');
/** One incident, in either region. */
const MOST_DOLLARS = 0.001;
const MOST_WRITES = 25;
/** Long enough for each step to end before the next begins, as it does in a real minute, on a busy machine too. */
const MINUTE_MS = 3_000;
const PAST = '2026-01-01T00:00:00Z';

const NOTHING: Work = { invocations: 0, storeReads: 0, storeWrites: 0, pagerDuty: 0 };
const FIELD: Readonly<Record<RequestKind, keyof Work>> = {
  'store read': 'storeReads',
  'store write': 'storeWrites',
  PagerDuty: 'pagerDuty',
};

/** An installation as its template has it. */
interface Template {
  readonly machine: LocalDefinition;
  readonly functions: readonly Readonly<Record<string, unknown>>[];
  /** Whether its playbook allows programs in pods. */
  readonly exec: boolean;
}

/** Opens an incident, lets three people be called, resolves it, and counts what each function does. */
async function lifeCourse({ machine, exec }: Template): Promise<Map<FunctionName, Work>> {
  const within = new AsyncLocalStorage<FunctionName>();
  const work = new Map<FunctionName, Work>();
  const count = (name: FunctionName, field: keyof Work) => {
    const before = work.get(name) ?? NOTHING;
    work.set(name, { ...before, [field]: before[field] + 1 });
  };
  const shop = shopPlaybook(DEMO_PEOPLE.lead, DEMO_PEOPLE.manager, DEMO_PEOPLE.cto);
  const playbook = { ...shop, allow: { ...shop.allow, exec } };
  const pods = [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 4 }), rawPod('api-5d4f8c7b9-b')];
  const all = await installed({
    recording: recordingOf({ 'api/v1/pods': { items: pods } }),
    playbooks: async () => {
      // Deployed, they are one object of the store.
      count(within.getStore() ?? 'webhook', 'storeReads');
      return [playbook];
    },
    minuteMs: MINUTE_MS,
    definition: machine,
    onTask: ({ phase, task }) => {
      if (phase !== 'started') return;
      within.enterWith(task);
      count(task, 'invocations');
    },
    onRequest(kind) {
      const name = within.getStore() ?? 'webhook';
      // Deployed, a function without the token has no way to PagerDuty.
      if (kind !== 'PagerDuty' || readsSecret(name)) count(name, FIELD[kind]);
    },
  });
  try {
    const title = '[FIRING:1] ShopErrors (shop critical)';
    const { id } = all.standIn.account.open({ title, details: alertDetails('ShopErrors') });
    await until(() => all.ended.length === 1);
    expect(all.incident(id).responders).toHaveLength(3);
    all.standIn.account.resolve(id, DEMO_PEOPLE.onCall.id);
    await until(() => all.ended.length === 2);
    expect(all.ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect(all.incident(id).notes[0]?.content).toMatch(/RECOVERED/);
  } finally {
    await all.stop();
  }
  count('webhook', 'invocations');
  count('webhook', 'invocations');
  return work;
}

/** States that an execution enters when all goes well. */
async function transitionsOf({ machine }: Template, input: object): Promise<number> {
  const handlers = Object.fromEntries(
    Object.keys(machine.taskOf).map((state) => [state, async () => ({ lead: true, outcome: 'done' })]),
  );
  const execution = new StateMachine(machine.definition as never, {
    validationOptions: { noValidate: true },
  }).run(input as never, { overrides: { taskResourceLocalHandlers: handlers } });
  let entered = 0;
  for await (const { type } of execution.eventLogs) if (type === 'StateEntered') entered += 1;
  await execution.result;
  return entered;
}

const occurrence = { name: 'Q1-1', incidentId: 'Q1', createdAt: PAST };
const escalations = [0, 1, 2].map((index) => ({ step: index, at: PAST, name: 'n' }));

const readsSecret = (name: FunctionName): boolean =>
  'pagerdutyTokenSecret' in ENVIRONMENT[name] || 'webhookSecretsSecret' in ENVIRONMENT[name];

function retentionDays(): number {
  const rules = resources('AWS::S3::Bucket').flatMap(
    ({ properties }) =>
      (properties.LifecycleConfiguration as { Rules: { ExpirationInDays?: number }[] }).Rules,
  );
  return Math.max(...rules.map(({ ExpirationInDays = 0 }) => ExpirationInDays));
}

async function count(of: Template): Promise<Counted> {
  const [work, triage, recovery] = await Promise.all([
    lifeCourse(of),
    transitionsOf(of, { kind: 'triage', playbook: 'p', occurrence, escalations }),
    transitionsOf(of, { kind: 'recovery', playbook: 'p', occurrence, recoverAt: PAST, resolvedAt: PAST }),
  ]);
  const memoryMb = (name: FunctionName): number =>
    Number(of.functions.find(({ FunctionName }) => FunctionName === `firstnote-example-${name}`)?.MemorySize);
  return { transitions: triage + recovery, work, memoryMb, readsSecret, retentionDays: retentionDays() };
}

let counted: Counted;
let withExec: Counted;
beforeAll(async () => {
  const functionsOf = ({ Resources }: typeof template) =>
    Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
      Type === 'AWS::Lambda::Function' ? [Properties] : [],
    );
  const exec = synthesizeConfig({ ...loadConfig('example'), exec: true });
  // One after the other: a step that is late is counted in another order.
  counted = await count({ machine, functions: functionsOf(template), exec: false });
  withExec = await count({ machine: definitionOf(exec), functions: functionsOf(exec), exec: true });
});

describe('what an incident costs', () => {
  it('is what docs/cost.md says', () => {
    const document = costDocument(counted, withExec);
    if (process.env.RENEW === '1') writeFileSync(DOCUMENT, document);
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(document);
  });

  it.each(Object.entries(PRICES))('is less than a tenth of a cent in %s', (_, prices) => {
    expect(totalOf(counted, prices)).toBeLessThan(MOST_DOLLARS);
  });

  it('is not above 25 objects written', () => {
    const writes = [...counted.work.values()].reduce((sum, { storeWrites }) => sum + storeWrites, 0);
    expect(writes).toBeLessThanOrEqual(MOST_WRITES);
  });
});
