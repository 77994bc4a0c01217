import { describe, expect, it } from '@jest/globals';
import { INDEX_KEY } from '../../../functions/contracts/store.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { indexText, playbookChecksum } from '../../../functions/playbook/compiled.ts';
import { storedPlaybooks } from '../../../functions/runtime/playbooks.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { countedMetrics } from '../../support/metrics.ts';
import { playbookOf } from '../../support/report.ts';

const compiled = (name: string) => {
  const playbook = playbookOf({ name, services: ['PAPI1'] });
  return { id: name, version: 1, pushedAt: '', sha256: playbookChecksum(playbook), playbook };
};

function open() {
  const store = memoryStore();
  const clock = { ms: 0 };
  const state = { gets: 0, down: false, hangs: false };
  const { metrics, counted } = countedMetrics();
  const logged: [string, unknown][] = [];
  const log = (message: string, details?: unknown) => void logged.push([message, details]);
  const playbooks = storedPlaybooks(
    {
      get: async (key) => {
        state.gets += 1;
        if (state.hangs) return new Promise(() => {});
        if (state.down) throw new Failure('retryLater', 'store: SlowDown');
        return store.get(key);
      },
    },
    { now: () => clock.ms, logger: { info: log, warn: log, error: log }, metrics },
    20,
  );
  const push = (...entries: unknown[]) => store.put(INDEX_KEY, indexText(entries), 'application/json');
  const names = async () => (await playbooks()).map(({ name }) => name);
  return { store, clock, state, counted, logged, push, names };
}

describe('the playbooks in the store', () => {
  it('are none where nothing was pushed yet', async () => {
    expect(await open().names()).toEqual([]);
  });

  it('are read once in half a minute, and a push takes effect after it', async () => {
    const { clock, state, push, names } = open();
    await push(compiled('A'));
    expect(await names()).toEqual(['A']);
    await push(compiled('A'), compiled('B'));
    clock.ms = 29_999;
    expect(await names()).toEqual(['A']);
    expect(state.gets).toBe(1);
    clock.ms = 30_000;
    expect(await names()).toEqual(['A', 'B']);
  });

  it('go on without a faulty one, which is counted and named', async () => {
    const { push, names, counted, logged } = open();
    await push({ ...compiled('Typo'), sha256: 'x' }, compiled('A'));
    expect(await names()).toEqual(['A']);
    expect(counted).toEqual([['PlaybooksDisabled']]);
    expect(logged).toEqual([
      [
        'a playbook is disabled; push it again',
        { playbook: 'Typo', why: 'its checksum does not hold: it was altered' },
      ],
    ]);
  });

  it('stand as they were last read while the store is down, which is asked once in half a minute', async () => {
    const { clock, state, push, names } = open();
    await push(compiled('A'));
    await names();
    state.down = true;
    clock.ms = 30_000;
    expect(await names()).toEqual(['A']);
    expect(await names()).toEqual(['A']);
    expect(state.gets).toBe(2);
    state.down = false;
    await push(compiled('B'));
    clock.ms = 60_000;
    expect(await names()).toEqual(['B']);
  });

  it('stand as they were last read while the store gives no answer at all', async () => {
    const { clock, state, push, names, logged } = open();
    await push(compiled('A'));
    await names();
    state.hangs = true;
    clock.ms = 30_000;
    expect(await names()).toEqual(['A']);
    expect(logged).toEqual([
      ['the playbooks cannot be read; the last ones stand', { why: 'no answer within 20 ms' }],
    ]);
  });

  it('cannot be known while the store is down from the start: the caller has to try again', async () => {
    const { state, push, names } = open();
    await push(compiled('A'));
    state.down = true;
    await expect(names()).rejects.toMatchObject({ kind: 'retryLater' });
    state.down = false;
    expect(await names()).toEqual(['A']);
  });

  it('are not taken for none when the index is no index', async () => {
    const { store, names } = open();
    await store.put(INDEX_KEY, '<html>', 'application/json');
    await expect(names()).rejects.toMatchObject({
      kind: 'invalid',
      message: 'store: playbooks/index.json is no index of playbooks; push the playbooks again',
    });
  });
});
