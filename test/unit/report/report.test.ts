import { describe, expect, it } from '@jest/globals';
import { filesOf } from '../../../functions/actions/files.ts';
import type { Mode } from '../../../functions/contracts/mode.ts';
import type { ReportInput } from '../../../functions/contracts/states.ts';
import { escalationTimers } from '../../../functions/incidents/escalation/timers.ts';
import type { EvidenceSet } from '../../../functions/model/evidence.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { createHandler } from '../../../functions/report/handler.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { countedMetrics } from '../../support/metrics.ts';
import { Crash, mortality } from '../../support/mortal.ts';
import { fakePagerDuty } from '../../support/pagerduty.ts';
import { playbookOf } from '../../support/report.ts';

const occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1764079400',
  serviceId: 'PSERVICE',
  title: '[FIRING:1] High',
  url: 'https://example.pagerduty.com/incidents/Q1',
  urgency: 'high',
  createdAt: '2026-11-25T14:03:20.000Z',
};
const playbook = playbookOf({
  name: 'API',
  escalation: [
    { after: 5, name: 'Lead' },
    { after: 15, name: 'Manager' },
  ],
});
const window = { from: '2026-11-25T13:33:21Z', to: '2026-11-25T14:03:21Z' };
const fast: EvidenceSet = { pods: { collector: 'pods', status: 'empty', detail: '', data: [], ms: 4 } };

/** The store of those ports that answers nothing but a refusal. */
const downWhereItStores = <Port extends object>(port: Port): Port =>
  'replace' in port
    ? new Proxy(port, {
        get: () => () => Promise.reject(new Failure('rejected', 'store: AccessDenied')),
      })
    : port;

