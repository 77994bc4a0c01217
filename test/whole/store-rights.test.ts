import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it } from '@jest/globals';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import type { FunctionName } from '../../functions/contracts/lambdas.ts';
import { matchesKey, STORE_RIGHTS } from '../../functions/contracts/store-rights.ts';
import { alertDetails, type InstalledOptions, installed, until } from '../support/installed.ts';
import { rawPod, recordingOf } from '../support/recording.ts';
import { shopPlaybook } from '../support/shop.ts';

const MINUTE_MS = 300;

const playbook = shopPlaybook(DEMO_PEOPLE.lead, DEMO_PEOPLE.manager);
const pods = [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 4 })];
const title = '[FIRING:1] ShopErrors (shop critical)';

/** What each function touched, "FUNCTION reads|writes KEY"; the pages are asked for by nobody but this test. */
function recorder() {
  const within = new AsyncLocalStorage<FunctionName>();
  const touched = new Set<string>();
  const outside = { is: 'webhook' as FunctionName };
  const options: Pick<InstalledOptions, 'onTask' | 'onRequest'> = {
    onTask: ({ phase, task }) => {
      if (phase === 'started') within.enterWith(task);
    },
    onRequest: (kind, key) => {
      if (kind !== 'PagerDuty')
        touched.add(
          `${within.getStore() ?? outside.is} ${kind === 'store read' ? 'reads' : 'writes'} ${key}`,
        );
    },
  };
  return { touched, outside, working: () => within.getStore(), options };
}

async function courses(): Promise<ReadonlySet<string>> {
  const { touched, outside, working, options } = recorder();
  const unplanned = { is: false };
  const all = await installed({
    ...options,
    recording: recordingOf({ 'api/v1/pods': { items: pods } }),
    // The webhook knows it, and the plan does not any more.
    playbooks: async () => (unplanned.is && working() === 'plan' ? [] : [playbook]),
    minuteMs: MINUTE_MS,
  });
  try {
    const { account } = all.standIn;
    const details = alertDetails('ShopErrors');
    const first = account.open({ title, details });
    const second = account.open({ title, details });
    await until(() => all.ended.length === 2);
    const [address = ''] =
      /https?:\/\/\S+\/reports\/\S+/.exec(all.incident(first.id).notes[0]?.content ?? '') ?? [];
    outside.is = 'view';
    expect((await fetch(address)).status).toBe(200);
    outside.is = 'webhook';
    for (const { id } of [first, second]) account.resolve(id, DEMO_PEOPLE.onCall.id);
    await until(() => all.ended.length === 4);
    account.reopen(first.id);
    account.acknowledge(first.id, DEMO_PEOPLE.onCall.id);
    account.lapse(first.id);
    await until(() => all.ended.length === 6);
    unplanned.is = true;
    account.open({ title, details });
    await until(() => all.ended.length === 7);
  } finally {
    await all.stop();
  }
  return touched;
}

const touched = [...(await courses())].map((line) => {
  const [name = '', way = '', key = ''] = line.split(' ');
  return { name: name as FunctionName, way: way as 'reads' | 'writes', key };
});

it('is what the table gives each function, and nothing else', () => {
  const outside = touched.filter(({ name, way, key }) => !matchesKey(STORE_RIGHTS[name][way], key));
  expect(outside).toEqual([]);
});

it('needs each right to write that the table gives', () => {
  const written = touched.filter(({ way }) => way === 'writes').map(({ key }) => key);
  // The demo runs no program in a pod, and no doctor.
  const patterns = Object.values(STORE_RIGHTS)
    .flatMap(({ writes }) => writes)
    .filter((pattern) => !/-exec\.json$|^doctor\//.test(pattern));
  expect(patterns.filter((pattern) => !written.some((key) => matchesKey([pattern], key)))).toEqual([]);
});
