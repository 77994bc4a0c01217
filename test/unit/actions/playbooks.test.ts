import { describe, expect, it } from '@jest/globals';
import {
  earlierPlaybook,
  pushPlaybooks,
  removePlaybook,
  storedIndex,
} from '../../../functions/actions/playbooks.ts';
import type { StorePort } from '../../../functions/clients/store/port.ts';
import { INDEX_KEY } from '../../../functions/contracts/store.ts';
import { indexText } from '../../../functions/playbook/compiled.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { playbookOf } from '../../support/report.ts';

const AT = '2026-11-25T14:00:00.000Z';
const api = playbookOf({ name: 'API', services: ['PAPI1'] });
const later = playbookOf({ name: 'API', services: ['PAPI1'], cluster: 'other' });
const shop = playbookOf({ name: 'Shop', services: ['PSHOP1'] });
const put = (store: StorePort, text: string) => store.put(INDEX_KEY, text, 'application/json');
const versionsIn = async (store: StorePort) =>
  (await storedIndex(store)).entries.map(({ id, version }) => `${id} ${version}`);

describe('a push', () => {
  it('puts playbooks into an empty store', async () => {
    const store = memoryStore();
    expect(await pushPlaybooks(store, [api, shop], AT)).toEqual([
      { id: 'api', version: 1, outcome: 'new' },
      { id: 'shop', version: 1, outcome: 'new' },
    ]);
    const { entries, disabled } = await storedIndex(store);
    expect(entries).toMatchObject([
      { id: 'api', version: 1, pushedAt: AT, playbook: api },
      { id: 'shop', version: 1, pushedAt: AT, playbook: shop },
    ]);
    expect(disabled).toEqual([]);
  });

  it('of what is there already writes nothing', async () => {
    const store = memoryStore();
    await pushPlaybooks(store, [api, shop], AT);
    const before = (await store.get(INDEX_KEY))?.version;
    expect(await pushPlaybooks(store, [shop, api], '2027-01-01T00:00:00.000Z')).toEqual([
      { id: 'shop', version: 1, outcome: 'unchanged' },
      { id: 'api', version: 1, outcome: 'unchanged' },
    ]);
    expect((await store.get(INDEX_KEY))?.version).toBe(before);
  });

  it('counts versions up, and keeps each that it replaces', async () => {
    const store = memoryStore();
    for (const playbook of [api, later, api]) await pushPlaybooks(store, [playbook], AT);
    expect(await versionsIn(store)).toEqual(['api 3']);
    expect((await earlierPlaybook(store, 'api', 1))?.playbook).toEqual(api);
    expect((await earlierPlaybook(store, 'api', 2))?.playbook).toEqual(later);
    expect(await earlierPlaybook(store, 'api', 7)).toBeUndefined();
  });

  it('leaves a faulty entry of somebody else as it is, and mends its own', async () => {
    const store = memoryStore();
    await pushPlaybooks(store, [api], AT);
    const [entry] = (await storedIndex(store)).entries;
    const strange = { id: 'strange', of: 'a later version' };
    await put(store, indexText([strange, { ...entry, sha256: 'x' }]));
    expect((await storedIndex(store)).entries).toEqual([]);
    await pushPlaybooks(store, [api, shop], AT);
    expect(await versionsIn(store)).toEqual(['api 1', 'shop 1']);
    expect(JSON.parse((await store.get(INDEX_KEY))?.body ?? '').playbooks[0]).toEqual(strange);
  });

  it('loses nothing of what others push at the same time', async () => {
    const store = memoryStore();
    const many = Array.from({ length: 8 }, (_, index) =>
      playbookOf({ name: `Team ${index}`, services: [`PTEAM${index}`] }),
    );
    await Promise.all([...many, ...many].map((playbook) => pushPlaybooks(store, [playbook], AT)));
    expect((await versionsIn(store)).sort()).toEqual(many.map((_, index) => `team-${index} 1`));
  });

  it('refuses to touch an index that it cannot read', async () => {
    const store = memoryStore();
    await put(store, '{"format":2,"playbooks":[]}');
    await expect(pushPlaybooks(store, [api], AT)).rejects.toMatchObject({ kind: 'invalid' });
    expect((await store.get(INDEX_KEY))?.body).toBe('{"format":2,"playbooks":[]}');
  });
});

describe('a playbook that is removed', () => {
  it('is gone from the index, by id or by name, and counts on when it comes back', async () => {
    const store = memoryStore();
    await pushPlaybooks(store, [api, shop], AT);
    await pushPlaybooks(store, [later], AT);
    expect(await removePlaybook(store, 'API')).toBe(true);
    expect(await removePlaybook(store, 'api')).toBe(false);
    expect(await versionsIn(store)).toEqual(['shop 1']);
    expect(await pushPlaybooks(store, [api], AT)).toEqual([{ id: 'api', version: 3, outcome: 'changed' }]);
    expect((await earlierPlaybook(store, 'api', 2))?.playbook).toEqual(later);
  });

  it('may be a faulty one', async () => {
    const store = memoryStore();
    await put(store, indexText([{ playbook: { name: 'Typo' } }, null]));
    expect(await removePlaybook(store, 'typo')).toBe(true);
    expect(await removePlaybook(store, 'entry 1')).toBe(true);
    expect(await storedIndex(store)).toMatchObject({ entries: [], disabled: [] });
  });
});
