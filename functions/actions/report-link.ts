import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readJson } from '../clients/store/json.ts';
import type { StorePort } from '../clients/store/port.ts';
import type { Occurrence } from '../incidents/incident.ts';

/** What a link must carry: 32 random bytes, made once for each occurrence. */
interface LinkKey {
  readonly key: string;
  /** Epoch ms. */
  readonly expires: number;
}

/** Days a link works: long enough for the review of an incident, shorter than the store keeps anything. */
export const LINK_DAYS = 13;
const LINK_MS = LINK_DAYS * 24 * 60 * 60_000;

const linkKeyAt = (occurrence: string): string => `${occurrence}/link.json`;

/**
 * The address of an occurrence's report: unguessable, expiring, and the same each time it is asked for,
 * since the note is edited in place. Notes leave PagerDuty by mail and chat; the page needs no account.
 */
export async function reportLink(
  { store, now }: { store: StorePort; now: () => number },
  viewUrl: string,
  occurrence: Pick<Occurrence, 'name'>,
): Promise<string> {
  const at = linkKeyAt(occurrence.name);
  // Asked for with each edition of the note and made once: reading first is a twelfth of a write's price.
  const link = (await readJson<LinkKey>(store, at)) ?? (await made(store, at, now()));
  return `${viewUrl}/reports/${occurrence.name}?key=${link.key}`;
}

/** The address of the time line, by that of its report. */
export const timelineLink = (reportUrl: string): string => `${reportUrl}&document=timeline`;

/** A new key, or that of somebody who made one at the same time. */
async function made(store: StorePort, at: string, now: number): Promise<LinkKey> {
  const fresh: LinkKey = { key: randomBytes(32).toString('base64url'), expires: now + LINK_MS };
  if (await store.create(at, JSON.stringify(fresh))) return fresh;
  return (await readJson<LinkKey>(store, at)) ?? fresh;
}

/** Epoch ms until when this key opens this occurrence's pages; undefined when it does not. Compared in constant time. */
export async function opensUntil(
  { store, now }: { store: StorePort; now: () => number },
  occurrence: string,
  key: string,
): Promise<number | undefined> {
  const link = await readJson<LinkKey>(store, linkKeyAt(occurrence));
  if (link === undefined || link.expires <= now()) return undefined;
  const right = Buffer.from(link.key);
  const given = Buffer.from(key);
  return right.length === given.length && timingSafeEqual(right, given) ? link.expires : undefined;
}
