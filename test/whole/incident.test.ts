import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { filesOf } from '../../functions/actions/files.ts';
import { directoryStore } from '../../functions/clients/store/directory.ts';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { Failure } from '../../functions/model/failure.ts';
import { readBundle } from '../../functions/recordings/bundle-file.ts';
import { buildReport } from '../../functions/triage/build-report.ts';
import { alertDetails, type InstalledOptions, installed, until } from '../support/installed.ts';
import { loopback } from '../support/loopback.ts';
import { rawPod, recordingOf } from '../support/recording.ts';
import { playbookOf } from '../support/report.ts';
import { shopPlaybook } from '../support/shop.ts';

/** Runs the state machine with its real waits, a minute in a third of a second. */
const MINUTE_MS = 300;

const playbook = shopPlaybook(DEMO_PEOPLE.lead, DEMO_PEOPLE.manager, DEMO_PEOPLE.cto);
const crashing = {
  'api/v1/pods': {
    items: [rawPod('api-5d4f8c7b9-a', { ready: false, restarts: 4 }), rawPod('api-5d4f8c7b9-b')],
  },
};

let running: Awaited<ReturnType<typeof installed>> | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
async function start(options: Partial<InstalledOptions> = {}) {
  const recording = recordingOf(crashing);
  running = await installed({
    recording,
    playbooks: async () => [playbook],
    minuteMs: MINUTE_MS,
    ...options,
  });
  return running;
}
const newIncident = { title: '[FIRING:1] ShopErrors (shop critical)', details: alertDetails('ShopErrors') };

