import { describe, expect, it } from '@jest/globals';
import { counterpartOf } from '../../../../functions/diagnosis/differences/counterpart.ts';
import { join, podName, viewOf } from '../mechanisms/cluster.ts';
import { lines, program, told } from './system.ts';

const NOW_AND_THEN = [0, 0, 0, 0, 0, 9, 9, 9];
const SAID = 'ledger: cannot grow segment seventeen, quota drained';
const found = (servers: Readonly<Record<string, ReturnType<typeof lines>>>, said = SAID) => {
  const view = viewOf(
    join(program('api', Object.keys(servers)), ...Object.keys(servers).map((name) => program(name)), {
      logs: Object.entries(servers).map(([name, pattern]) => told(podName(name), { patterns: [pattern] })),
    }),
  );
  const caller = view.workloads.find(({ ref }) => ref.name === 'api');
  if (!caller) throw new Error('a caller');
  return counterpartOf(view, caller, lines(`books failed: ${said}`, NOW_AND_THEN))?.server.ref.name;
};

describe('the counterpart of a failing line', () => {
  it('is the one called workload that says the same in the same minutes, whatever the words', () => {
    expect(
      found({ ledger: lines(SAID, NOW_AND_THEN), mail: lines('queue is idle again', NOW_AND_THEN) }),
    ).toBe('ledger');
  });

  it('is nobody where two say it, or in other minutes, or in other words', () => {
    expect(found({ ledger: lines(SAID, NOW_AND_THEN), mail: lines(SAID, NOW_AND_THEN) })).toBeUndefined();
    expect(found({ ledger: lines(SAID, [9, 9, 9, 0, 0, 0, 0, 0]) })).toBeUndefined();
    expect(found({ ledger: lines('ledger: segment compacted', NOW_AND_THEN) })).toBeUndefined();
  });

  it('is one that said it in half of the minutes', () => {
    const half = (count: number) => [0, 0, 0, 0, 9, 9, count, count];
    const said = lines(SAID, [0, 0, 0, 0, 0, 0, 9, 9]);
    expect(found({ ledger: { ...said, minutes: lines(SAID, half(9)).minutes } })).toBe('ledger');
    expect(found({ ledger: lines(SAID, [0, 0, 0, 0, 0, 0, 0, 9]) })).toBeUndefined();
  });

  it('shares three words of its own with the line, and most of the shorter one', () => {
    expect(found({ ledger: lines('cannot grow segment', NOW_AND_THEN) })).toBe('ledger');
    expect(found({ ledger: lines('cannot grow', NOW_AND_THEN) })).toBeUndefined();
    expect(
      found({ ledger: lines('cannot grow segment beyond pinned border', NOW_AND_THEN) }),
    ).toBeUndefined();
  });
});
