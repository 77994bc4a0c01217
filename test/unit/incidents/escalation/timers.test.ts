import { describe, expect, it } from '@jest/globals';
import { escalationTimers, nextTimers } from '../../../../functions/incidents/escalation/timers.ts';
import { playbookOf } from '../../../support/report.ts';

const playbook = playbookOf({
  escalation: [
    { after: 15, name: 'Manager' },
    { after: 5, name: 'Lead' },
  ],
});
const at = (clock: string): number => Date.parse(`2026-11-25T${clock}Z`);
const timers = escalationTimers(playbook, '2026-11-25T14:00:00Z', 60_000);
const again = escalationTimers(playbook, '2026-11-25T14:08:00Z', 60_000);
const shown = (next: ReturnType<typeof nextTimers>) => next.map(({ name, at: time }) => `${time} ${name}`);

describe('the timers of an escalation path', () => {
  it("count from the start, in the order of time, and keep the playbook's step", () => {
    expect(timers).toEqual([
      { step: 1, at: '2026-11-25T14:05:00.000Z', name: 'Lead' },
      { step: 0, at: '2026-11-25T14:15:00.000Z', name: 'Manager' },
    ]);
    expect(escalationTimers(undefined, '2026-11-25T14:00:00Z', 60_000)).toEqual([]);
  });

  it('that are next are those still to come, the earliest of each step', () => {
    expect(shown(nextTimers([...timers, ...again], new Set(), at('14:09:00')))).toEqual([
      '2026-11-25T14:13:00.000Z Lead',
      '2026-11-25T14:15:00.000Z Manager',
    ]);
  });

  it('are over for whoever was called', () => {
    expect(shown(nextTimers([...timers, ...again], new Set([1]), at('14:09:00')))).toEqual([
      '2026-11-25T14:15:00.000Z Manager',
    ]);
  });
});
