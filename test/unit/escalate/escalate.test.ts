import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filesOf } from '../../../functions/actions/files.ts';
import { noteOccurrence } from '../../../functions/actions/latest.ts';
import type { PagerDutyPort } from '../../../functions/clients/pagerduty/port.ts';
import type { StorePort } from '../../../functions/clients/store/port.ts';
import type { EscalateInput, EscalationTimer } from '../../../functions/contracts/states.ts';
import { Failure } from '../../../functions/core/failure.ts';
import { createHandler } from '../../../functions/escalate/handler.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { Crash, mortality } from '../../support/mortal.ts';
import { failing, fakePagerDuty } from '../../support/pagerduty.ts';
import { playbookOf } from '../../support/report.ts';

const occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1764079400',
  serviceId: 'PSERVICE',
  title: 'High',
  url: '',
  urgency: 'high',
  createdAt: '2026-11-25T14:03:20.000Z',
};
const playbook = playbookOf({
  name: 'API',
  escalation: [
    { after: 5, name: 'Lead', responder: { type: 'user', id: 'PLEAD' } },
    { after: 15, name: 'Manager' },
  ],
});
const LEAD: EscalationTimer = {
  step: 0,
  at: '2026-11-25T14:08:20.000Z',
  name: 'Lead',
  responder: { type: 'user', id: 'PLEAD' },
};
const input = (step = 0): EscalateInput => ({
  occurrence,
  playbook: 'API',
  escalation: step === 0 ? LEAD : { step, at: LEAD.at, name: 'Manager' },
});

function escalate(
  pagerduty: PagerDutyPort,
  {
    store = memoryStore() as StorePort,
    step = 0,
    attempt = 'a',
    now = Date.parse('2026-11-25T14:08:20Z'),
    more = {} as Partial<EscalateInput>,
  } = {},
) {
  const handler = createHandler(async () => ({
    now: () => now,
    logger: silentLogger,
    metrics: silentMetrics,
    store,
    pagerduty,
    viewUrl: 'https://view.example',
    minuteMs: 60_000,
  }));
  return handler({ ...input(step), ...more }, { awsRequestId: attempt });
}
const down = new Failure('retryLater', 'down');
const downStore: StorePort = {
  get: () => Promise.reject(down),
  put: () => Promise.reject(down),
  create: () => Promise.reject(down),
  replace: () => Promise.reject(down),
};

describe('a timer', () => {
  it('adds the person, who is told why', async () => {
    const { port, state } = fakePagerDuty();
    expect(await escalate(port)).toEqual({ outcome: 'called', why: 'Lead was asked to join' });
    expect(state.calls).toEqual([
      {
        targets: [{ type: 'user', id: 'PLEAD' }],
        message: expect.stringMatching(
          /^Nobody has acknowledged "High" for 5 min\.\nfirstnote has no diagnosis\./,
        ),
      },
    ]);
  });

  it('calls once, however often it rings', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    await escalate(port, { store, attempt: 'a' });
    await escalate(port, { store, attempt: 'b', now: Date.parse('2026-11-25T14:20:00Z') });
    expect(state.calls).toHaveLength(1);
  });

  it('finds an earlier call of its own when its record was lost', async () => {
    const { port, state } = fakePagerDuty();
    await escalate(port);
    await escalate(port, { store: memoryStore() });
    expect(state.calls).toHaveLength(1);
  });

  it('of an execution that an earlier version started has its person in the plan', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    const { name, incidentId, url } = occurrence;
    await filesOf(store, name).writePlan({
      alert: { name: 'High', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
      playbook,
      target: { cluster: 'c', namespace: 'production' },
      window: { from: '2026-11-25T13:33:21Z', to: '2026-11-25T14:03:21Z' },
      lead: { name, incidentId, url },
    });
    const { responder: _, ...earlier } = LEAD;
    await escalate(port, { store, more: { escalation: earlier } });
    expect(state.calls).toMatchObject([{ targets: [{ type: 'user', id: 'PLEAD' }] }]);
  });

  it('moves the incident up where the playbook names nobody', async () => {
    const { port, state } = fakePagerDuty();
    expect(await escalate(port, { step: 1 })).toMatchObject({ outcome: 'escalated' });
    expect(state.levels).toEqual([3]);
  });

  it.each([
    ['the account cannot add responders', new Failure('abilityMissing', '402', { status: 402 })],
    ['PagerDuty refuses the person', new Failure('rejected', '400, Responder Not Found', { status: 400 })],
  ])('moves the incident up where %s', async (_, failure) => {
    const { port, state } = fakePagerDuty();
    const without = failing(port, 'requestResponders', failure);
    expect(await escalate(without)).toMatchObject({ outcome: 'escalated' });
    expect(state.levels).toEqual([2]);
  });

  it('says that nobody can be called, as a failure that an alarm sees', async () => {
    const { port } = fakePagerDuty();
    const noPolicy = failing(port, 'escalationPolicy', new Failure('rejected', '404'));
    const store = memoryStore();
    await expect(escalate(noPolicy, { step: 1, store })).rejects.toMatchObject({ name: 'Rejected' });
    expect(await filesOf(store, occurrence.name).readCall(1)).toMatchObject({
      name: 'Manager',
      outcome: 'failed',
    });
  });

  it('of an incident that was reopened since leaves it to the later timers', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    await noteOccurrence(store, {
      ...occurrence,
      name: 'Q1-1764080000',
      createdAt: '2026-11-25T14:13:20.000Z',
    });
    expect(await escalate(port, { store })).toMatchObject({ outcome: 'skipped' });
    expect(state.calls).toEqual([]);
  });
});

