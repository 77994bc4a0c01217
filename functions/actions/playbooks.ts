import { readJson } from '../clients/store/json.ts';
import type { StorePort } from '../clients/store/port.ts';
import { INDEX_KEY, versionKey } from '../contracts/store.ts';
import { Failure } from '../model/failure.ts';
import {
  type CompiledPlaybook,
  faultOf,
  indexText,
  MAX_INDEX_CHARS,
  nameOf,
  type PlaybookIndex,
  playbookChecksum,
  playbookId,
  rawEntries,
  readPlaybookIndex,
} from '../playbook/compiled.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** What became of a playbook that was pushed. */
export interface Pushed {
  readonly id: string;
  /** The version that the store has now. */
  readonly version: number;
  readonly outcome: 'new' | 'changed' | 'unchanged';
}

/** Pushes at once are rare and short; one that loses so often meets something else than pushes. */
const MAX_TRIES = 20;

/** The index as it is now; a store without one has no playbooks. @throws Failure of kind `invalid` when it is no index. */
export async function storedIndex(store: StorePort): Promise<Extract<PlaybookIndex, { readonly ok: true }>> {
  const stored = await store.get(INDEX_KEY);
  const index = readPlaybookIndex(stored?.body ?? indexText([]));
  if (!index.ok) throw noIndex(index.why);
  return index;
}

/**
 * Puts playbooks that were checked into the store, all at once: whoever reads it has all of them or none. What they
 * replace is kept, and what others push at the same time stands.
 */
export async function pushPlaybooks(
  store: StorePort,
  playbooks: readonly Playbook[],
  pushedAt: string,
): Promise<readonly Pushed[]> {
  let pushed: Pushed[] = [];
  await change(store, async (entries) => {
    const next = [...entries];
    pushed = [];
    for (const playbook of playbooks) pushed.push(await pushOne(store, next, playbook, pushedAt));
    return pushed.every(({ outcome }) => outcome === 'unchanged') ? undefined : next;
  });
  return pushed;
}

/** Puts one playbook among the entries, in the place of its last version, which is kept. */
async function pushOne(
  store: StorePort,
  entries: unknown[],
  playbook: Playbook,
  pushedAt: string,
): Promise<Pushed> {
  const id = playbookId(playbook.name);
  const sha256 = playbookChecksum(playbook);
  const found = entries.findIndex((entry, index) => isOf(entry, index, id));
  const at = found < 0 ? entries.length : found;
  const current = soundEntry(entries[at]);
  if (current?.sha256 === sha256) return { id, version: current.version, outcome: 'unchanged' };
  const version = await nextVersion(store, id, current);
  const entry: CompiledPlaybook = { id, version, pushedAt, sha256, playbook };
  entries.splice(at, 1, entry);
  return { id, version, outcome: version === 1 ? 'new' : 'changed' };
}

/** An entry that can be read; a faulty one is replaced as though there were none. */
const soundEntry = (entry: unknown): CompiledPlaybook | undefined =>
  entry === undefined || faultOf(entry) !== undefined ? undefined : (entry as CompiledPlaybook);

/** The number of the version to come; the one before it is kept first. */
async function nextVersion(store: StorePort, id: string, current: CompiledPlaybook | undefined) {
  if (current === undefined) return firstFree(store, id);
  await keep(store, current);
  return current.version + 1;
}

/** Takes a playbook out of the store, by its id or name; its versions are kept. False when it is not there. */
export async function removePlaybook(store: StorePort, name: string): Promise<boolean> {
  const id = playbookId(name);
  let found = false;
  await change(store, async (entries) => {
    const removed = entries.filter((entry, index) => isOf(entry, index, id));
    found = removed.length > 0;
    for (const entry of removed)
      if (faultOf(entry) === undefined) await keep(store, entry as CompiledPlaybook);
    return found ? entries.filter((entry) => !removed.includes(entry)) : undefined;
  });
  return found;
}

/** A playbook as an earlier push left it, undefined when that version is not kept. */
export async function earlierPlaybook(
  store: StorePort,
  id: string,
  version: number,
): Promise<CompiledPlaybook | undefined> {
  const kept = await readJson<unknown>(store, versionKey(id, version));
  const [entry] = (kept === undefined ? undefined : indexOf([kept])) ?? [];
  return entry;
}

const indexOf = (entries: readonly unknown[]): readonly CompiledPlaybook[] | undefined => {
  const index = readPlaybookIndex(indexText(entries));
  return index.ok ? index.entries : undefined;
};

const isOf = (entry: unknown, index: number, id: string): boolean => playbookId(nameOf(entry, index)) === id;

/** A version is written once, before it is replaced: a push that dies on the way loses none. */
const keep = (store: StorePort, entry: CompiledPlaybook): Promise<boolean> =>
  store.create(versionKey(entry.id, entry.version), JSON.stringify(entry));

/** The first version that no earlier playbook of this id had: one that was removed and comes back counts on. */
async function firstFree(store: StorePort, id: string): Promise<number> {
  for (let version = 1; ; version += 1) {
    if ((await store.get(versionKey(id, version))) === undefined) return version;
  }
}

/** Replaces the index by what `edit` makes of its entries, unless it was changed meanwhile: then once more. */
async function change(
  store: StorePort,
  edit: (entries: readonly unknown[]) => Promise<readonly unknown[] | undefined>,
): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const stored = await store.get(INDEX_KEY);
    const read = rawEntries(stored?.body ?? indexText([]));
    if (!read.ok) throw noIndex(read.why);
    const next = await edit(read.entries);
    if (next === undefined) return;
    const body = indexText(next);
    if (body.length > MAX_INDEX_CHARS)
      throw new Failure('invalid', 'the playbooks are larger than 4 MiB together: remove some');
    const won = await (stored === undefined
      ? store.create(INDEX_KEY, body)
      : store.replace(INDEX_KEY, body, stored.version));
    if (won) return;
  }
  throw new Failure('retryLater', 'the playbooks are being changed by others all the time: push again');
}

const noIndex = (why: string): Failure =>
  new Failure('invalid', `store: ${INDEX_KEY} ${why}; delete it, then push all playbooks again`);
