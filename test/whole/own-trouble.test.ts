import { afterEach, describe, expect, it } from '@jest/globals';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { alertDetails, type InstalledOptions, installed, until } from '../support/installed.ts';
import { rawPod, recordingOf } from '../support/recording.ts';
import { shopPlaybook } from '../support/shop.ts';

/** What reaches the incident while firstnote itself, or what it stands on, is in trouble. Retries wait for real. */
const MINUTE_MS = 300;
/** ms of trouble: the timers ring in it, and the tries of the first note end in it. */
const TROUBLE_MS = 4_000;
const PEOPLE = ['Backend Engineering Lead', 'CTO/Head of Engineering', 'Engineering Manager'];

const playbook = shopPlaybook(DEMO_PEOPLE.lead, DEMO_PEOPLE.manager, DEMO_PEOPLE.cto);
const recording = recordingOf({
  'api/v1/pods': { items: [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 4 })] },
});
const newIncident = { title: '[FIRING:1] ShopErrors (shop critical)', details: alertDetails('ShopErrors') };

let running: Awaited<ReturnType<typeof installed>> | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
async function start(options: Partial<InstalledOptions> = {}) {
  running = await installed({
    recording,
    playbooks: async () => [playbook],
    minuteMs: MINUTE_MS,
    ...options,
  });
  const all = running;
  const called = (id: string) =>
    all
      .incident(id)
      .responders.map(({ name }) => name)
      .sort();
  return { ...all, called };
}

/** True from the first look on, for so long. */
function forAWhile(): () => boolean {
  let until = 0;
  return () => {
    until ||= Date.now() + TROUBLE_MS;
    return Date.now() < until;
  };
}

describe('while for a while', () => {
  it('PagerDuty answers 502 to everything, the note is late and whole, and everybody is called once', async () => {
    const isDown = forAWhile();
    const all = await start({ trouble: () => (isDown() ? 'before' : undefined) });
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.ended.length === 1, 60_000);
    expect(all.ended).toMatchObject([{ status: 'succeeded' }]);
    expect(all.incident(id).notes).toHaveLength(1);
    expect(all.incident(id).notes[0]?.content).not.toContain('TRIAGE FAILED');
    expect(all.incident(id).notes[0]?.content).not.toContain('FIRST VERSION');
    expect(all.called(id)).toEqual(PEOPLE);
  });

  it('the store throttles, people are called without it, and the note comes when it is back', async () => {
    const isDown = forAWhile();
    const all = await start({ storeFails: isDown });
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.incident(id).responders.length === 3, 60_000);
    await until(() => all.ended.length === 1, 60_000);
    expect(all.incident(id).notes).toHaveLength(1);
    expect(all.incident(id).notes[0]?.content).toMatch(/^firstnote · ShopErrors · critical · /);
    expect(all.called(id)).toEqual(PEOPLE);
  });
});

describe('when the same occurrence is run a second time', () => {
  it('nothing is posted twice and nobody is called twice', async () => {
    const all = await start();
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.ended.length === 1);
    expect(await all.startAnew(id)).toBe(202);
    await until(() => all.ended.length === 2);
    expect(all.incident(id).notes).toHaveLength(1);
    expect(all.called(id)).toEqual(PEOPLE);
    expect(all.ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });
});
