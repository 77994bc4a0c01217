import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DueCall, decideCall, nextLevel } from '../../../../functions/incidents/escalation/decide.ts';
import { possibleLevels } from '../../../../functions/incidents/escalation/reach.ts';

const NOW = Date.parse('2026-11-25T14:18:20Z');
const MINUTE = 60_000;
const at = (minutes: number): string => new Date(NOW + minutes * MINUTE).toISOString();
const lead = { type: 'user', id: 'PLEAD' } as const;
const incident: DueCall['incident'] = {
  status: 'triggered',
  urgency: 'high',
  escalationPolicyId: 'PPOLICY',
  acknowledgements: [],
  assignments: [{ person: { id: 'PONCALL' }, at: at(-15) }],
  climbs: true,
  rules: [{ delayMinutes: 30 }, { delayMinutes: 30 }, { delayMinutes: 30 }],
  onCalls: [
    { person: { id: 'PONCALL' }, level: 1 },
    { person: { id: 'PLEAD' }, level: 2 },
    { person: { id: 'PCTO' }, level: 3 },
  ],
};
const due = (change: Partial<DueCall> = {}, own: Partial<DueCall['incident']> = {}): DueCall => ({
  step: 0,
  name: 'Backend Engineering Lead',
  target: lead,
  now: NOW,
  minuteMs: MINUTE,
  ...change,
  incident: { ...incident, ...own },
});

describe('nobody is called', () => {
  it('once somebody acknowledged', () => {
    const acknowledgements = [{ person: { name: 'Ann' }, at: at(-3) }];
    expect(decideCall(due({}, { status: 'acknowledged', acknowledgements }))).toEqual({
      action: 'skip',
      why: 'the incident is acknowledged by Ann at 14:15:20Z',
    });
  });

  it('once it is resolved', () => {
    expect(decideCall(due({}, { status: 'resolved' })).action).toBe('skip');
  });

  it.each([-1, -0.5, 0, 0.5, 1])('whom PagerDuty itself reaches %d minutes from now', (minutes) => {
    expect(decideCall(due({}, { escalatesAt: at(minutes) })).action).toBe('skip');
  });

  it('whom PagerDuty assigned within the last minute', () => {
    const assignments = [{ person: { id: 'PLEAD' }, at: at(-0.9) }];
    expect(decideCall(due({}, { assignments })).action).toBe('skip');
  });

  it('whom PagerDuty reaches two levels from now, within the minute', () => {
    const rules = [{ delayMinutes: 30 }, { delayMinutes: 1 }, { delayMinutes: 30 }];
    const cto = { target: { type: 'user', id: 'PCTO' } as const };
    expect(decideCall(due(cto, { rules, escalatesAt: at(-0.5) })).action).toBe('skip');
  });

  it('when all of the policy to be asked are reached within the minute', () => {
    const target = { type: 'escalation_policy', id: 'PPOLICY' } as const;
    expect(decideCall(due({ target, targetPeople: ['PLEAD'] }, { escalatesAt: at(0.5) })).action).toBe(
      'skip',
    );
    const two = { target, targetPeople: ['PLEAD', 'POTHER'] };
    expect(decideCall(due(two, { escalatesAt: at(0.5) })).action).toBe('add');
  });
});

describe('the person is added', () => {
  const add = { action: 'add', targets: [lead] };
  it.each([
    ['PagerDuty reaches them later', { escalatesAt: at(1.1) }],
    [
      'PagerDuty reached them longer ago, and nobody acted',
      { assignments: [{ person: { id: 'PLEAD' }, at: at(-5) }] },
    ],
    ['a directly assigned incident does not climb', { escalatesAt: at(0.5), climbs: false }],
    ['the state is not known', { status: '' }],
    ['the time is none', { escalatesAt: 'soon' }],
  ])('when %s', (_, own) => expect(decideCall(due({}, own))).toEqual(add));

  it('when policy and on-calls could not be read', () => {
    const { rules: _rules, onCalls: _onCalls, ...unknown } = incident;
    const call = { ...due(), incident: { ...unknown, escalatesAt: at(0) } };
    expect(decideCall(call)).toEqual(add);
  });

  it('when it is not known who is on call for the policy to be asked', () => {
    const target = { type: 'escalation_policy', id: 'PPOLICY' } as const;
    expect(decideCall(due({ target }, { escalatesAt: at(0) }))).toEqual({ action: 'add', targets: [target] });
  });
});

