import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filesOf } from '../../../functions/actions/files.ts';
import type { ReportInput } from '../../../functions/contracts/states.ts';
import { createHandler as escalateHandler } from '../../../functions/escalate/handler.ts';
import type { EvidenceSet } from '../../../functions/model/evidence.ts';
import { createHandler as recoverHandler } from '../../../functions/recover/handler.ts';
import { createHandler as reportHandler } from '../../../functions/report/handler.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { countedMetrics } from '../../support/metrics.ts';
import { type CrashPoint, mortality } from '../../support/mortal.ts';
import { fakePagerDuty } from '../../support/pagerduty.ts';
import { connectionsReport, playbookOf } from '../../support/report.ts';

const occurrence = {
  ...{ incidentId: 'Q1', name: 'Q1-1764079400', serviceId: 'PSERVICE', title: 'High', urgency: 'high' },
  url: 'https://example.pagerduty.com/incidents/Q1',
  createdAt: '2026-11-25T14:03:20.000Z',
};
const lead = { step: 0, name: 'Lead', responder: { type: 'user', id: 'PLEAD' } } as const;
const window = { from: '2026-11-25T13:33:21Z', to: '2026-11-25T14:03:21Z' };
const pods: EvidenceSet = { pods: { collector: 'pods', status: 'empty', detail: '', data: [], ms: 4 } };
/** Epoch ms of what comes after the resolution. */
const LATER = Date.parse('2026-11-25T14:08:20Z');
const ENDED = /^(RESOLVED|RECOVERED|NOT RECOVERED)/m;

type Through = <Port extends object>(port: Port) => Port;
const asItIs: Through = (port) => port;

/** An incident with its first note, whose recovery, reports and call are all due. */
async function due() {
  const store = memoryStore();
  const { port, state } = fakePagerDuty();
  const files = filesOf(store, occurrence.name);
  const clock = { ms: LATER };
  const { metrics, counted } = countedMetrics();
  await files.writePlan({
    alert: { name: 'High', severity: 'critical', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
    playbook: playbookOf({ escalation: [{ after: 5, name: 'Lead', responder: lead.responder }] }),
    target: { cluster: 'c', namespace: 'production' },
    window,
    lead: { name: occurrence.name, incidentId: 'Q1', url: '' },
  });
  await files.writeEvidence('before', 'fast', { window, evidence: pods, timings: {} });
  const ports = (through: Through) => async () => ({
    ...{
      now: () => clock.ms,
      logger: silentLogger,
      metrics,
      store: through(store),
      pagerduty: through(port),
    },
    ...{ viewUrl: 'https://view.example', minuteMs: 60_000, mode: async () => 'full' as const },
    pause: async () => undefined,
  });
  const about = { occurrence, playbook: 'API' };
  const recover = (through: Through = asItIs, awsRequestId = 'recover') =>
    recoverHandler(ports(through))({ ...about, resolvedAt: '2026-11-25T14:05:00Z' }, { awsRequestId });
  const report = (input: object, through: Through = asItIs, awsRequestId = 'report') =>
    reportHandler(ports(through))({ ...about, ...input } as ReportInput, { awsRequestId });
  const call = (through: Through = asItIs) =>
    escalateHandler(ports(through))(
      { ...about, escalation: { ...lead, at: '2026-11-25T14:08:20.000Z' } },
      { awsRequestId: 'call' },
    );
  await report({ edition: 'first' }, asItIs, 'first');
  await files.writeEvidence('after', 'all', { window, evidence: pods, timings: {} });
  return { files, state, clock, counted, recover, report, call };
}

const FAILED = { edition: 'failed', error: { Error: 'Rejected', Cause: 'no way in' } };
const LAPSED = { edition: 'lapsed', lapsedAt: '2026-11-25T14:08:00.000Z' };

describe('once it is kept how an incident ended', () => {
  it.each([
    ['the full report', { edition: 'full' }],
    ['that it failed', FAILED],
    ['a lapse', LAPSED],
  ])('the note and the page stay about that, though %s comes later', async (_, late) => {
    const { recover, report, state, files } = await due();
    await recover();
    const { noteId } = await report(late);
    expect(state.notes).toEqual([
      { id: noteId, content: expect.stringMatching(ENDED), createdAt: expect.anything() },
    ]);
    expect(state.notes[0]?.content).not.toContain('PARTIAL');
    expect(state.notes[0]?.content).not.toContain('NEXT CALLED');
    expect(await files.readPage()).toContain('time line');
  });

  it('a call that is made all the same is told in that note', async () => {
    const { recover, call, state } = await due();
    await recover();
    expect(await call()).toMatchObject({ outcome: 'called' });
    expect(state.notes[0]?.content).toMatch(ENDED);
    expect(state.notes[0]?.content).toContain('CALLED  14:08:20Z Lead');
  });

  it('the note shows what a later report found, and no note is counted as complete or failed', async () => {
    const { recover, report, state, files, counted } = await due();
    await recover();
    const known = counted.length;
    await files.writeEdition({ state: 'complete', report: connectionsReport });
    await report(FAILED);
    await report({ edition: 'lapsed', lapsedAt: '2026-11-25T14:08:00.000Z' });
    expect(state.notes[0]?.content).toMatch(ENDED);
    expect(counted).toHaveLength(known);
  });

  it('has a short note, where there never was a report', async () => {
    const { recover, report, state, files } = await due();
    await files.writeEdition({ state: 'failed', lines: ['TRIAGE FAILED: no way in'] });
    await recover();
    await report(LAPSED);
    expect(state.notes[0]?.content).toMatch(/^RECOVERED$/m);
    expect(state.notes[0]?.content).not.toContain('TRIAGE FAILED');
  });
});

describe('before that', () => {
  it('a report and a call are told as long as the incident goes on', async () => {
    const { report, call, state } = await due();
    await report({ edition: 'full' });
    await call();
    expect(state.notes[0]?.content).not.toMatch(ENDED);
    expect(state.notes[0]?.content).toContain('CALLED  14:08:20Z Lead');
  });
});

/** Lets a function stop before one of its requests, counted over all ports and 1 the first, until it may go on. */
function stopping(at: number) {
  let steps = 0;
  let go = (): void => undefined;
  let stop = (): void => undefined;
  const mayGo = new Promise<void>((resolve) => {
    go = resolve;
  });
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const through: Through = (port) =>
    new Proxy(port, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          steps += 1;
          if (steps === at) {
            stop();
            await mayGo;
          }
          return method.apply(target, args);
        };
      },
    });
  return { through, stopped, go };
}

