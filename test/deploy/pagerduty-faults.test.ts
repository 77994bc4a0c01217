import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredIncident } from '../../functions/console/model.ts';
import { allDone, calls, noteSays, openIncident, PATH, resolve } from './incidents.ts';
import { type Installation, install } from './installation.ts';
import type { Fault } from './stand-ins/unreliable.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

const FAULTS: readonly Fault[] = [401, 404, 429, 'reset'];

let surroundings: Surroundings;
let firstnote: Installation;
beforeAll(async () => {
  surroundings = await openSurroundings();
  firstnote = await install({ environment: 'faults', playbooks: ['quick.yaml'] });
});
afterAll(async () => {
  await firstnote?.remove();
  await surroundings?.close();
});

/** The one under way: no later one may be of its storm. */
let incident: StoredIncident;
afterEach(() => {
  firstnote.way.failOnce(undefined);
  if (incident.status !== 'resolved') resolve(firstnote, incident);
});

describe('an incident while each kind of call to PagerDuty fails once, and once again after the calls', () => {
  it.each(FAULTS)('with %s has its note, its calls and its recovery', async (fault) => {
    const { way } = firstnote;
    way.failOnce(fault);
    incident = openIncident(firstnote);
    await noteSays(incident, /^CAUSE /m);
    expect([...(await calls(incident, PATH.length))].sort()).toEqual([...PATH].sort());
    // No call is still editing the note: the recovery's edit is the first that meets the next fault.
    await allDone(firstnote);
    expect([...way.failed]).toEqual(
      expect.arrayContaining([
        'GET /incidents/ID',
        'POST /incidents/ID/notes',
        'POST /incidents/ID/responder_requests',
      ]),
    );
    way.failOnce(fault);
    resolve(firstnote, incident);
    await noteSays(incident, /^(RESOLVED|RECOVERED)/m);
    expect([...way.failed]).toEqual(
      expect.arrayContaining(['GET /incidents/ID/log_entries', 'PUT /incidents/ID/notes/ID']),
    );
    expect(incident.notes).toHaveLength(1);
    await allDone(firstnote);
  });
});