describe('a step without a person, or an account without responders, climbs the policy', () => {
  it.each([
    [0, 1, { action: 'escalate', level: 2 }],
    [1, 1, { action: 'escalate', level: 3 }],
    [1, 2, { action: 'escalate', level: 3 }],
    [2, 2, { action: 'escalate', level: 3 }],
    [0, 2, { action: 'skip' }],
    [2, 3, { action: 'nobody' }],
  ] as const)('step %d at level %d', (step, level, expected) => {
    const person = ['PONCALL', 'PLEAD', 'PCTO'][level - 1] ?? '';
    const assignments = [{ person: { id: person }, at: at(-9) }];
    expect(nextLevel(due({ step }, { assignments }), 'why', true)).toMatchObject(expected);
  });

  it('has nobody where the policy is not known', () => {
    const { rules: _rules, ...unknown } = incident;
    expect(nextLevel({ ...due(), incident: unknown }, 'why', true).action).toBe('nobody');
  });
});

describe('who stands on two levels', () => {
  /** Ann is on call at levels 1 and 3. */
  const onCalls = [
    { person: { id: 'PANN' }, level: 1 },
    { person: { id: 'PLEAD' }, level: 2 },
    { person: { id: 'PANN' }, level: 3 },
    { person: { id: 'PCTO' }, level: 4 },
  ];
  const assignments = [{ person: { id: 'PANN' }, at: at(-15) }];
  const rules = [30, 30, 30, 30].map((delayMinutes) => ({ delayMinutes }));
  const own = { onCalls, assignments, rules };

  it('counts at the lowest: the next level is called, not left out', () => {
    expect(nextLevel(due({ step: 0 }, own), 'why', true)).toMatchObject({ action: 'escalate', level: 2 });
    expect(nextLevel(due({ step: 1 }, own), 'why', true)).toMatchObject({ action: 'escalate', level: 3 });
  });

  it('lets nobody go uncalled whom PagerDuty reaches from one of the levels alone', () => {
    const soon = { ...own, escalatesAt: at(0.5) };
    for (const id of ['PLEAD', 'PCTO']) {
      const target = { type: 'user', id } as const;
      expect(decideCall(due({ target }, soon))).toEqual({ action: 'add', targets: [target] });
    }
  });

  it('is at the first level while the log has no move: PagerDuty itself calls the second', () => {
    const soon = { ...own, escalatesAt: at(0.5), wasMoved: false };
    expect(decideCall(due({}, soon)).action).toBe('skip');
    expect(decideCall(due({ target: { type: 'user', id: 'PCTO' } }, soon)).action).toBe('add');
  });

  it('counts where all are on call whom it is assigned to', () => {
    const both = [...assignments, { person: { id: 'PLEAD' }, at: at(-15) }];
    const with2 = [...onCalls, { person: { id: 'PANN' }, level: 2 }];
    expect(possibleLevels({ ...incident, assignments: both, onCalls: with2 })).toEqual([2]);
    expect(possibleLevels({ ...incident, assignments: both, onCalls })).toEqual([1, 2, 3]);
    expect(possibleLevels({ ...incident, assignments: [], onCalls })).toEqual([1]);
  });
});

describe('an incident of low urgency, which does not move', () => {
  const low = { urgency: 'low' };
  it('has the people of the level added instead', () => {
    expect(nextLevel(due({ step: 0 }, low), 'why', true)).toEqual({
      action: 'add',
      targets: [lead],
      why: 'why, and an incident of low urgency cannot be moved to level 2',
    });
  });

  it('has nobody where responders cannot be added, or it is not known who is on call', () => {
    const { onCalls: _onCalls, ...unknown } = incident;
    expect(nextLevel(due({ step: 0 }, low), 'why', false)).toMatchObject({ action: 'nobody' });
    expect(nextLevel({ ...due(), incident: { ...unknown, ...low } }, 'why', true)).toMatchObject({
      action: 'nobody',
    });
  });
});

it('of an open incident with a person nobody is forgotten: added, or PagerDuty reaches them within a minute', () => {
  const minutes = fc.double({ min: -60, max: 60, noNaN: true });
  const level = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(
      fc.record({
        escalates: fc.option(minutes, { nil: undefined }),
        assigned: minutes,
        levels: fc.array(level, { maxLength: 4 }),
        delays: fc.array(fc.nat(60), { maxLength: 4 }),
        climbs: fc.boolean(),
      }),
      ({ escalates, assigned, levels, delays, climbs }) => {
        const decision = decideCall(
          due(
            {},
            {
              climbs,
              assignments: [{ person: { id: 'PONCALL' }, at: at(assigned) }],
              rules: delays.map((delayMinutes) => ({ delayMinutes })),
              onCalls: levels.map((on) => ({ person: { id: 'PLEAD' }, level: on })),
              ...(escalates === undefined ? {} : { escalatesAt: at(escalates) }),
            },
          ),
        );
        const mayBeReached = climbs && escalates !== undefined && levels.length > 0 && escalates <= 1;
        expect(decision.action === 'add' || (decision.action === 'skip' && mayBeReached)).toBe(true);
      },
    ),
  );
});
