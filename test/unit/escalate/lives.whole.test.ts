import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Ended,
  type Life,
  type LivedCall,
  type LivedIncident,
  live,
  MINUTE,
  type Outage,
  START,
  statusAt,
} from '../../support/lives.ts';

// Whole lives in a virtual clock: thousands of tries, none of which waits.
// Thousands of failures too, which are logged: Jest would look up the source of each place in each of their stacks.
Error.stackTraceLimit = 0;

const second = (most: number) => fc.integer({ min: 0, max: most }).map((seconds) => seconds * 1_000);
const hour = 3_600;
const incident: fc.Arbitrary<LivedIncident> = fc.record({
  opens: second(hour / 2),
  urgency: fc.constantFrom('high' as const, 'high' as const, 'low' as const),
  people: fc.constantFrom(
    ['PLEAD', 'PMANAGER', 'PCHIEF'],
    ['PMANAGER', 'PLEAD'],
    ['POTHER', 'PLEAD', 'PCHIEF'],
  ),
  acts: fc.array(
    fc.record({
      at: second(2 * hour),
      status: fc.constantFrom('acknowledged' as const, 'triggered' as const, 'resolved' as const),
    }),
    { maxLength: 3 },
  ),
});
const span = fc
  .record({ from: second(hour), length: second(4 * hour) })
  .map(({ from, length }) => ({ from, until: from + length }));
const refusing = [401, 403, 404, 429, 500, 'silent'] as const satisfies readonly Outage['kind'][];
const outageOf = (kinds: readonly Outage['kind'][]) =>
  fc.tuple(span, fc.constantFrom(...kinds)).map(([times, kind]): Outage => ({ ...times, kind }));
const lifeOf = (parts: {
  incidents: number;
  kinds: readonly Outage['kind'][];
  storeOutages: number;
  crashes: number;
}): fc.Arbitrary<Life> =>
  fc.record({
    incidents: fc.array(incident, { minLength: 1, maxLength: parts.incidents }),
    outages: fc.array(outageOf(parts.kinds), { maxLength: 2 }),
    storeOutages: fc.array(span, { maxLength: parts.storeOutages }),
    crashes: fc
      .array(
        fc.tuple(
          fc.integer({ min: 1, max: 30 }),
          fc.record({
            at: fc.integer({ min: 1, max: 25 }),
            moment: fc.constantFrom('before' as const, 'after' as const),
          }),
        ),
        { maxLength: parts.crashes },
      )
      .map((entries) => Object.fromEntries(entries)),
  });

/** Whether the call of a person stands for another incident at a time: its own is open, triggered, as urgent. */
function standsFor(life: Life, call: LivedCall, incidentIndex: number, at: number): boolean {
  const [own, other] = [life.incidents[call.incident], life.incidents[incidentIndex]];
  if (own === undefined || other === undefined) return false;
  const isAsUrgent = own.urgency === 'high' || own.urgency === other.urgency;
  return call.at <= at && at - call.at < 60 * MINUTE && isAsUrgent && statusAt(own, at) === 'triggered';
}

/** Timers that ended though nobody acted and their person was called neither for this incident nor for one that stands for it. */
const forgotten = (life: Life, calls: readonly LivedCall[], ended: readonly Ended[]): Ended[] =>
  ended.filter(({ incident: index, person, at, outcome }) => {
    if (outcome === 'lost') return true;
    const own = life.incidents[index];
    if (own === undefined || statusAt(own, at) !== 'triggered') return false;
    const ofPerson = calls.filter((call) => call.person === person);
    return !ofPerson.some((call) => call.incident === index || standsFor(life, call, index, at));
  });

/** Calls of one step that were made more than once, as PagerDuty shows them. */
function repeated(calls: readonly LivedCall[]): string[] {
  const counts = new Map<string, number>();
  for (const { incident: index, person } of calls) {
    const key = `${index} ${person}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([key]) => key);
}

/** When the last trouble of a life has passed, epoch ms. */
const calm = ({ outages, storeOutages }: Life): number =>
  START + Math.max(0, ...[...outages, ...storeOutages].map(({ until }) => until));

describe('in every life of an incident', () => {
  it('whoever should be called is called, once, within two minutes of when that could be, whatever happens', async () => {
    const lives = lifeOf({ incidents: 1, kinds: [...refusing, 'reset'], storeOutages: 1, crashes: 3 });
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const { calls, ended } = await live(life);
        expect(forgotten(life, calls, ended)).toEqual([]);
        expect(repeated(calls)).toEqual([]);
        const crashed = Object.keys(life.crashes).length;
        for (const { due, at } of ended)
          expect(at - Math.max(due, calm(life))).toBeLessThanOrEqual((2 + 2 * crashed) * MINUTE);
      }),
      { numRuns: 70 },
    );
  });
});

describe('in every storm of incidents of one target', () => {
  it('nobody is left uncalled for another incident, whatever happens', async () => {
    const lives = lifeOf({ incidents: 4, kinds: [...refusing, 'reset'], storeOutages: 1, crashes: 3 });
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const { calls, ended } = await live(life);
        expect(forgotten(life, calls, ended)).toEqual([]);
        expect(repeated(calls)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('nobody is called twice while a call of theirs stands, where nothing is lost on the way', async () => {
    const lives = lifeOf({ incidents: 4, kinds: refusing, storeOutages: 0, crashes: 0 });
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const { calls } = await live(life);
        for (const [index, call] of calls.entries()) {
          const earlier = calls.slice(0, index).filter(({ person }) => person === call.person);
          expect(earlier.filter((before) => standsFor(life, before, call.incident, call.at))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('of a hundred at once, each person is called once', async () => {
    const one: LivedIncident = {
      opens: 0,
      urgency: 'high',
      people: ['PLEAD', 'PMANAGER', 'PCHIEF'],
      acts: [],
    };
    // The leading one, the first, opens a little later than some: it claimed the target first, and has the diagnosis.
    const incidents = Array.from({ length: 100 }, (_, index) => ({
      ...one,
      opens: ((index + 3) % 7) * 1_000,
    }));
    const { calls, ended } = await live({ incidents, outages: [], storeOutages: [], crashes: {} });
    expect(calls.map(({ person }) => person)).toEqual(['PLEAD', 'PMANAGER', 'PCHIEF']);
    expect(new Set(calls.map((call) => call.incident))).toEqual(new Set([0]));
    expect(ended).toHaveLength(300);
  });

  it('a critical incident calls though one of low urgency leads and somebody has it', async () => {
    const people = ['PLEAD', 'PMANAGER', 'PCHIEF'];
    const { calls } = await live({
      incidents: [
        { opens: 0, urgency: 'low', people, acts: [{ at: MINUTE, status: 'acknowledged' }] },
        { opens: 30_000, urgency: 'high', people, acts: [] },
      ],
      outages: [],
      storeOutages: [],
      crashes: {},
    });
    expect(calls.map((call) => [call.incident, call.person])).toEqual(people.map((person) => [1, person]));
  });
});
