import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { DEMO_PEOPLE } from '../../functions/console/model.ts';
import { alertDetails, until } from '../support/installed.ts';
import { killableHost } from '../support/killable-host.ts';

/** A handful here; `KILLS=50 npm run test:whole -- host-killed` goes through fifty. */
const KILLS = Number(process.env.KILLS ?? 4);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const MINUTE_MS = 300;
/** A kill within an effect leaves a lease of 10 s, and one of the last may be followed by a second. */
const PATIENCE_MS = 180_000;
jest.setTimeout(300_000 + KILLS * 60_000);

const NEWER_TIMERS = new URL('../support/newer-timers.mjs', import.meta.url);
const PEOPLE = [DEMO_PEOPLE.lead.name, DEMO_PEOPLE.manager.name, DEMO_PEOPLE.cto.name].toSorted();
const opening = { title: '[FIRING:1] ShopErrors (shop critical)', details: alertDetails('ShopErrors') };

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let host: Awaited<ReturnType<typeof killableHost>>;
afterEach(() => host.close());

const find = (id: string) => {
  const found = host.standIn.state().incidents.find((incident) => incident.id === id);
  if (found === undefined) throw new Error(`no incident ${id}`);
  return found;
};
const called = (id: string) => find(id).responders.map(({ name }) => name);

/** One note for each occurrence, by its last line. */
const markers = (id: string) => find(id).notes.map(({ content }) => content.split('\n').at(-1));

async function killed(): Promise<void> {
  await host.kill();
  await host.start();
}

/** What befalls an incident, and what must have come of it in the end. */
interface Life {
  readonly acts: readonly { readonly minute: number; readonly act: (id: string) => void }[];
  readonly isOver: (id: string) => boolean;
  readonly check: (id: string) => void;
}
const { id: onCall } = DEMO_PEOPLE.onCall;
const resolve = (id: string) => host.standIn.account.resolve(id, onCall);
const isFinished = (content = '') => /^(NOT RECOVERED|RECOVERED|RESOLVED)/m.test(content);

/** How many calls an incident had when it was opened again. */
let calledBefore = 0;
const LIVES: Readonly<Record<string, Life>> = {
  'somebody acknowledges at minute 3': {
    acts: [
      { minute: 3, act: (id) => host.standIn.account.acknowledge(id, onCall) },
      { minute: 20, act: resolve },
    ],
    isOver: (id) => isFinished(find(id).notes.at(-1)?.content),
    check(id) {
      expect(called(id)).toEqual([]);
      expect(markers(id)).toHaveLength(1);
    },
  },
  'nobody acts, and it is resolved after three calls': {
    acts: [],
    isOver(id) {
      if (called(id).length < PEOPLE.length) return false;
      if (find(id).status !== 'resolved') resolve(id);
      return isFinished(find(id).notes.at(-1)?.content);
    },
    check(id) {
      expect(called(id).toSorted()).toEqual(PEOPLE);
      expect(markers(id)).toHaveLength(1);
    },
  },
  'it is resolved at minute 8, and opened again at minute 14': {
    acts: [
      { minute: 8, act: resolve },
      {
        minute: 14,
        act(id) {
          calledBefore = called(id).length;
          host.standIn.account.reopen(id);
        },
      },
    ],
    // A host that came back after minute 30 may have called everybody before it is resolved at all.
    isOver: (id) => called(id).slice(calledBefore).includes(DEMO_PEOPLE.cto.name),
    check(id) {
      for (const calls of [called(id).slice(0, calledBefore), called(id).slice(calledBefore)])
        expect(calls.filter((name) => name === DEMO_PEOPLE.cto.name).length).toBeLessThanOrEqual(1);
      expect(new Set(markers(id)).size).toBe(2);
      expect(markers(id)).toHaveLength(2);
    },
  },
};

describe('npm start, killed', () => {
  it('loses neither the note nor a call, 0.3 s after the webhook was accepted and at minute 8', async () => {
    host = await killableHost(MINUTE_MS);
    await host.start();
    const { id } = host.standIn.account.open(opening);
    await host.standIn.delivered();
    await sleep(300);
    await killed();
    await until(() => called(id).length >= 1, PATIENCE_MS);
    await sleep(3 * MINUTE_MS);
    await killed();
    await until(() => called(id).length >= 3, PATIENCE_MS);
    await until(() => find(id).notes.at(-1)?.content.includes('CTO'), PATIENCE_MS);
    expect(called(id).toSorted()).toEqual(PEOPLE);
    expect(markers(id)).toHaveLength(1);
  });

  it('goes on with what was due while it was gone, without a warning of Node', async () => {
    host = await killableHost(MINUTE_MS, { preload: NEWER_TIMERS });
    await host.start();
    const { id } = host.standIn.account.open(opening);
    await host.standIn.delivered();
    await host.kill();
    const before = host.output();
    await sleep(31 * MINUTE_MS);
    await host.start();
    await until(() => called(id).length >= PEOPLE.length, PATIENCE_MS);
    resolve(id);
    await until(() => isFinished(find(id).notes.at(-1)?.content), PATIENCE_MS);
    await host.terminate();
    expect(before + host.output()).not.toMatch(/Warning/);
  });

  it(`has one note an occurrence and each call once, killed at ${KILLS} random points (SEED=${SEED})`, async () => {
    const random = randomOf(SEED);
    const names = Object.keys(LIVES);
    for (let kills = 0, round = 0; kills < KILLS; round += 1) {
      const life = LIVES[names[round % names.length] ?? ''] as Life;
      host = await killableHost(MINUTE_MS);
      await host.start();
      const begun = Date.now();
      const { id } = host.standIn.account.open(opening);
      const points = Array.from({ length: Math.min(4, KILLS - kills) }, () => random() * 36 * MINUTE_MS);
      const acts = life.acts.map(({ minute, act }) => ({
        at: minute * MINUTE_MS,
        run: async () => act(id),
      }));
      const all = [...acts, ...points.map((at) => ({ at, run: killed }))].sort((a, b) => a.at - b.at);
      for (const { at, run } of all) {
        await sleep(Math.max(0, begun + at - Date.now()));
        await run();
      }
      kills += points.length;
      await host.standIn.delivered();
      await until(() => life.isOver(id), PATIENCE_MS).catch((error: unknown) => {
        throw new Error(`${round}: ${JSON.stringify(find(id), null, 1)}\n${host.output()}`, { cause: error });
      });
      life.check(id);
      await host.close();
    }
  });
});
