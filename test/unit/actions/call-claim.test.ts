import { describe, expect, it } from '@jest/globals';
import { type Caller, calledElsewhere } from '../../../functions/actions/call-claim.ts';
import { type CallRecord, filesOf } from '../../../functions/actions/files.ts';
import { noteOccurrence } from '../../../functions/actions/latest.ts';
import type { Incident } from '../../../functions/clients/pagerduty/port.ts';
import type { StorePort } from '../../../functions/clients/store/port.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { fakePagerDuty } from '../../support/pagerduty.ts';
import { playbookOf } from '../../support/report.ts';

const MINUTE = 60_000;
/** 14:03:20, when the leading incident opened. */
const OPENED = Date.parse('2026-11-25T14:03:20Z');
const DUE = OPENED + 5 * MINUTE;
const LEAD = { name: `QLEAD-${OPENED / 1000}`, incidentId: 'QLEAD' };
const WHOM = 'user-PLEAD';
const target = { cluster: 'c', namespace: 'n' };
const callerOf = (id: string, more: Partial<Caller> = {}): Caller => ({
  occurrence: { name: `${id}-${OPENED / 1000 + 1}`, incidentId: id },
  step: 0,
  urgency: 'high',
  target,
  lead: LEAD,
  minuteMs: MINUTE,
  ...more,
});
const lead = callerOf('QLEAD', { occurrence: LEAD });

/** A target with several incidents, all triggered and of high urgency unless told otherwise. */
function world() {
  const incidents: Record<string, Partial<Incident> | Failure> = {};
  const store = memoryStore();
  const state = { now: DUE, meanwhile: async (): Promise<void> => undefined };
  const pagerduty = {
    incident: async (id: string): Promise<Incident> => {
      const known = incidents[id] ?? {};
      if (known instanceof Failure) throw known;
      return { ...(await fakePagerDuty().port.incident(id)), id, ...known };
    },
  };
  const context = {
    store: store as StorePort,
    pagerduty,
    now: () => state.now,
    pause: async (ms: number) => {
      state.now += ms;
      await state.meanwhile();
    },
  };
  return {
    incidents,
    store,
    state,
    context,
    ask: (caller: Caller, whom: 'user-PLEAD' | 'user-POTHER' = WHOM) =>
      calledElsewhere(context, caller, whom),
    record: (caller: Caller, outcome: CallRecord['outcome'], whom = WHOM as CallRecord['whom']) =>
      filesOf(store, caller.occurrence.name).writeCall(caller.step, {
        name: 'Lead',
        at: new Date(state.now).toISOString(),
        outcome,
        ...(whom === undefined ? {} : { whom }),
      }),
  };
}
const covered = 'incident QLEAD of the same target has called them';
const a = callerOf('QA');

async function calledByLead() {
  const all = world();
  await all.ask(lead);
  await all.record(lead, 'called');
  all.state.now += 20_000;
  return all;
}

describe('a person whom another incident of the target has called', () => {
  it('is not called again', async () => {
    const { ask } = await calledByLead();
    expect(await ask(a)).toBe(covered);
    expect(await ask(callerOf('QLOW', { urgency: 'low' }))).toBe(covered);
  });

  it.each<[string, Partial<Incident> | Failure]>([
    ['was acknowledged since', { status: 'acknowledged' }],
    ['is resolved', { status: 'resolved' }],
    ['is in a state that is not known', { status: '' }],
    ['is of low urgency', { urgency: 'low' }],
    ['cannot be read', new Failure('rejected', 'PagerDuty GET /x: answered 404', { status: 404 })],
    ['does not answer', new Failure('retryLater', 'PagerDuty GET /x: no answer')],
  ])('is called when that one %s', async (_, incident) => {
    const { ask, incidents } = await calledByLead();
    incidents.QLEAD = incident;
    expect(await ask(a)).toBeUndefined();
  });

  it('is called once for all others then', async () => {
    const { ask, incidents, record } = await calledByLead();
    incidents.QLEAD = { status: 'acknowledged' };
    expect(await ask(a)).toBeUndefined();
    await record(a, 'called');
    for (const id of ['QB', 'QC']) {
      expect(await ask(callerOf(id))).toBe('incident QA of the same target has called them');
    }
  });

  it('is called when that one was reopened since, or called longer ago than an hour', async () => {
    const reopened = await calledByLead();
    await noteOccurrence(reopened.store, {
      ...{
        incidentId: 'QLEAD',
        name: 'QLEAD-1764082000',
        serviceId: '',
        title: '',
        url: '',
        urgency: 'high',
      },
      createdAt: '2026-11-25T14:46:40.000Z',
    });
    expect(await reopened.ask(a)).toBeUndefined();
    const old = await calledByLead();
    old.state.now += 60 * MINUTE;
    expect(await old.ask(a)).toBeUndefined();
  });

  it('is called when that one called somebody else in the end', async () => {
    const { ask, record, state } = world();
    await ask(lead);
    await record(lead, 'escalated', 'level-2-of-PPOLICY');
    state.now += 4 * MINUTE;
    expect(await ask(a)).toBeUndefined();
  });

  it('waits under load, since that is no doubt', async () => {
    const { ask, incidents } = await calledByLead();
    incidents.QLEAD = new Failure('retryLater', 'PagerDuty GET /x: answered 429', { status: 429 });
    await expect(ask(a)).rejects.toMatchObject({ kind: 'retryLater', status: 429 });
  });

  it('is called whatever is wrong with the store', async () => {
    const { context } = world();
    const down = () => Promise.reject(new Failure('retryLater', 'store: down'));
    const broken: StorePort = { get: down, put: down, create: down, replace: down };
    expect(await calledElsewhere({ ...context, store: broken }, a, WHOM)).toBeUndefined();
    const garbled: StorePort = {
      ...broken,
      create: async () => false,
      get: async () => ({ body: '{', version: '1' }),
    };
    expect(await calledElsewhere({ ...context, store: garbled }, a, WHOM)).toBeUndefined();
  });

  it('is another one than the next: each is called', async () => {
    const { ask } = await calledByLead();
    expect(await ask(a, 'user-POTHER')).toBeUndefined();
    expect(await ask({ ...a, target: { ...target, namespace: 'other' } })).toBeUndefined();
  });
});

