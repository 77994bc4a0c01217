import type { StorePort } from '../clients/store/port.ts';
import { Failure, failureKind } from '../model/failure.ts';

/** A side effect that is done once, though asked for any number of times. */
export interface Effect<T> {
  /** The store's key of its record ("Q1-1764079400/effects/note.json"). */
  readonly key: string;
  /**
   * Looks on the other side whether an earlier try got there; undefined when not. Where it cannot tell, it says
   * undefined if twice is better than never (calling a person), and throws if not.
   */
  readonly look: (since: string) => Promise<T | undefined>;
  readonly act: () => Promise<T>;
  /** `look` finds for certain what was done, by a mark of ours: then no outcome is written down, a write less. */
  readonly isMarked?: true;
}

export interface OnceContext {
  readonly store: StorePort;
  /** Epoch ms. */
  readonly now: () => number;
  /** Names this try ("RUN-ID"): two tries of one effect never share it. */
  readonly attempt: string;
}

/** The record of an effect: an intent until `outcome` is there. */
interface EffectRecord<T> {
  readonly attempt: string;
  /** RFC 3339: when the first try began. Whatever the other side has from before that is not ours. */
  readonly since: string;
  /** Epoch ms until which the try may be at work; an ended one sets 0. */
  readonly busyUntil: number;
  readonly outcome?: { readonly value: T };
}

/** ms: longer than a look and an act, each to its deadline (4 s, functions/clients/pagerduty). */
export const BUSY_MS = 10_000;

/**
 * Intent, look, act, outcome. After a crash at any point the next try leads to the same end: it finds the outcome, or
 * looks before it acts. While another try may be at work it fails as busy: for BUSY_MS at the most, if that one died.
 */
export async function once<T>(context: OnceContext, effect: Effect<T>): Promise<T> {
  return settle(context.store, effect, await begin<T>(context, effect.key));
}

/**
 * As `once`, for what must happen even while the store is down: where the intent cannot be written it looks and acts
 * without a record, and an outcome that cannot be written is no failure, so that it may happen twice, and never not at
 * all.
 */
export async function atLeastOnce<T>(context: OnceContext, effect: Effect<T>): Promise<T> {
  const begun = await begin<T>(context, effect.key).catch((error: unknown) => {
    if (failureKind(error) === 'busy') throw error;
    return undefined;
  });
  if (begun === undefined) {
    return (await effect.look(new Date(context.now()).toISOString())) ?? effect.act();
  }
  const replace: StorePort['replace'] = (...args) => context.store.replace(...args).catch(() => false);
  return settle({ replace }, effect, begun);
}

interface Begun<T> {
  readonly record: EffectRecord<T>;
  readonly version: string;
}

/** The outcome that is there; else looks, acts and writes it down. */
async function settle<T>(
  store: Pick<StorePort, 'replace'>,
  effect: Effect<T>,
  { record, version }: Begun<T>,
): Promise<T> {
  if (record.outcome !== undefined) return record.outcome.value;
  try {
    const value = (await effect.look(record.since)) ?? (await effect.act());
    if (effect.isMarked === true) return value;
    await end(store, effect.key, { ...record, busyUntil: 0, outcome: { value } }, version);
    return value;
  } catch (error) {
    await end(store, effect.key, { ...record, busyUntil: 0 }, version).catch(() => undefined);
    throw error;
  }
}

/** Writes the intent, or takes over that of a try that ended without an outcome; an outcome comes back as it is. */
async function begin<T>({ store, now, attempt }: OnceContext, key: string): Promise<Begun<T>> {
  const busyUntil = now() + BUSY_MS;
  const intent: EffectRecord<T> = { attempt, since: new Date(now()).toISOString(), busyUntil };
  // Most are asked for again, each edition of a note is one: reading first is a twelfth of a write's price.
  let stored = await store.get(key);
  if (stored === undefined) {
    await store.create(key, JSON.stringify(intent));
    stored = await store.get(key);
  }
  if (stored === undefined) throw new Failure('retryLater', `${key} was deleted while it was written`);
  const record = JSON.parse(stored.body) as EffectRecord<T>;
  if (record.outcome !== undefined || record.attempt === attempt) return { record, version: stored.version };
  if (record.busyUntil > now()) throw new Failure('busy', `${key}: another try is at work`);
  const mine = { ...record, attempt, busyUntil };
  if (!(await store.replace(key, JSON.stringify(mine), stored.version))) {
    throw new Failure('busy', `${key}: another try was faster`);
  }
  const taken = await store.get(key);
  return { record: mine, version: taken?.version ?? '' };
}

/** Loses silently against a try that took over meanwhile: that one looked after us. */
async function end<T>(
  store: Pick<StorePort, 'replace'>,
  key: string,
  record: EffectRecord<T>,
  version: string,
): Promise<void> {
  await store.replace(key, JSON.stringify(record), version);
}