describe('after an acknowledgement lapsed', () => {
  const lapsedAt = '2026-11-25T14:38:20.000Z';
  const again = { lapsedAt, escalation: { ...LEAD, at: '2026-11-25T14:43:20.000Z' } };
  const later = { now: Date.parse('2026-11-25T14:43:20.100Z'), more: again };

  it('a timer calls whoever was skipped for its sake, and says so', async () => {
    const store = memoryStore();
    const acknowledged = fakePagerDuty({ status: 'acknowledged' });
    expect(await escalate(acknowledged.port, { store })).toMatchObject({ outcome: 'skipped' });
    const { port, state } = fakePagerDuty();
    expect(await escalate(port, { store, ...later })).toMatchObject({ outcome: 'called' });
    expect(state.calls[0]?.message).toContain('its acknowledgement lapsed 5 min ago, after 35 min');
  });

  it('a timer calls nobody twice', async () => {
    const store = memoryStore();
    const { port, state } = fakePagerDuty();
    await escalate(port, { store });
    expect(await escalate(port, { store, ...later })).toEqual({
      outcome: 'skipped',
      why: 'Lead was called at 14:08:20Z',
    });
    expect(state.calls).toHaveLength(1);
    expect(await filesOf(store, occurrence.name).readCall(0)).toMatchObject({
      at: '2026-11-25T14:08:20.000Z',
    });
  });

  it('a timer calls nobody when somebody has it again', async () => {
    const { port, state } = fakePagerDuty({ status: 'acknowledged' });
    expect(await escalate(port, later)).toMatchObject({ outcome: 'skipped' });
    expect(state.calls).toEqual([]);
  });
});

describe('in a storm', () => {
  const store = async () => {
    const made = memoryStore();
    await filesOf(made, occurrence.name).writePlan({
      alert: { name: '', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
      playbook,
      target: { cluster: 'c', namespace: 'n' },
      window: { from: '', to: '' },
      lead: { name: 'Q2-1764079400', incidentId: 'Q2', url: '' },
    });
    return made;
  };
  it.each([
    ['triggered', 'skipped'],
    ['acknowledged', 'skipped'],
    ['resolved', 'called'],
    ['', 'called'],
  ] as const)('with the leading incident %j it is %s', async (status, outcome) => {
    const { port } = fakePagerDuty();
    const two: PagerDutyPort = {
      ...port,
      incident: async (id) => ({ ...(await port.incident(id)), status: id === 'Q2' ? status : 'triggered' }),
    };
    expect(await escalate(two, { store: await store() })).toMatchObject({ outcome });
  });
});

describe('when in doubt, the person is called', () => {
  it('without a store', async () => {
    const { port, state } = fakePagerDuty();
    expect(await escalate(port, { store: downStore })).toMatchObject({ outcome: 'called' });
    expect(state.calls).toHaveLength(1);
  });

  it.each(['onCalls', 'escalationPolicy'] as const)('without an answer to %s', async (name) => {
    const { port, state } = fakePagerDuty();
    await escalate(failing(port, name, down));
    expect(state.calls).toHaveLength(1);
  });

  it('and tried again later while the incident itself cannot be read', async () => {
    const { port } = fakePagerDuty();
    await expect(escalate(failing(port, 'incident', down))).rejects.toMatchObject({ name: 'RetryLater' });
  });

  it('wherever a try dies: in the end exactly one call, as PagerDuty shows what was asked', async () => {
    const crash = fc.record({
      at: fc.integer({ min: 1, max: 14 }),
      moment: fc.constantFrom('before' as const, 'after' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(crash, { maxLength: 4 }), async (crashes) => {
        const { port, state } = fakePagerDuty();
        const memory = memoryStore();
        let now = Date.parse('2026-11-25T14:08:20Z');
        for (const [index, point] of [...crashes, { at: 0, moment: 'before' as const }].entries()) {
          const mortal = mortality(point);
          const run = escalate(mortal(port), {
            store: mortal(memory) as StorePort,
            attempt: `${index}`,
            now,
          });
          await run.catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
          now += 30_000;
        }
        expect(state.calls.length).toBe(1);
      }),
      { numRuns: 150 },
    );
  });
});
