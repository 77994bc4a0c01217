import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { INDEX_KEY } from '../../functions/contracts/store.ts';
import { indexText, playbookChecksum } from '../../functions/playbook/compiled.ts';
import { openStore } from '../../functions/runtime/open-store.ts';
import { type Installation, install } from './installation.ts';
import { askDoctor, run } from './operator.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

let surroundings: Surroundings;
let firstnote: Installation;
beforeAll(async () => {
  surroundings = await openSurroundings();
  firstnote = await install({ environment: 'doctor', playbooks: ['dojopool.yaml'] });
});
afterAll(async () => {
  await firstnote?.remove();
  await surroundings?.close();
});

const doctor = () => askDoctor('doctor');

/** Looks while the one playbook in the store is another one; `seal` makes its checksum hold again. */
async function withPlaybook<T>(
  change: Readonly<Record<string, unknown>>,
  look: () => Promise<T>,
  seal = true,
): Promise<T> {
  const store = await openStore(`s3://${firstnote.stack.outputs.StoreName}`);
  const before = (await store.get(INDEX_KEY))?.body ?? '';
  const { playbooks } = JSON.parse(before) as { playbooks: { playbook: object; sha256: string }[] };
  const changed = playbooks.map((entry) => {
    const playbook = { ...entry.playbook, ...change };
    return { ...entry, playbook, sha256: seal ? playbookChecksum(playbook) : entry.sha256 };
  });
  await store.put(INDEX_KEY, indexText(changed), 'application/json');
  try {
    return await look();
  } finally {
    await store.put(INDEX_KEY, before, 'application/json');
  }
}

describe('the doctor of what is deployed', () => {
  it('finds nothing, and leaves nothing unchecked, where all is set up', async () => {
    const { code, lines } = await doctor();
    expect(lines.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(code).toBe(0);
  });

  it('names a right that the cluster does not grant, and how to grant it', async () => {
    const printed = (await run(['rbac'])).stdout;
    surroundings.cluster.apply(printed.replace(/^ +- persistentvolumeclaims\n/m, ''));
    const { code, faults } = await doctor();
    surroundings.cluster.apply(printed);
    expect(code).toBe(1);
    expect(faults).toEqual([
      expect.stringMatching(/list persistentvolumeclaims in \S+: not granted -> .*bin\/firstnote rbac \|/),
    ]);
  });

  it('names a token that PagerDuty refuses, and the command that stores another', async () => {
    await firstnote.putToken('another');
    const { faults } = await doctor().finally(() => firstnote.putToken(firstnote.token));
    expect(faults).toEqual([
      expect.stringMatching(
        /^PagerDuty token: .* -> .*put-secret-value --secret-id firstnote-doctor\/pagerduty-token/,
      ),
    ]);
  });

  it('names a subscription that PagerDuty disabled, and how to enable it', async () => {
    const { subscription } = firstnote.pagerduty.account;
    if (subscription === undefined) throw new Error('there is no subscription');
    firstnote.pagerduty.subscribe({ ...subscription, temporarilyDisabled: true });
    const { faults } = await doctor();
    firstnote.pagerduty.subscribe(subscription);
    expect(faults).toEqual([
      expect.stringMatching(/^webhook subscription PSUBSCR1: .* -> .*\/PSUBSCR1\/enable/),
    ]);
  });

  it('names a responder who is not there, and its place in the playbook', async () => {
    const gone = { after: 5, name: 'Lead', responder: { type: 'user', id: 'PNOBODY1' } };
    const { faults } = await withPlaybook({ escalation: [gone] }, doctor);
    expect(faults).toEqual([
      expect.stringMatching(/there is no user PNOBODY1 -> fix escalation\[0\]\.responder\.id in playbook/),
    ]);
  });

  it('names a playbook that was altered', async () => {
    const { faults } = await withPlaybook({ services: ['POTHER'] }, doctor, false);
    expect(faults).toEqual([
      expect.stringMatching(/^playbook .*checksum does not hold.* -> .*playbook push --store s3:/),
    ]);
  });

  it('names a cluster that the installation does not know, and where to add it', async () => {
    const { faults } = await withPlaybook({ cluster: 'elsewhere' }, doctor);
    expect(faults).toEqual([
      expect.stringMatching(
        /^cluster elsewhere: .* -> add elsewhere to "clusters" in infra\/environments\/doctor\.yaml/,
      ),
    ]);
  });

  it('is ok again once each is mended, was denied nothing and logged no secret', async () => {
    const { code } = await doctor();
    const logs = await firstnote.logs();
    expect(code).toBe(0);
    expect(logs.filter((line) => /AccessDenied|not authorized|"level":"ERROR"/.test(line))).toEqual([]);
    expect(logs.filter((line) => line.includes(firstnote.token))).toEqual([]);
    expect(logs.some((line) => line.includes('"Doctored":1'))).toBe(true);
  });
});

/** A minute is a second here, so its first call may come before the note does; that it calls nobody else is a unit's test. */
describe('firstnote simulate', () => {
  it('has the whole way answer with its note, and leaves nothing open', async () => {
    const { code, stdout, stderr } = await run(['simulate', '--service', 'PSERVICE'], {
      ...{ PAGERDUTY_API_URL: firstnote.pagerduty.url, PAGERDUTY_TOKEN: firstnote.token },
      ...{ PAGERDUTY_FROM: DEMO_PEOPLE.firstnote.email, PAGERDUTY_USER_ID: DEMO_PEOPLE.firstnote.id },
    });
    const [incident] = firstnote.pagerduty.state().incidents;
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/the note came after [\d.]+ s/),
    });
    expect(stdout).toContain(`firstnote ${incident?.id}-`);
    expect(incident).toMatchObject({
      status: 'resolved',
      urgency: 'low',
      assignees: ['firstnote'],
    });
  });
});
