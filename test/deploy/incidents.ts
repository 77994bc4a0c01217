import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredIncident } from '../../functions/console/model.ts';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { alertDetails, until } from '../support/installed.ts';
import { runningExecutions } from './emulator/executions.ts';
import type { Installation } from './installation.ts';

/** A call is waited for half a minute, retries for as long again; the rest is for a busy machine: only what hangs ends here. ms. */
export const PATIENCE_MS = 240_000;

const ALERT = 'DojoPoolAPIHighErrorRate';

/** Opens an incident of the demo's fault; its signed webhook is on its way. */
export function openIncident({ pagerduty }: Pick<Installation, 'pagerduty'>): StoredIncident {
  const details = alertDetails(ALERT);
  return pagerduty.account.open({ title: `[FIRING:1] ${ALERT}`, details });
}

export const acknowledge = ({ pagerduty }: Installation, { id }: StoredIncident): void =>
  pagerduty.account.acknowledge(id, DEMO_PEOPLE.onCall.id);

export const resolve = ({ pagerduty }: Installation, { id }: StoredIncident): void =>
  pagerduty.account.resolve(id, DEMO_PEOPLE.onCall.id);

/** The text of its one note, '' while there is none. */
export const noteOf = (incident: StoredIncident): string => incident.notes[0]?.content ?? '';

/** Waits until the note says something, and gives it. */
export async function noteSays(incident: StoredIncident, what: RegExp): Promise<string> {
  await until(() => what.test(noteOf(incident)), PATIENCE_MS).catch(() => {
    throw new Error(`the note does not say ${what}:\n${noteOf(incident) || '(no note)'}`);
  });
  return noteOf(incident);
}

/** Waits for something that has to be asked for. */
export async function untilThere(look: () => Promise<boolean>): Promise<void> {
  const given = Date.now() + PATIENCE_MS;
  while (!(await look())) {
    if (Date.now() > given) throw new Error(`it did not happen: ${look.toString()}`);
    await sleep(200);
  }
}

/** Waits until no execution runs: all that was begun for an incident is done, edits of its note included. */
export const allDone = ({ stackName }: Installation): Promise<void> =>
  untilThere(async () => (await runningExecutions(stackName)) === 0);

/** Ids of those who were called, in order. */
export const calledFor = ({ responderRequests }: StoredIncident): readonly string[] =>
  responderRequests.flatMap(({ targets }) => targets.map(({ id }) => id));

/** Waits until so many people were called. */
export async function calls(incident: StoredIncident, count: number): Promise<readonly string[]> {
  await until(() => calledFor(incident).length >= count, PATIENCE_MS).catch(() => {
    throw new Error(`${calledFor(incident).length} of ${count} were called; the note:\n${noteOf(incident)}`);
  });
  return calledFor(incident);
}

/** Who is called, in the order of the playbook. */
export const PATH = [DEMO_PEOPLE.lead.id, DEMO_PEOPLE.manager.id, DEMO_PEOPLE.cto.id];

/** What the note says of the demo's fault. */
export const CAUSE = /CAUSE \(high\) {2}PostgreSQL refuses connections, "sorry, too many clients already"/;
