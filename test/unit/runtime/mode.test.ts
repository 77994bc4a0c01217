import { describe, expect, it } from '@jest/globals';
import { MODE_KEY } from '../../../functions/contracts/store.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { modeOf } from '../../../functions/runtime/mode.ts';
import { memoryStore } from '../../support/memory-store.ts';

const put = (store: ReturnType<typeof memoryStore>, body: string) =>
  store.put(MODE_KEY, body, 'application/json');
const runtime = { now: () => 0, logger: silentLogger };

describe('the mode', () => {
  it('is the configured one where nothing is set', async () => {
    expect(await modeOf(memoryStore(), 'notes-only', runtime)()).toBe('notes-only');
  });

  it('is the one that is set, whatever is configured', async () => {
    const store = memoryStore();
    await put(store, '{"mode":"off","setAt":"2026-11-25T14:00:00Z"}');
    expect(await modeOf(store, 'full', runtime)()).toBe('off');
    await put(store, '{"mode":"full"}');
    expect(await modeOf(store, 'off', runtime)()).toBe('full');
  });

  it.each(['{"mode":"quiet"}', '{}', 'not json', '[]'])(
    'is full where %s is set: in doubt, people are called',
    async (body) => {
      const store = memoryStore();
      await put(store, body);
      expect(await modeOf(store, 'off', runtime)()).toBe('full');
    },
  );

  it('is full where the store cannot be read', async () => {
    const down = { ...memoryStore(), get: () => Promise.reject(new Failure('retryLater', 'down')) };
    expect(await modeOf(down, 'off', runtime)()).toBe('full');
  });

  it('takes effect within half a minute, and is read once in that time', async () => {
    const store = memoryStore();
    let now = 0;
    let reads = 0;
    const counting = {
      ...store,
      get: async (key: string) => {
        reads += 1;
        return store.get(key);
      },
    };
    const mode = modeOf(counting, 'full', { ...runtime, now: () => now });
    expect([await mode(), await mode()]).toEqual(['full', 'full']);
    expect(reads).toBe(1);
    await put(store, '{"mode":"off"}');
    now = 30_000;
    expect(await mode()).toBe('off');
  });
});
