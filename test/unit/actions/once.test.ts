import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { atLeastOnce, type Effect, once } from '../../../functions/actions/once.ts';
import type { StorePort } from '../../../functions/clients/store/port.ts';
import { Failure, failureKind } from '../../../functions/model/failure.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { Crash, type CrashPoint, mortality } from '../../support/mortal.ts';

/** The other side: notes that were posted. */
function wall() {
  const notes: string[] = [];
  return {
    notes,
    port: {
      find: async (text: string) => notes.find((note) => note === text),
      post: async (text: string) => {
        notes.push(text);
        return text;
      },
    },
  };
}

const effectOn = (port: ReturnType<typeof wall>['port']): Effect<string> => ({
  key: 'Q1-1/effects/note.json',
  look: () => port.find('mine'),
  act: () => port.post('mine'),
});

/** Runs tries one after the other, each dying where it is told; a last one lives. Time passes between them. */
async function tries(crashes: readonly CrashPoint[], more: Pick<Effect<string>, 'isMarked'> = {}) {
  const memory = memoryStore();
  const other = wall();
  let clock = Date.parse('2026-11-25T14:00:00Z');
  let result: string | undefined;
  for (const [index, crash] of [...crashes, { at: 0, moment: 'before' as const }].entries()) {
    const mortal = mortality(crash);
    const store = mortal(memory);
    const context = { store, now: () => clock, attempt: `try ${index}` };
    result = await once(context, { ...effectOn(mortal(other.port)), ...more }).catch((error: unknown) => {
      if (error instanceof Crash) return undefined;
      throw error;
    });
    clock += 60_000;
  }
  return {
    result,
    notes: other.notes,
    record: JSON.parse(memory.objects.get('Q1-1/effects/note.json')?.body ?? ''),
  };
}

const crash = fc.record({
  at: fc.integer({ min: 1, max: 8 }),
  moment: fc.constantFrom('before' as const, 'after' as const),
});

describe('once', () => {
  it('has one effect and the same end wherever tries die', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(crash, { maxLength: 5 }), async (crashes) => {
        const { result, notes, record } = await tries(crashes);
        expect(notes).toEqual(['mine']);
        expect(result).toBe('mine');
        expect(record).toMatchObject({ busyUntil: 0, outcome: { value: 'mine' } });
      }),
      { numRuns: 300 },
    );
  });

  it('has one effect, and writes no outcome, where a look finds for certain what was done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(crash, { maxLength: 5 }), async (crashes) => {
        const { result, notes, record } = await tries(crashes, { isMarked: true });
        expect(notes).toEqual(['mine']);
        expect(result).toBe('mine');
        expect(record).not.toHaveProperty('outcome');
      }),
      { numRuns: 300 },
    );
  });

  it('does not act while another try may be at work', async () => {
    const store = memoryStore();
    const other = wall();
    const context = { store, now: () => 0, attempt: 'a' };
    const during: unknown[] = [];
    await once(context, {
      ...effectOn(other.port),
      act: async () => {
        const second = once({ ...context, attempt: 'b' }, effectOn(other.port));
        during.push(await second.catch((error: unknown) => failureKind(error)));
        return other.port.post('mine');
      },
    });
    expect(during).toEqual(['busy']);
    expect(other.notes).toEqual(['mine']);
  });

  it('may be tried again at once after an error', async () => {
    const store = memoryStore();
    const other = wall();
    const failing = { ...effectOn(other.port), act: async () => Promise.reject(new Error('429')) };
    await expect(once({ store, now: () => 0, attempt: 'a' }, failing)).rejects.toThrow('429');
    await once({ store, now: () => 0, attempt: 'b' }, effectOn(other.port));
    expect(other.notes).toEqual(['mine']);
  });

  it('looks for what came after the first intent', async () => {
    const store = memoryStore();
    const seen: string[] = [];
    const effect = (act: () => Promise<string>): Effect<string> => ({
      key: 'k',
      look: async (since) => {
        seen.push(since);
        return undefined;
      },
      act,
    });
    await once(
      { store, now: () => 0, attempt: 'a' },
      effect(() => Promise.reject(new Error())),
    ).catch(() => '');
    await once(
      { store, now: () => 90_000, attempt: 'b' },
      effect(async () => 'done'),
    );
    expect(seen).toEqual(['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z']);
  });

  it('of many at once, one acts', async () => {
    const store = memoryStore();
    const other = wall();
    const runs = Array.from({ length: 10 }, (_, index) =>
      once({ store, now: () => 0, attempt: `${index}` }, effectOn(other.port)).catch(failureKind),
    );
    expect((await Promise.all(runs)).filter((outcome) => outcome !== 'busy')).toContain('mine');
    expect(other.notes).toEqual(['mine']);
  });
});

describe('atLeastOnce', () => {
  const refusing = (...names: readonly (keyof StorePort)[]): StorePort => {
    const down = () => Promise.reject(new Failure('rejected', 'store: AccessDenied', { status: 403 }));
    return { ...memoryStore(), ...Object.fromEntries(names.map((name) => [name, down])) };
  };

  it.each([[['get', 'put', 'create', 'replace']], [['create']], [['get']], [['replace']]] as const)(
    'acts though the store refuses %j, and looks before',
    async (names) => {
      const store = refusing(...names);
      const other = wall();
      expect(await atLeastOnce({ store, now: () => 0, attempt: 'a' }, effectOn(other.port))).toBe('mine');
      expect(await atLeastOnce({ store, now: () => 60_000, attempt: 'b' }, effectOn(other.port))).toBe(
        'mine',
      );
      expect(other.notes).toEqual(['mine']);
    },
  );

  it('leaves an effect to the try that is at work on it', async () => {
    const store = memoryStore();
    const other = wall();
    const runs = Array.from({ length: 10 }, (_, index) =>
      atLeastOnce({ store, now: () => 0, attempt: `${index}` }, effectOn(other.port)).catch(failureKind),
    );
    expect((await Promise.all(runs)).filter((outcome) => outcome === 'busy').length).toBeGreaterThan(0);
    expect(other.notes).toEqual(['mine']);
  });
});
