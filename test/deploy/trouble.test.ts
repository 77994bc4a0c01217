import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredIncident } from '../../functions/console/model.ts';
import type { Template } from '../../infra/template.ts';
import { denyObjects } from './emulator/bucket-policy.ts';
import {
  acknowledge,
  calledFor,
  calls,
  noteSays,
  openIncident,
  PATH,
  resolve,
  untilThere,
} from './incidents.ts';
import { type Installation, install } from './installation.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

let surroundings: Surroundings;
let firstnote: Installation;
beforeAll(async () => {
  surroundings = await openSurroundings();
  firstnote = await install({ environment: 'trouble', playbooks: ['quick.yaml'], faultyPlaybook: true });
});
afterAll(async () => {
  await firstnote?.remove();
  await surroundings?.close();
});

/** Its three people are called, its note says how it ended, and there is no second note. */
async function endsWell(incident: StoredIncident): Promise<void> {
  await calls(incident, PATH.length);
  expect([...calledFor(incident)].sort()).toEqual([...PATH].sort());
  resolve(firstnote, incident);
  await noteSays(incident, /^(RESOLVED|RECOVERED)/m);
  expect(incident.notes).toHaveLength(1);
}

describe('a faulty playbook', () => {
  it('beside a good one costs the good one nothing, and is named in a log', async () => {
    const incident = openIncident(firstnote);
    await noteSays(incident, /^CAUSE /m);
    await endsWell(incident);
    const disabled = (await firstnote.logs()).filter((line) => line.includes('a playbook is disabled'));
    expect(disabled.join()).toContain('"playbook":"Altered"');
  });
});

describe('an acknowledgement', () => {
  it('stops the calls', async () => {
    const incident = openIncident(firstnote);
    acknowledge(firstnote, incident);
    const text = await noteSays(incident, /^CAUSE /m);
    const occurrence = text.trim().split('firstnote ').at(-1) ?? '';
    const skipped = async () =>
      (await firstnote.logs()).filter(
        (line) => line.includes(occurrence) && line.includes('is acknowledged'),
      );
    await untilThere(async () => (await skipped()).length >= PATH.length);
    expect(calledFor(incident)).toEqual([]);
    resolve(firstnote, incident);
    await noteSays(incident, /^(RESOLVED|RECOVERED)/m);
  });
});

describe("PagerDuty's token", () => {
  it('may be rotated between the note and the calls', async () => {
    const incident = openIncident(firstnote);
    await noteSays(incident, /^CAUSE /m);
    const next = randomBytes(16).toString('hex');
    firstnote.way.accept(next);
    await firstnote.putToken(next);
    await endsWell(incident);
  });
});

describe('a new version', () => {
  /** As a release changes them: every function and the definition. */
  const released = (template: Template): Template => ({
    ...template,
    Resources: Object.fromEntries(
      Object.entries(template.Resources).map(([id, resource]) => [
        id,
        resource.Type === 'AWS::Lambda::Function'
          ? { ...resource, Properties: { ...resource.Properties, Description: 'released' } }
          : resource,
      ]),
    ),
  });

  it('may be deployed while an incident waits for its calls', async () => {
    const incident = openIncident(firstnote);
    await noteSays(incident, /^CAUSE /m);
    await firstnote.update(released);
    await endsWell(incident);
  });
});

describe('a store that denies everything', () => {
  it('keeps nobody from being called, and the note says that there was no triage', async () => {
    const allow = await denyObjects(firstnote.stack.outputs.StoreName ?? '');
    const incident = openIncident(firstnote);
    await calls(incident, PATH.length);
    await noteSays(incident, /TRIAGE FAILED/);
    await allow();
    await endsWell(incident);
  });
});