async function open({ planned = true, collected = true, mode = 'full' as Mode } = {}) {
  const store = memoryStore();
  const { port, state } = fakePagerDuty();
  const files = filesOf(store, occurrence.name);
  const { name, incidentId, url } = occurrence;
  if (planned) {
    await files.writePlan({
      alert: { name: 'High', severity: 'critical', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
      playbook,
      target: { cluster: 'c', namespace: 'production' },
      window,
      lead: { name, incidentId, url },
    });
  }
  if (collected)
    await files.writeEvidence('before', 'fast', { window, evidence: fast, timings: { pods: 4 } });
  const clock = { ms: Date.parse('2026-11-25T14:03:22.100Z') };
  const { metrics, counted } = countedMetrics();
  const run = (
    edition: Pick<ReportInput, 'edition'> & object,
    attempt = 'a',
    through: <Port extends object>(port: Port) => Port = (same) => same,
  ) =>
    createHandler(async () => ({
      now: () => clock.ms,
      logger: silentLogger,
      metrics,
      store: through(store),
      pagerduty: through(port),
      viewUrl: 'https://view.example',
      minuteMs: 60_000,
      mode: async () => mode,
    }))({ occurrence, playbook: 'API', ...edition } as ReportInput, { awsRequestId: attempt });
  return { store, state, files, run, clock, counted };
}

describe('the note', () => {
  it('is posted, then edited in place', async () => {
    const { run, state, files } = await open();
    const first = await run({ edition: 'first' }, 'a');
    expect(state.notes[0]?.content).toContain('FIRST VERSION');
    await files.writeEvidence('before', 'logs', { window, evidence: {}, timings: {} });
    const full = await run({ edition: 'full' }, 'b');
    expect(full).toEqual({ edition: 'full', outcome: 'done', noteId: first.noteId, cause: '' });
    expect(state.notes).toHaveLength(1);
    const text = state.notes[0]?.content ?? '';
    expect(text).not.toContain('FIRST VERSION');
    expect(text).toMatch(/^firstnote · High · critical · production · 14:03:22Z, 2\.1 s after the page\n/);
    expect(text).toContain('NEXT CALLED  14:08:20Z Lead · 14:18:20Z Manager');
    expect(text.split('\n').at(-1)).toBe('firstnote Q1-1764079400');
  });

  it('is the one that is there, when the record of it was lost', async () => {
    const { run, state, store } = await open();
    await run({ edition: 'first' });
    store.objects.delete('Q1-1764079400/effects/note.json');
    await run({ edition: 'full' }, 'b');
    expect(state.notes).toHaveLength(1);
  });

  it('leaves notes of people and of other occurrences alone', async () => {
    const { run, state } = await open();
    const others = ['I look into it', 'before\nfirstnote Q1-1764000000'].map((content, index) => ({
      ...{ id: `P${index}`, content, createdAt: '' },
    }));
    state.notes.push(...others);
    await run({ edition: 'first' });
    expect(state.notes.slice(0, 2)).toEqual(others);
    expect(state.notes).toHaveLength(3);
  });

  it('that a person deleted stays deleted', async () => {
    const { run, state } = await open();
    await run({ edition: 'first' });
    state.notes.length = 0;
    await run({ edition: 'full' }, 'b');
    expect(state.notes).toEqual([]);
  });

  it('says that logs could not be read when their process failed', async () => {
    const { run, state } = await open();
    await run({ edition: 'full' });
    expect(state.notes[0]?.content).toMatch(/NOT CHECKED .*logs could not be collected/);
  });

  it('is one, wherever a try dies', async () => {
    for (let at = 1; at <= 20; at += 1) {
      for (const moment of ['before', 'after'] as const) {
        const { run, state, clock } = await open();
        const dies = run({ edition: 'first' }, 'a', mortality({ at, moment }));
        await dies.catch((error: unknown) => expect(error).toBeInstanceOf(Crash));
        clock.ms += 60_000;
        await run({ edition: 'first' }, 'b');
        expect(state.notes).toHaveLength(1);
      }
    }
  });
});

describe('what the note is measured by', () => {
  it('is its first posting and its cause, each once', async () => {
    const { run, counted, clock } = await open();
    await run({ edition: 'first' }, 'a');
    clock.ms += 5_000;
    await run({ edition: 'full' }, 'b');
    expect(counted).toEqual([
      ['SecondsToFirstNote', 2.1],
      ['Causes', 'none'],
    ]);
  });

  it('counts no second for a link to the note of another occurrence', async () => {
    const { run, counted } = await open();
    await run({ edition: 'link' });
    expect(counted).toEqual([]);
  });

  it('says that the triage failed where the fast evidence did, though it was to be the full one', async () => {
    const { run, state, counted } = await open();
    const fast = { outcome: 'failed', error: { Error: 'Rejected', Cause: '{"errorMessage":"no way in"}' } };
    expect(await run({ edition: 'full', fast } as ReportInput)).toMatchObject({ outcome: 'failed' });
    expect(state.notes[0]?.content).toContain('no way in');
    expect(counted).toContainEqual(['TriageFailed']);
  });

  it('is full where the fast evidence is there, and its first version was late', async () => {
    const { run, counted } = await open();
    const late = { edition: 'full', fast: { outcome: 'late' } } as ReportInput;
    expect(await run(late)).toMatchObject({ outcome: 'done' });
    expect(counted).not.toContainEqual(['TriageFailed']);
  });

  it('is that it failed, once the note says so', async () => {
    const { run, counted } = await open({ collected: false });
    await run({ edition: 'failed', error: { Error: 'States.Timeout' } } as ReportInput);
    expect(counted).toEqual([['TriageFailed']]);
  });
});

describe('the note while calls are switched off', () => {
  it('says so, and promises no call', async () => {
    const { run, state } = await open({ mode: 'notes-only' });
    await run({ edition: 'full' });
    expect(state.notes[0]?.content).toContain('CALLS OFF  firstnote calls nobody');
    expect(state.notes[0]?.content).not.toContain('NEXT CALLED');
  });

  it('of a triage that failed, too', async () => {
    const { run, state } = await open({ collected: false, mode: 'off' });
    await run({ edition: 'failed', error: { Error: 'States.Timeout' } } as ReportInput);
    expect(state.notes[0]?.content).toContain("Calls are switched off; PagerDuty's own policy goes on.");
  });
});

describe('a failed triage', () => {
  /** As AWS hands over what a Lambda threw. */
  const error = {
    Error: 'Rejected',
    Cause: '{"errorType":"Rejected","errorMessage":"the EKS cluster \\"c\\" cannot be looked up","trace":[]}',
  };

  it('is said, and that the timers run', async () => {
    const { run, state } = await open({ collected: false });
    await run({ edition: 'failed', error } as ReportInput);
    expect(state.notes[0]?.content).toBe(
      `firstnote · High · critical · production
TRIAGE FAILED: the EKS cluster "c" cannot be looked up
The calls below still go out.
NEXT CALLED  14:08:20Z Lead · 14:18:20Z Manager
firstnote Q1-1764079400`,
    );
  });

  it.each([
    ['planned', true, {}],
    ['not planned', false, { escalations: escalationTimers(playbook, occurrence.createdAt, 60_000) }],
  ])('whose calls were all due already says that, and who was called: %s', async (_, planned, more) => {
    const { run, state, files, clock } = await open({ planned, collected: false });
    await files.writeCall(0, { name: 'Lead', at: '2026-11-25T14:08:20.000Z', outcome: 'called' });
    clock.ms = Date.parse('2026-11-25T14:18:19Z');
    await run({ edition: 'failed', error, ...more } as object as ReportInput);
    expect(state.notes[0]?.content).toContain('The calls below still go out.');
    clock.ms = Date.parse('2026-11-25T14:18:20Z');
    await run({ edition: 'failed', error, ...more } as object as ReportInput, 'b');
    expect(state.notes[0]?.content).toContain(
      "Every call of its escalation path was due before this; PagerDuty's own policy goes on.\nCALLED  14:08:20Z Lead",
    );
  });

  it('before it was planned, too: the execution says who is called when', async () => {
    const { run, state, files } = await open({ planned: false, collected: false });
    const escalations = escalationTimers(playbook, occurrence.createdAt, 60_000);
    await run({
      edition: 'failed',
      error: { Error: 'States.Timeout' },
      escalations,
    } as object as ReportInput);
    expect(state.notes[0]?.content).toContain('TRIAGE FAILED: States.Timeout');
    expect(state.notes[0]?.content).toContain('NEXT CALLED  14:08:20Z Lead · 14:18:20Z Manager');
    expect(await files.readTimers()).toEqual(escalations);
  });

  it('of an execution that an earlier version started says that no path is known', async () => {
    const { run, state } = await open({ planned: false, collected: false });
    await run({ edition: 'failed', error: { Error: 'States.Timeout' } } as ReportInput);
    expect(state.notes[0]?.content).toContain('No escalation path is known for it');
  });

  it('is said once while the store is down, with who is called when', async () => {
    const { run, state, counted } = await open({ collected: false });
    const escalations = escalationTimers(playbook, occurrence.createdAt, 60_000);
    const input = { edition: 'failed', error, escalations } as object as ReportInput;
    await run(input, 'a', downWhereItStores);
    await run(input, 'b', downWhereItStores);
    expect(state.notes.map(({ content }) => content)).toEqual([
      expect.stringMatching(/TRIAGE FAILED: the EKS cluster(.|\n)*NEXT CALLED {2}14:08:20Z Lead/),
    ]);
    expect(counted).toEqual([['TriageFailed'], ['TriageFailed']]);
  });

  it('shows what there is, and why there is no more', async () => {
    const { run, state } = await open();
    await run({ edition: 'first' });
    await run({ edition: 'failed', error } as ReportInput, 'b');
    expect(state.notes).toHaveLength(1);
    expect(state.notes[0]?.content).toContain('PARTIAL: the EKS cluster "c" cannot be looked up');
    expect(state.notes[0]?.content).toContain('NEXT CALLED');
  });
});

describe('a lapsed acknowledgement', () => {
  const lapsed = { edition: 'lapsed' as const, lapsedAt: '2026-11-25T14:40:00.000Z' };

  it('is said in the note, with whom is called when; whoever was called already is not', async () => {
    const { run, state, files, clock } = await open();
    await run({ edition: 'full' });
    await files.writeCall(0, { name: 'Lead', at: '2026-11-25T14:08:20.000Z', outcome: 'called' });
    clock.ms = Date.parse('2026-11-25T14:40:01Z');
    const { noteId } = await run(lapsed, 'b');
    expect(noteId).toBe(state.notes[0]?.id);
    expect(state.notes).toHaveLength(1);
    expect(state.notes[0]?.content).toContain(
      'NEXT CALLED (the acknowledgement lapsed at 14:40:00Z)  14:55:00Z Manager',
    );
    expect(state.notes[0]?.content).toContain('CALLED  14:08:20Z Lead');
  });

  it('changes no note when somebody has the incident again, or it is resolved', async () => {
    const { run, state, clock } = await open();
    await run({ edition: 'full' });
    const before = state.notes[0]?.content;
    clock.ms = Date.parse('2026-11-25T14:40:01Z');
    for (const status of ['acknowledged', 'resolved'] as const) {
      state.incident = { ...state.incident, status };
      expect(await run(lapsed, status)).toMatchObject({ noteId: '' });
    }
    expect(state.notes[0]?.content).toBe(before);
  });
});

it.each([
  [
    'a time-out of Lambda',
    'Sandbox.Timedout',
    '{"errorMessage":"2026-11-25T14:03:52.100Z Task timed out after 30.00 seconds"}',
    'Task timed out after 30.00 seconds',
  ],
  [
    'no memory left',
    'Runtime.ExitError',
    '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: 1 Error: Runtime exited with error: signal: killed"}',
    'Runtime exited with error: signal: killed',
  ],
  ["a state's own time-out, which says nothing more", 'States.Timeout', undefined, 'States.Timeout'],
])('the note of a triage that failed by %s says so', async (_, name, cause, said) => {
  const { run, state } = await open({ collected: false });
  const error = { Error: name, ...(cause === undefined ? {} : { Cause: cause }) };
  await run({ edition: 'failed', error } as never);
  expect(state.notes[0]?.content).toContain(`TRIAGE FAILED: `);
  expect(state.notes[0]?.content).toContain(said);
  expect(state.notes[0]?.content).toContain('NEXT CALLED  14:08:20Z Lead');
});
