import { readJson, writeJson } from '../clients/store/json.ts';
import { keySegment, type StorePort } from '../clients/store/port.ts';
import type { Occurrence } from '../incidents/incident.ts';

type Latest = Pick<Occurrence, 'name' | 'createdAt'>;
const key = (incidentId: string): string => `incidents/${keySegment(incidentId)}.json`;

/** The latest occurrence of an incident that is known, undefined when none is. */
export const latestOccurrence = (store: StorePort, incidentId: string): Promise<Latest | undefined> =>
  readJson<Latest>(store, key(incidentId));

/** Remembers the latest occurrence of an incident, so that the timers of an earlier one can step back. */
export async function noteOccurrence(store: StorePort, occurrence: Occurrence): Promise<void> {
  const latest = await latestOccurrence(store, occurrence.incidentId);
  if (latest !== undefined && Date.parse(latest.createdAt) >= Date.parse(occurrence.createdAt)) return;
  const { name, createdAt } = occurrence;
  await writeJson(store, key(occurrence.incidentId), { name, createdAt });
}

/** The name of a later occurrence of the same incident, undefined when this is the latest one known. */
export async function laterOccurrence(store: StorePort, occurrence: Occurrence): Promise<string | undefined> {
  const latest = await latestOccurrence(store, occurrence.incidentId);
  const isLater = latest !== undefined && Date.parse(latest.createdAt) > Date.parse(occurrence.createdAt);
  return isLater ? latest.name : undefined;
}
