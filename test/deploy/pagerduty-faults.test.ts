import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calledFor, calls, noteSays, openIncident, PATH, resolve } from './incidents.ts';
import { type Installation, install } from './installation.ts';
import type { Fault } from './stand-ins/unreliable.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

const FAULTS: readonly Fault[] = [401, 404, 429, 'reset'];

let surroundings: Surroundings;
let firstnote: Installation;
beforeAll(async () => {
  surroundings = await openSurroundings();
  firstnote = await install({ environment: 'faults', playbooks: ['quick.yaml'] });
}, 120_000);
afterAll(async () => {
  await firstnote?.remove();
  await surroundings?.close();
});

describe('an incident while each kind of call to PagerDuty fails once, and once again after each step', () => {
  it.each(FAULTS)('with %s has its note, its calls and its recovery', async (fault) => {
    const { way } = firstnote;
    way.failOnce(fault);
    const incident = openIncident(firstnote);
    await noteSays(incident, /^CAUSE /m);
    for (const [index] of PATH.entries()) {
      way.failOnce(fault);
      await calls(incident, index + 1);
      expect(way.failed).toContain('POST /incidents/ID/responder_requests');
    }
    expect([...calledFor(incident)].sort()).toEqual([...PATH].sort());
    way.failOnce(fault);
    resolve(firstnote, incident);
    await noteSays(incident, /^(RESOLVED|RECOVERED)/m);
    expect(incident.notes).toHaveLength(1);
  });
});
