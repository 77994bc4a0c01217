import { describe, expect, it } from '@jest/globals';
import { filesOf } from '../../../functions/actions/files.ts';
import { callsOf } from '../../../functions/runtime/calls.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { playbookOf } from '../../support/report.ts';

const OPENED = Date.parse('2026-11-25T14:00:00Z');
const MINUTE_MS = 60_000;
const playbook = playbookOf({
  escalation: [
    { after: 5, name: 'Lead' },
    { after: 15, name: 'Manager' },
  ],
});

/** The calls as they are so many ms after the incident opened, and the records that were read for it. */
async function at(ms: number) {
  const store = memoryStore();
  const files = filesOf(store, 'Q1-1');
  await files.writeCall(0, { name: 'Lead', at: '2026-11-25T14:05:00Z', outcome: 'called' });
  const read: string[] = [];
  const watched = filesOf(
    {
      ...store,
      get(key) {
        read.push(key);
        return store.get(key);
      },
    },
    'Q1-1',
  );
  const timers = { createdAt: new Date(OPENED).toISOString(), playbook, timersRun: true };
  const ports = { now: () => OPENED + ms, minuteMs: MINUTE_MS, mode: async () => 'full' as const };
  const calls = await callsOf(timers, watched, ports);
  return { calls, records: read.filter((key) => key.includes('/calls/')) };
}

describe('what became of a step', () => {
  it('is read once its timer may have rung by a clock that is a minute ahead, and not before', async () => {
    expect((await at(4 * MINUTE_MS - 1)).records).toEqual([]);
    expect((await at(4 * MINUTE_MS)).records).toEqual(['Q1-1/calls/0.json']);
    expect((await at(14 * MINUTE_MS)).records).toHaveLength(2);
  });

  it('is told: who was called, and who is called next', async () => {
    const { calls } = await at(5 * MINUTE_MS);
    expect(calls.madeCalls).toMatchObject([{ name: 'Lead', outcome: 'called' }]);
    expect(calls.nextCalls).toEqual([{ name: 'Manager', at: '2026-11-25T14:15:00.000Z' }]);
  });
});

it('an incident whose timers have all rung has an escalation path all the same', async () => {
  expect((await at(20 * MINUTE_MS)).calls).toMatchObject({ nextCalls: [], hasPath: true });
});
