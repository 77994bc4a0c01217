import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { StateMachine } from 'aws-local-stepfunctions';
import { ENVIRONMENT } from '../../functions/contracts/env.ts';
import type { FunctionName } from '../../functions/contracts/lambdas.ts';
import { DEMO_PEOPLE } from '../../functions/local/pagerduty/model.ts';
import { machine, resources } from '../infra/template.ts';
import { type Counted, costDocument, PRICES, totalOf, type Work } from '../support/incident-cost.ts';
import { alertDetails, installed, type RequestKind, until } from '../support/installed.ts';
import { rawPod, recordingOf } from '../support/recording.ts';
import { shopPlaybook } from '../support/shop.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/cost.md');
/** One incident, in either region. */
const MOST_DOLLARS = 0.001;
const MOST_WRITES = 25;
/** Long enough for each step to end before the next begins, as it does in a real minute. */
const MINUTE_MS = 1_000;
const PAST = '2026-01-01T00:00:00Z';

jest.setTimeout(60_000);

const NOTHING: Work = { invocations: 0, storeReads: 0, storeWrites: 0, pagerDuty: 0 };
const FIELD: Readonly<Record<RequestKind, keyof Work>> = {
  'store read': 'storeReads',
  'store write': 'storeWrites',
  PagerDuty: 'pagerDuty',
};

/** Opens an incident, lets three people be called, resolves it, and counts what each function does. */
async function lifeCourse(): Promise<Map<FunctionName, Work>> {
  const within = new AsyncLocalStorage<FunctionName>();
  const work = new Map<FunctionName, Work>();
  const count = (name: FunctionName, field: keyof Work) => {
    const before = work.get(name) ?? NOTHING;
    work.set(name, { ...before, [field]: before[field] + 1 });
  };
  const playbook = shopPlaybook(DEMO_PEOPLE.lead, DEMO_PEOPLE.manager, DEMO_PEOPLE.cto);
  const pods = [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 4 }), rawPod('api-5d4f8c7b9-b')];
  const all = await installed({
    recording: recordingOf({ 'api/v1/pods': { items: pods } }),
    playbooks: async () => {
      // Deployed, they are one object of the store.
      count(within.getStore() ?? 'webhook', 'storeReads');
      return [playbook];
    },
    minuteMs: MINUTE_MS,
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
async function transitionsOf(input: object): Promise<number> {
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

const memoryMb = (name: FunctionName): number =>
  Number(
    resources('AWS::Lambda::Function').find(
      ({ properties }) => properties.FunctionName === `firstnote-example-${name}`,
    )?.properties.MemorySize,
  );
const readsSecret = (name: FunctionName): boolean =>
  'pagerdutyTokenSecret' in ENVIRONMENT[name] || 'webhookSecretsSecret' in ENVIRONMENT[name];

function retentionDays(): number {
  const rules = resources('AWS::S3::Bucket').flatMap(
    ({ properties }) =>
      (properties.LifecycleConfiguration as { Rules: { ExpirationInDays?: number }[] }).Rules,
  );
  return Math.max(...rules.map(({ ExpirationInDays = 0 }) => ExpirationInDays));
}

let counted: Counted;
beforeAll(async () => {
  const [work, triage, recovery] = await Promise.all([
    lifeCourse(),
    transitionsOf({ kind: 'triage', playbook: 'p', occurrence, escalations }),
    transitionsOf({ kind: 'recovery', playbook: 'p', occurrence, recoverAt: PAST, resolvedAt: PAST }),
  ]);
  const transitions = triage + recovery;
  counted = { transitions, work, memoryMb, readsSecret, retentionDays: retentionDays() };
});

describe('what an incident costs', () => {
  it('is what docs/cost.md says', () => {
    const document = costDocument(counted);
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