describe('of incidents that call a person at the same time', () => {
  it('one does, the others wait for their turn, and for no longer than that', async () => {
    // The looks of all of them take half a minute of this clock together.
    const { ask, state } = world();
    const others = ['QA', 'QB', 'QC', 'QD'].map((id) => callerOf(id));
    const verdicts = await Promise.all(
      others.map((caller) =>
        ask(caller).then(
          () => 'calls',
          (error: Failure) => error.kind,
        ),
      ),
    );
    expect(verdicts.filter((verdict) => verdict === 'calls')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(3);
    const first = others[verdicts.indexOf('calls')] ?? a;
    expect(await ask(first)).toBeUndefined();
    state.now += 3 * MINUTE;
    const again = await Promise.all(
      others
        .filter((caller) => caller !== first)
        .map((caller) =>
          ask(caller).then(
            () => 'calls',
            (error: Failure) => error.kind,
          ),
        ),
    );
    expect(again.filter((verdict) => verdict === 'calls')).toHaveLength(1);
  });

  it('one that could not call yet is waited for, and that is said', async () => {
    const { ask, record, state } = world();
    await ask(lead);
    await record(lead, 'waiting', undefined);
    state.now += 30_000;
    await expect(ask(a)).rejects.toMatchObject({
      kind: 'retryLater',
      message: 'incident QLEAD of the same target could not call them yet',
    });
  });

  it('the leading one goes first where its own timer rings about now', async () => {
    const { ask, state, store, record } = world();
    const playbook = playbookOf({
      escalation: [{ after: 5, name: 'Lead', responder: { type: 'user', id: 'PLEAD' } }],
    });
    const files = filesOf(store, LEAD.name);
    await files.writePlan({
      alert: { name: '', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
      playbook,
      target,
      window: { from: '', to: '' },
      lead: { ...LEAD, url: '' },
    });
    state.now = DUE - 4_000;
    await expect(ask(a)).rejects.toMatchObject({ kind: 'busy' });
    expect(await ask(a, 'user-POTHER')).toBeUndefined();
    state.now = DUE;
    expect(await ask(lead)).toBeUndefined();
    await record(lead, 'called');
    expect(await ask(a)).toBe(covered);
  });

  it('the others look again for some seconds before they are tried again, and ask PagerDuty once', async () => {
    const { ask, state, record, context } = world();
    await ask(lead);
    let asked = 0;
    const incident = context.pagerduty.incident;
    context.pagerduty.incident = async (id) => {
      asked += 1;
      return incident(id);
    };
    state.meanwhile = async () => {
      if (state.now === DUE + 4_000) await record(lead, 'called');
    };
    expect(await ask(a)).toBe(covered);
    expect({ asked, now: state.now }).toEqual({ asked: 1, now: DUE + 4_000 });
  });

  it.each([
    ['rings later', -2 * MINUTE, {}],
    ['rang long ago', 3 * MINUTE, {}],
    ['is of an incident that somebody has', 0, { status: 'acknowledged' as const }],
    ['is of an incident of low urgency', 0, { urgency: 'low' as const }],
  ])('the leading one is not waited for where its timer %s', async (_, late, incident) => {
    const { ask, state, store, incidents } = world();
    await filesOf(store, LEAD.name).writePlan({
      alert: { name: '', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
      playbook: playbookOf({
        escalation: [{ after: 5, name: 'Lead', responder: { type: 'user', id: 'PLEAD' } }],
      }),
      target,
      window: { from: '', to: '' },
      lead: { ...LEAD, url: '' },
    });
    incidents.QLEAD = incident;
    state.now = DUE + late;
    expect(await ask(a)).toBeUndefined();
  });
});