/** More requests than any of the functions makes. */
const MOST_STEPS = 30;

type Due = Awaited<ReturnType<typeof due>>;
const WRITERS: Readonly<
  Record<string, (life: Due, through?: Through, attempt?: string) => Promise<unknown>>
> = {
  'the full report': ({ report }, through, attempt) => report({ edition: 'full' }, through, attempt),
  'a report that the triage failed': ({ report }, through, attempt) => report(FAILED, through, attempt),
  'a lapse': ({ report }, through, attempt) => report(LAPSED, through, attempt),
  'a call': ({ call }, through) => call(through),
};
const reports = Object.values(WRITERS).slice(0, 2);

async function saysHowItEnded({ state, files }: Due): Promise<void> {
  expect(state.notes.map(({ content }) => content)).toEqual([expect.stringMatching(ENDED)]);
  expect(await files.readPage()).toContain('time line');
}

describe.each(Object.entries(WRITERS))('the last word of a note is how it ended', (name, write) => {
  it(`wherever in it the recovery comes between: ${name}`, async () => {
    for (let at = 1; at <= MOST_STEPS; at += 1) {
      const life = await due();
      const { through, stopped, go } = stopping(at);
      const writing = write(life, through);
      await Promise.race([stopped, writing]);
      await life.recover();
      go();
      await writing;
      await saysHowItEnded(life);
    }
  });

  it(`wherever in the recovery it comes between: ${name}`, async () => {
    for (let at = 1; at <= MOST_STEPS; at += 1) {
      const life = await due();
      const { through, stopped, go } = stopping(at);
      const recovering = life.recover(through);
      await Promise.race([stopped, recovering]);
      await write(life);
      go();
      await recovering;
      await saysHowItEnded(life);
    }
  });
});

it('the last word of a note is how it ended, though a report dies after the recovery came between', async () => {
  const order = fc.record({
    at: fc.integer({ min: 1, max: MOST_STEPS }),
    later: fc.integer({ min: 0, max: 8 }),
    moment: fc.constantFrom<CrashPoint['moment']>('before', 'after'),
    report: fc.constantFrom(...reports),
  });
  await fc.assert(
    fc.asyncProperty(order, async ({ at, later, moment, report }) => {
      const life = await due();
      const { through, stopped, go } = stopping(at);
      const mortal = mortality({ at: at + later, moment });
      const first = report(life, (port) => mortal(through(port))).then(
        () => true,
        () => false,
      );
      await Promise.race([stopped, first]);
      await life.recover();
      go();
      // The state machine tries again what died.
      if (!(await first)) {
        life.clock.ms += 60_000;
        await report(life, asItIs, 'again');
      }
      await saysHowItEnded(life);
    }),
  );
});
