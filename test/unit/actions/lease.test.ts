import { describe, expect, it } from '@jest/globals';
import { releaseLease, takeLease } from '../../../functions/actions/lease.ts';
import type { StorePort } from '../../../functions/clients/store/port.ts';
import { memoryStore } from '../../support/memory-store.ts';

const take = (store: ReturnType<typeof memoryStore>, holder: string, now: number) =>
  takeLease(store, 'claims/api', { holder, value: `${holder}'s words`, now, forMs: 1_000 });

describe('a lease', () => {
  it('is held by the first of many', async () => {
    const store = memoryStore();
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take(store, holder, 0)));
    const winner = outcomes.find((outcome) => outcome.held);
    expect(outcomes.filter((outcome) => outcome.held)).toHaveLength(1);
    expect(outcomes.every((outcome) => outcome.value === winner?.value)).toBe(true);
  });

  it('is still held when its holder asks again', async () => {
    const store = memoryStore();
    await take(store, 'a', 0);
    expect(await take(store, 'a', 500)).toEqual({ held: true, value: "a's words" });
    expect(await take(store, 'a', 5_000)).toEqual({ held: true, value: "a's words" });
  });

  it('goes to one other after it expired', async () => {
    const store = memoryStore();
    await take(store, 'a', 0);
    expect(await take(store, 'b', 999)).toEqual({ held: false, value: "a's words" });
    const late = await Promise.all([take(store, 'b', 1_000), take(store, 'c', 1_000)]);
    expect(late.filter((outcome) => outcome.held)).toEqual([
      { held: true, value: expect.any(String), previous: "a's words" },
    ]);
  });

  it('is free once released by its holder, and by nobody else', async () => {
    const store = memoryStore();
    await take(store, 'a', 0);
    await releaseLease(store, 'claims/api', 'b');
    expect(await take(store, 'b', 1)).toMatchObject({ held: false });
    await releaseLease(store, 'claims/api', 'a');
    expect(await take(store, 'b', 1)).toMatchObject({ held: true });
  });

  it('is not fought for without end', async () => {
    const store = memoryStore();
    await take(store, 'a', 0);
    let tries = 0;
    const contested: StorePort = {
      ...store,
      replace: async () => {
        tries += 1;
        return false;
      },
    };
    await expect(
      takeLease(contested, 'claims/api', { holder: 'b', value: '', now: 5_000, forMs: 1 }),
    ).rejects.toMatchObject({
      kind: 'busy',
    });
    expect(tries).toBeGreaterThan(1);
    const vanishing: StorePort = { ...store, create: async () => false, get: async () => undefined };
    await expect(
      takeLease(vanishing, 'claims/api', { holder: 'b', value: '', now: 5_000, forMs: 1 }),
    ).rejects.toMatchObject({
      kind: 'busy',
    });
  });
});