describe('the way of an incident', () => {
  it('ends well where its playbook calls nobody', async () => {
    const all = await start({ playbooks: async () => [{ ...playbook, escalation: [] }] });
    const { id } = all.standIn.account.open(newIncident);
    expect(await until(() => all.ended[0])).toMatchObject({ status: 'succeeded' });
    expect(all.incident(id).notes).toHaveLength(1);
  });

  it('is a note, edited in place, three calls with the diagnosis, and a finished note', async () => {
    const all = await start();
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.incident(id).responders.length === 3);
    await until(() => all.ended.length === 1);

    const called = all.incident(id);
    expect(called.responders.map(({ name }) => name)).toEqual([
      'Backend Engineering Lead',
      'Engineering Manager',
      'CTO/Head of Engineering',
    ]);
    expect(called.responders[0]?.message).toContain('Nobody has acknowledged');
    expect(called.notes).toHaveLength(1);
    const [note] = called.notes;
    expect(note?.edits).toBe(4);
    expect(note?.content).toMatch(/^firstnote · ShopErrors · critical · shop\/deployment\/api · /);
    expect(note?.content).toMatch(new RegExp(`\\nfirstnote ${id}-\\d+$`));
    expect(note?.content).toMatch(
      /\nCALLED {2}\S+ Backend Engineering Lead · \S+ Engineering Manager · \S+ CTO\/Head of Engineering\n/,
    );
    expect(note?.content).not.toContain('NEXT CALLED');
    expect(JSON.stringify([...all.store.objects.values()])).not.toContain('hunter2');

    const link = /report (http\S+)/.exec(note?.content ?? '')?.[1] ?? '';
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('ShopErrors');
    expect((await fetch(link.replace(/key=./, 'key=_'))).status).toBe(404);

    const [occurrence = ''] = note?.content.split('\n').at(-1)?.split(' ').slice(1) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'firstnote-store-'));
    const saved = directoryStore(folder);
    for (const [key, { body }] of all.store.objects) await saved.put(key, body, 'application/json');
    const { bundle, playbook: used } = await readBundle(join(folder, occurrence));
    const { report } = (await filesOf(saved, occurrence).readEdition()) ?? {};
    expect(JSON.stringify(buildReport(bundle, used))).toBe(JSON.stringify(report));
    rmSync(folder, { recursive: true });

    all.standIn.account.resolve(id, DEMO_PEOPLE.onCall.id);
    await until(() => all.ended.length === 2);
    const finished = all.incident(id);
    expect(finished.notes).toHaveLength(1);
    expect(finished.notes[0]?.content).toMatch(/RECOVERED/);
    expect(finished.notes[0]?.content).toContain('CALLED  ');
    expect(finished.notes[0]?.content).toContain('time line http');
    expect(finished.statusUpdates).toHaveLength(1);
    const timeline = await fetch(`${link}&document=timeline`);
    expect(await timeline.text()).toContain('## Before and after');
    expect(all.ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  it('calls nobody once somebody acknowledged', async () => {
    const all = await start();
    const { id } = all.standIn.account.open(newIncident);
    all.standIn.account.acknowledge(id, DEMO_PEOPLE.onCall.id);
    await until(() => all.ended.length === 1);
    expect(all.incident(id).responders).toEqual([]);
    expect(all.incident(id).notes).toHaveLength(1);
  });

  it('calls whoever was skipped once the acknowledgement lapses, each once', async () => {
    const all = await start();
    const { id } = all.standIn.account.open(newIncident);
    all.standIn.account.acknowledge(id, DEMO_PEOPLE.onCall.id);
    await until(() => all.ended.length === 1);
    all.standIn.account.lapse(id);
    await until(() => all.incident(id).notes[0]?.content.includes('(the acknowledgement lapsed at '));
    await until(() => all.ended.length === 2);
    expect(new Set(all.incident(id).responders.map(({ name }) => name)).size).toBe(3);
    expect(all.incident(id).responders).toHaveLength(3);
    expect(all.incident(id).notes).toHaveLength(1);
    expect(all.ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  it('climbs the policy where the account cannot add responders', async () => {
    const all = await start({ abilities: [] });
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.incident(id).level === 3);
    await until(() =>
      /COULD NOT CALL YET {2}\S+ CTO\/Head of Engineering \(.* no level above 3\)/.test(
        all.incident(id).notes[0]?.content ?? '',
      ),
    );
    expect(all.incident(id).responders).toEqual([]);
    all.standIn.account.acknowledge(id, DEMO_PEOPLE.onCall.id);
    await until(() => all.ended.length === 1);
    expect(all.ended).toMatchObject([{ status: 'succeeded' }]);
    await until(() => !all.incident(id).notes[0]?.content.includes('COULD NOT CALL'));
  });

  it('is the same for any number of deliveries', async () => {
    const all = await start();
    const relay = await loopback(() => ({ status: 202 }));
    all.standIn.subscribe({ ...all.subscription, url: relay.url });
    const { id } = all.standIn.account.open(newIncident);
    await all.standIn.delivered();
    await relay.close();
    const [request] = relay.seen;
    const body = request?.body ?? '';
    const signature = String(request?.headers['x-pagerduty-signature']);
    const deliver = () =>
      fetch(all.subscription.url, { method: 'POST', body, headers: { 'x-pagerduty-signature': signature } });
    const answers = await Promise.all([deliver(), deliver(), deliver()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await until(() => all.ended.length === 1);
    expect(all.incident(id).notes).toHaveLength(1);
    expect(all.incident(id).responders).toHaveLength(3);
  });
});

describe('while PagerDuty is in trouble', () => {
  it.each(['before', 'after'] as const)(
    'and each call fails the first time, %s it was carried out: one note, and each person is called once',
    async (moment) => {
      const seen = new Set<string>();
      const all = await start({
        trouble: ({ method, path, body }) => {
          const [person = ''] = /"id":"P\w+"/.exec(body) ?? [];
          const call = `${method} ${path} ${person}`;
          if (seen.has(call)) return undefined;
          seen.add(call);
          return moment;
        },
      });
      const { id } = all.standIn.account.open(newIncident);
      await until(() => all.ended.length === 1);
      expect(all.ended).toMatchObject([{ status: 'succeeded' }]);
      expect(all.incident(id).notes).toHaveLength(1);
      expect(all.incident(id).notes[0]?.content).not.toContain('FIRST VERSION');
      expect(
        all
          .incident(id)
          .responders.map(({ name }) => name)
          .sort(),
      ).toEqual(['Backend Engineering Lead', 'CTO/Head of Engineering', 'Engineering Manager']);
    },
  );
});

describe('when triage cannot be made', () => {
  it('the note says so, and the timers call all the same', async () => {
    const all = await start({ noAccess: new Failure('rejected', 'the cluster "test" is not there') });
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.ended.length === 1);
    const incident = all.incident(id);
    expect(incident.notes).toHaveLength(1);
    expect(incident.notes[0]?.content).toContain('TRIAGE FAILED: the cluster "test" is not there');
    expect(incident.notes[0]?.content).toMatch(/\nCALLED {2}\S+ Backend Engineering Lead · /);
    expect(incident.responders).toHaveLength(3);
    expect(incident.responders[0]?.message).toContain('no diagnosis');
  });

  it('because its playbook is gone, the note says so, and the timers call all the same', async () => {
    let reads = 0;
    const playbooks = async () => {
      reads += 1;
      return reads === 1 ? [playbook] : [];
    };
    const all = await start({ playbooks });
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.ended.length === 1);
    const { notes, responders } = all.incident(id);
    expect(notes[0]?.content).toContain('TRIAGE FAILED: no playbook answers for the service PSERVICE');
    expect(notes[0]?.content).toMatch(/\nCALLED {2}\S+ Backend Engineering Lead · /);
    expect(responders).toHaveLength(3);
  });
});

describe('an incident that no playbook answers for', () => {
  it('gets nothing: no execution, no note, no call, whatever becomes of it', async () => {
    const other = playbookOf({ ...playbook, services: ['POTHER'] });
    const all = await start({ playbooks: async () => [other] });
    const { id } = all.standIn.account.open({ ...newIncident, title: 'Payroll export failed' });
    await all.standIn.delivered();
    all.standIn.account.acknowledge(id, DEMO_PEOPLE.onCall.id);
    all.standIn.account.lapse(id);
    all.standIn.account.resolve(id, DEMO_PEOPLE.onCall.id);
    await all.standIn.delivered();
    expect(all.incident(id).notes).toEqual([]);
    expect(all.incident(id).responders).toEqual([]);
    expect(all.store.objects.size).toBe(0);
    expect(all.ended).toEqual([]);
  });
});

describe('a storm of incidents of one target', () => {
  it('has one triage, links to it, and one set of calls', async () => {
    const all = await start();
    const ids = Array.from({ length: 5 }, () => all.standIn.account.open(newIncident).id);
    await until(() => all.ended.length === 5);
    const incidents = ids.map((id) => all.incident(id));
    const lead = incidents.find(({ responders }) => responders.length > 0);
    expect(lead?.responders).toHaveLength(3);
    const others = incidents.filter((incident) => incident !== lead);
    for (const { notes, responders } of others) {
      expect(responders).toEqual([]);
      expect(notes).toHaveLength(1);
      expect(notes[0]?.content).toContain(`SAME TARGET as an incident already being triaged`);
      expect(notes[0]?.content).toContain(lead?.url);
    }
  });
});

describe('a reopened incident', () => {
  it('is another occurrence: another note, and timers of its own', async () => {
    const all = await start();
    const { id } = all.standIn.account.open(newIncident);
    await until(() => all.incident(id).notes[0]?.edits === 1);
    all.standIn.account.resolve(id, DEMO_PEOPLE.onCall.id);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    all.standIn.account.reopen(id);
    await until(() => all.ended.length === 3);
    const markers = all.incident(id).notes.map(({ content }) => content.split('\n').at(-1));
    expect(new Set(markers).size).toBe(2);
    // On a busy machine a timer of the first may have rung before it was resolved.
    const called = all
      .incident(id)
      .responders.filter(({ message }) => message.includes(`${markers[1]} call`));
    expect(called).toHaveLength(3);
  });
});
