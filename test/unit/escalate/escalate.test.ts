import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type CallRecord, filesOf } from '../../../functions/actions/files.ts';
import { noteOccurrence } from '../../../functions/actions/latest.ts';
import {
  ESCALATED,
  type Incident,
  type LogEntry,
  type PagerDutyPort,
} from '../../../functions/clients/pagerduty/port.ts';
import type { StorePort } from '../../../functions/clients/store/port.ts';
import { CALL_TRIED_FOR_MS } from '../../../functions/contracts/calls.ts';
import { LAMBDA_SECONDS } from '../../../functions/contracts/lambdas.ts';
import type { Mode } from '../../../functions/contracts/mode.ts';
import type { EscalateInput, EscalationTimer } from '../../../functions/contracts/states.ts';
import { createHandler } from '../../../functions/escalate/handler.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { countedMetrics } from '../../support/metrics.ts';
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
    metrics = silentMetrics,
    mode = 'full' as Mode,
  } = {},
) {
  const handler = createHandler(async () => ({
    now: () => now,
    logger: silentLogger,
    metrics,
    pause: async () => undefined,
    store,
    pagerduty,
    viewUrl: 'https://view.example',
    minuteMs: 60_000,
    mode: async () => mode,
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

describe('a timer while calls are switched off', () => {
  it.each(['notes-only', 'off'] as const)('calls nobody, and is no failure: %s', async (mode) => {
    const { port, state } = fakePagerDuty();
    const { metrics, counted } = countedMetrics();
    expect(await escalate(port, { mode, metrics })).toEqual({
      outcome: 'skipped',
      why: 'calls are switched off (firstnote mode)',
    });
    expect(state.calls).toEqual([]);
    expect(counted).toEqual([['Calls', 'skipped']]);
  });
});

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

describe('where one person stands on two levels', () => {
  const twice = () => {
    const { port, state } = fakePagerDuty();
    const people = ['PONCALL', 'PONCALL', 'PCTO'];
    const log: LogEntry[] = [];
    const on = people.map((id, index) => ({ person: { id, name: id }, level: index + 1 }));
    const policy: PagerDutyPort = {
      ...port,
      onCalls: async () => on,
      logEntries: async () => log,
      async escalate(id, level) {
        await port.escalate(id, level);
        log.push({ at: '2026-11-25T14:08:20Z', type: ESCALATED, summary: '', agent: '' });
        state.incident = {
          ...state.incident,
          assignments: on.filter((entry) => entry.level === level).map(({ person }) => ({ person, at: '' })),
        };
      },
    };
    const without = failing(
      policy,
      'requestResponders',
      new Failure('abilityMissing', '402', { status: 402 }),
    );
    return { port: without, state };
  };

  it('the incident is moved up, though it looks as if it were there, and once', async () => {
    const { port, state } = twice();
    expect(await escalate(port)).toMatchObject({ outcome: 'escalated' });
    await escalate(port, { store: memoryStore(), attempt: 'b' });
    expect(state.levels).toEqual([2]);
  });
});

describe('an incident of low urgency', () => {
  it('has the people of the level added, where the step names nobody or PagerDuty refuses its person', async () => {
    for (const step of [0, 1]) {
      const { port, state } = fakePagerDuty({ urgency: 'low' });
      const refusing: PagerDutyPort = {
        ...port,
        async requestResponders(id, targets, message) {
          if (step === 0 && state.calls.length === 0 && targets.length === 1 && !refused) {
            refused = true;
            throw new Failure('rejected', 'PagerDuty POST /x: answered 400', { status: 400 });
          }
          return port.requestResponders(id, targets, message);
        },
        escalate: () => Promise.reject(new Error('it does not move')),
      };
      let refused = false;
      expect(await escalate(refusing, { step })).toMatchObject({ outcome: 'called' });
      expect(state.calls.map(({ targets }) => targets)).toEqual([
        [{ type: 'user', id: step === 0 ? 'PLEAD' : 'PCTO' }],
      ]);
    }
  });

  it('says why nobody can be called where responders cannot be added', async () => {
    const { port } = fakePagerDuty({ urgency: 'low' });
    const store = memoryStore();
    const without = failing(port, 'requestResponders', new Failure('abilityMissing', '402', { status: 402 }));
    await expect(escalate(without, { store })).rejects.toMatchObject({ name: 'Rejected' });
    expect(await filesOf(store, occurrence.name).readCall(0)).toMatchObject({
      why: expect.stringContaining('an incident of low urgency cannot be moved to level 2'),
    });
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
  const two = (other: Partial<Incident>) => {
    const { port, state } = fakePagerDuty();
    const pagerduty: PagerDutyPort = {
      ...port,
      incident: async (id) => ({ ...(await port.incident(id)), ...(id === 'Q2' ? other : {}) }),
    };
    return { pagerduty, state };
  };
  const called: CallRecord = {
    ...{ name: 'Lead', at: '2026-11-25T14:08:20.000Z', outcome: 'called', whom: 'user-PLEAD' },
  };
  const claim = { occurrence: 'Q2-1764079400', incidentId: 'Q2', step: 0, at: called.at };

  it('whom the leading incident has called is not called again', async () => {
    const { pagerduty, state } = two({});
    const made = await store();
    await filesOf(made, 'Q2-1764079400').writeCall(0, called);
    await made.create('claims/c/n/all/user-PLEAD.json', JSON.stringify(claim));
    expect(await escalate(pagerduty, { store: made })).toEqual({
      outcome: 'skipped',
      why: 'incident Q2 of the same target has called them',
    });
    expect(state.calls).toEqual([]);
  });

  it('whoever is covered asks PagerDuty about two incidents, and nothing else', async () => {
    const { pagerduty } = two({});
    const made = await store();
    await filesOf(made, 'Q2-1764079400').writeCall(0, called);
    await made.create('claims/c/n/all/user-PLEAD.json', JSON.stringify(claim));
    const asked: string[] = [];
    const watched = new Proxy(pagerduty, {
      get(target, name, receiver) {
        asked.push(String(name));
        return Reflect.get(target, name, receiver);
      },
    });
    expect(await escalate(watched, { store: made })).toMatchObject({ outcome: 'skipped' });
    expect(asked).toEqual(['incident', 'incident']);
  });

  it('a critical incident is not kept back by one of low urgency that somebody has', async () => {
    for (const other of [{ status: 'acknowledged' as const }, { urgency: 'low' as const }]) {
      const { pagerduty, state } = two(other);
      const made = await store();
      await filesOf(made, 'Q2-1764079400').writeCall(0, called);
      await made.create('claims/c/n/all/user-PLEAD.json', JSON.stringify(claim));
      expect(await escalate(pagerduty, { store: made })).toMatchObject({ outcome: 'called' });
      expect(state.calls).toHaveLength(1);
    }
  });

  it('who is waited for is said, and called when the other one does not', async () => {
    const { pagerduty, state } = two({});
    const made = await store();
    await made.create('claims/c/n/all/user-PLEAD.json', JSON.stringify(claim));
    await expect(escalate(pagerduty, { store: made })).rejects.toMatchObject({ name: 'Busy' });
    expect(await filesOf(made, occurrence.name).readCall(0)).toBeUndefined();
    await filesOf(made, 'Q2-1764079400').writeCall(0, { ...called, outcome: 'waiting' });
    const stuck = escalate(pagerduty, { store: made, attempt: 'c' });
    await expect(stuck).rejects.toMatchObject({ name: 'RetryLater' });
    expect(await filesOf(made, occurrence.name).readCall(0)).toMatchObject({
      outcome: 'waiting',
      why: 'incident Q2 of the same target could not call them yet',
    });
    const later = { store: made, attempt: 'b', now: Date.parse('2026-11-25T14:11:20Z') };
    expect(await escalate(pagerduty, later)).toMatchObject({ outcome: 'called' });
    expect(state.calls).toHaveLength(1);
  });
});

const answered = (status: number) =>
  new Failure(
    status >= 500 || status === 429 ? 'retryLater' : 'rejected',
    `PagerDuty POST /x: answered ${status}`,
    { status, by: 'pagerduty' },
  );

describe('a call that cannot be made', () => {
  const report = async (store: StorePort) => {
    const files = filesOf(store, occurrence.name);
    await files.writeEdition({ state: 'failed', lines: ['TRIAGE FAILED: no way in'] });
    await files.writeTimers([input().escalation, input(1).escalation]);
    return files;
  };

  it.each([
    ['401', answered(401), 'PagerDuty does not accept the token (401)'],
    ['403', answered(403), 'the token may not do that (403)'],
    ['404', answered(404), 'PagerDuty cannot find it (404)'],
    ['429', answered(429), 'PagerDuty limits requests just now (429)'],
    ['503', answered(503), 'PagerDuty itself has trouble (503)'],
    [
      'no answer',
      new Failure('retryLater', 'PagerDuty POST /x: no answer within its deadline'),
      'no answer within its deadline',
    ],
    ['a bug', new TypeError('x is undefined'), 'a fault in firstnote itself, TypeError'],
  ])('for %s is thrown, and the note says so until it was made', async (_, error, why) => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    const files = await report(store);
    const broken = { ...port, requestResponders: () => Promise.reject(error) };
    const first = escalate(broken, { store });
    await expect(first).rejects.toBeInstanceOf(Error);
    expect(await files.readCall(0)).toMatchObject({ outcome: 'waiting', why: expect.stringContaining(why) });
    expect(state.notes[0]?.content).toContain(`COULD NOT CALL YET  14:08:20Z Lead (`);
    expect(state.notes[0]?.content).toContain(why);
    expect(state.calls).toEqual([]);

    await escalate(port, { store, attempt: 'b', now: Date.parse('2026-11-25T14:20:00Z') });
    expect(state.calls).toHaveLength(1);
    expect(state.notes).toHaveLength(1);
    expect(state.notes[0]?.content).not.toContain('COULD NOT CALL');
    expect(state.notes[0]?.content).toContain('CALLED  14:20:00Z Lead');
  });

  it('is said once for each reason, not once a try', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    await report(store);
    let edits = 0;
    const counting = {
      ...port,
      updateNote: async (...args: Parameters<typeof port.updateNote>) => {
        edits += 1;
        return port.updateNote(...args);
      },
    };
    const errors = [answered(429), answered(429), answered(429), answered(401), answered(401)];
    for (const [index, error] of errors.entries()) {
      const broken = { ...counting, requestResponders: () => Promise.reject(error) };
      await escalate(broken, {
        store,
        attempt: `${index}`,
        now: Date.parse('2026-11-25T14:08:20Z') + index * 80_000,
      }).catch(() => undefined);
    }
    expect(state.notes).toHaveLength(1);
    expect(edits).toBe(1);
    expect(state.notes[0]?.content).toContain('14:08:20Z Lead (PagerDuty does not accept the token (401))');
  });

  it('is said in the end though the note could not be written at first', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    await report(store);
    const broken = { ...port, requestResponders: () => Promise.reject(answered(503)) };
    await escalate({ ...broken, createNote: () => Promise.reject(answered(503)) }, { store }).catch(
      () => undefined,
    );
    expect(state.notes).toEqual([]);
    await escalate(broken, { store, attempt: 'b', now: Date.parse('2026-11-25T14:10:00Z') }).catch(
      () => undefined,
    );
    expect(state.notes[0]?.content).toContain('COULD NOT CALL YET  14:08:20Z Lead');
  });

  it('is not waited for any more once somebody acted, and the note says nothing of it', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    await report(store);
    await escalate({ ...port, requestResponders: () => Promise.reject(answered(503)) }, { store }).catch(
      () => undefined,
    );
    state.incident = { ...state.incident, status: 'acknowledged' };
    expect(await escalate(port, { store, attempt: 'b' })).toMatchObject({ outcome: 'skipped' });
    expect(state.notes[0]?.content).not.toContain('COULD NOT CALL');
    expect(state.calls).toEqual([]);
  });

  it.each([
    ['skips', 'resolved', 'skipped'],
    ['fails', 'triggered', 'Rejected'],
  ] as const)(
    '%s where PagerDuty refuses all, and the incident is %s by then',
    async (_, status, outcome) => {
      const { port, state } = fakePagerDuty();
      const refused = async () => {
        state.incident = { ...state.incident, status };
        throw new Failure('rejected', '400, Incident Already Resolved (code 1001)', { status: 400 });
      };
      const said = await escalate({ ...port, requestResponders: refused, escalate: refused }).then(
        (made) => made.outcome,
        (error: Error) => error.name,
      );
      expect(said).toBe(outcome);
    },
  );

  it('leaves the note of a resolved incident to its recovery', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    await report(store);
    await escalate({ ...port, requestResponders: () => Promise.reject(answered(503)) }, { store }).catch(
      () => undefined,
    );
    const before = state.notes[0]?.content;
    state.incident = { ...state.incident, status: 'resolved' };
    expect(await escalate(port, { store, attempt: 'b' })).toMatchObject({ outcome: 'skipped' });
    expect(state.notes[0]?.content).toBe(before);
  });

  it('is given up after a day, counted from its first try, and the note asks for help', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    const files = await report(store);
    const broken = { ...port, requestResponders: () => Promise.reject(answered(401)) };
    const first = Date.parse('2026-11-26T14:08:20Z');
    await expect(escalate(broken, { store, now: first })).rejects.toMatchObject({ name: 'Rejected' });
    const almost = escalate(broken, { store, attempt: 'b', now: first + CALL_TRIED_FOR_MS - 1 });
    await expect(almost).rejects.toMatchObject({ name: 'Rejected' });
    const over = escalate(broken, { store, attempt: 'c', now: first + CALL_TRIED_FOR_MS });
    await expect(over).rejects.toMatchObject({ name: 'GivenUp' });
    expect(await files.readCall(0)).toMatchObject({ outcome: 'failed' });
    expect(state.notes[0]?.content).toContain('COULD NOT CALL  14:08:20Z Lead (');
    expect(state.notes[0]?.content).toContain(': call them yourself');
  });

  it('has a day of its own again after an acknowledgement lapsed', async () => {
    const { port } = fakePagerDuty();
    const store = memoryStore();
    const files = await report(store);
    const broken = { ...port, requestResponders: () => Promise.reject(answered(401)) };
    const call = { name: 'Lead', at: '2026-11-25T14:08:20.000Z', outcome: 'failed' as const, isTold: true };
    await files.writeCall(0, call);
    const again = { ...input().escalation, at: '2026-11-26T20:00:00.000Z' };
    const rings = Date.parse('2026-11-26T20:00:00Z');
    for (const [attempt, now] of [rings, rings + 80_000].entries()) {
      const more = { escalation: again, lapsedAt: '2026-11-26T19:55:00.000Z' };
      const lapsed = escalate(broken, { store, now, more, attempt: `${attempt}` });
      await expect(lapsed).rejects.toMatchObject({ name: 'Rejected' });
    }
    expect(await files.readCall(0)).toMatchObject({ outcome: 'waiting', at: '2026-11-26T20:00:00.000Z' });
  });

  it('calls another level at the second refusal, though a refusal of the token may pass', async () => {
    for (const status of [403, 404]) {
      const { port, state } = fakePagerDuty();
      const store = memoryStore();
      const broken = { ...port, requestResponders: () => Promise.reject(answered(status)) };
      await expect(escalate(broken, { store })).rejects.toMatchObject({ name: 'Rejected' });
      expect(state.levels).toEqual([]);
      expect(await escalate(broken, { store, attempt: 'b' })).toMatchObject({ outcome: 'escalated' });
      expect(state.levels).toEqual([2]);
    }
  });

  it('for want of anybody is waited for, too: a policy may be put right', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    const noPolicy = failing(port, 'escalationPolicy', answered(404));
    await expect(escalate(noPolicy, { step: 1, store })).rejects.toMatchObject({ name: 'Rejected' });
    expect(await filesOf(store, occurrence.name).readCall(1)).toMatchObject({
      outcome: 'waiting',
      why: expect.stringMatching(/^Manager cannot be called: /),
    });
    expect(await escalate(port, { step: 1, store, attempt: 'b' })).toMatchObject({ outcome: 'escalated' });
    expect(state.levels).toEqual([3]);
  });

  it.each([
    ['made', {}, undefined],
    ['skipped', { status: 'acknowledged' as const }, undefined],
    ['waiting', {}, answered(503)],
  ])('or one that was is counted: %s', async (outcome, start, error) => {
    const { port } = fakePagerDuty(start);
    const counted: unknown[] = [];
    const metrics = { count: (...what: unknown[]) => void counted.push(what) };
    const broken = error === undefined ? port : { ...port, requestResponders: () => Promise.reject(error) };
    await escalate(broken, { metrics }).catch(() => undefined);
    expect(counted).toEqual([['Calls', outcome]]);
  });
});

