import { setTimeout as sleep } from 'node:timers/promises';
import type { StorePort } from '../clients/store/port.ts';
import { Failure } from '../model/failure.ts';

/** Tries to take a lease that others take at the same time; one of them has it after the first. */
const MAX_TRIES = 6;
/** ms that is waited after a lost try, at the most; chance keeps the losers of one round from meeting in the next. */
const MAX_WAIT_MS = 200;

/** What a lease's object holds beside the holder's own words. */
interface LeaseBody<T> {
  readonly holder: string;
  /** Epoch ms; from then on anybody may take it over. */
  readonly expires: number;
  readonly value: T;
}

export type LeaseOutcome<T> =
  | { readonly held: true; readonly value: T; readonly previous?: T }
  /** Somebody else holds it; `value` is what they wrote. */
  | { readonly held: false; readonly value: T };

/**
 * Takes a lease on a key: by creating it, by taking it over once it has expired, or because this holder has it already
 * (a repeated delivery). Of any number of callers at once, one holds it.
 * @throws Failure of kind `busy` when it changed hands under each of some tries, within about a second.
 */
export async function takeLease<T>(
  store: StorePort,
  key: string,
  lease: { readonly holder: string; readonly value: T; readonly now: number; readonly forMs: number },
): Promise<LeaseOutcome<T>> {
  const mine: LeaseBody<T> = { holder: lease.holder, expires: lease.now + lease.forMs, value: lease.value };
  const body = JSON.stringify(mine);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (tries > 0) await sleep(Math.random() * MAX_WAIT_MS);
    if (await store.create(key, body)) return { held: true, value: lease.value };
    const stored = await store.get(key);
    if (stored === undefined) continue;
    const current = JSON.parse(stored.body) as LeaseBody<T>;
    if (current.holder === lease.holder) return { held: true, value: current.value };
    if (current.expires > lease.now) return { held: false, value: current.value };
    if (await store.replace(key, body, stored.version)) {
      return { held: true, value: lease.value, previous: current.value };
    }
  }
  throw new Failure('busy', `${key}: it changed hands ${MAX_TRIES} times while it was asked for`);
}

/** Gives a lease up before its time; nothing when somebody else has it by now. */
export async function releaseLease(store: StorePort, key: string, holder: string): Promise<void> {
  const stored = await store.get(key);
  if (stored === undefined) return;
  const current = JSON.parse(stored.body) as LeaseBody<unknown>;
  if (current.holder !== holder) return;
  await store.replace(key, JSON.stringify({ ...current, expires: 0 }), stored.version);
}