describe('a try that ended before it could say whom it called', () => {
  it('is not taken back by the next one, though somebody acted meanwhile', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    await escalate(port, { store });
    state.incident = { ...state.incident, status: 'acknowledged' };
    await escalate(port, { store, attempt: 'b' });
    expect(await filesOf(store, occurrence.name).readCall(0)).toMatchObject({ outcome: 'called' });
  });
});

describe('a try after one that called and said so', () => {
  it('calls nobody, though PagerDuty shows nothing of it, and keeps the time of the call', async () => {
    const { port, state } = fakePagerDuty();
    const store = memoryStore();
    const forgetful = {
      ...port,
      incident: async () => ({ ...(await port.incident('Q1')), responderRequests: [] }),
    };
    await escalate(forgetful, { store });
    const again = { store, attempt: 'b', now: Date.parse('2026-11-25T14:20:00Z') };
    expect(await escalate(forgetful, again)).toMatchObject({ outcome: 'called' });
    expect(state.calls).toHaveLength(1);
    expect(await filesOf(store, occurrence.name).readCall(0)).toMatchObject({
      at: '2026-11-25T14:08:20.000Z',
    });
  });
});

describe('when in doubt, the person is called', () => {
  it('within a try, though the store hangs', async () => {
    jest.useFakeTimers();
    try {
      const { port, state } = fakePagerDuty();
      const never = () => new Promise<never>(() => undefined);
      const hanging: StorePort = { get: never, put: never, create: never, replace: never };
      const done = escalate(port, { store: hanging });
      await jest.advanceTimersByTimeAsync(LAMBDA_SECONDS.escalate * 1000 - 12_000);
      expect(await done).toMatchObject({ outcome: 'called' });
      expect(state.calls).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('where the store can be read and not written', async () => {
    const { port, state } = fakePagerDuty();
    const memory = memoryStore();
    const denied = new Failure('rejected', 'store: write x: AccessDenied', { status: 403 });
    const readOnly: StorePort = {
      get: memory.get,
      put: () => Promise.reject(denied),
      create: () => Promise.reject(denied),
      replace: () => Promise.reject(denied),
    };
    expect(await escalate(port, { store: readOnly })).toMatchObject({ outcome: 'called' });
    expect(await escalate(port, { store: readOnly, attempt: 'b' })).toMatchObject({ outcome: 'called' });
    expect(state.calls).toHaveLength(1);
  });

  it('and the call stands though its outcome cannot be written down', async () => {
    const { port, state } = fakePagerDuty();
    const memory = memoryStore();
    const stuck: StorePort = { ...memory, replace: () => Promise.reject(down) };
    expect(await escalate(port, { store: stuck })).toMatchObject({ outcome: 'called' });
    expect(state.calls).toHaveLength(1);
  });

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
