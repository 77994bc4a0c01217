import { describe, expect, it } from '@jest/globals';
import { claimTarget } from '../../../functions/actions/claim.ts';
import { filesOf } from '../../../functions/actions/files.ts';
import { noteOccurrence } from '../../../functions/actions/latest.ts';
import type { PagerDutyPort } from '../../../functions/clients/pagerduty/port.ts';
import type { EvidenceSet } from '../../../functions/model/evidence.ts';
import { Failure, type FailureKind } from '../../../functions/model/failure.ts';
import { createHandler } from '../../../functions/recover/handler.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { failing, fakePagerDuty } from '../../support/pagerduty.ts';
import { healthyReport, playbookOf } from '../../support/report.ts';

const occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1764079400',
  serviceId: 'PSERVICE',
  title: 'High',
  url: 'https://example.pagerduty.com/incidents/Q1',
  urgency: 'high',
  createdAt: '2026-11-25T14:03:20.000Z',
};
const link = { name: occurrence.name, incidentId: 'Q1', url: occurrence.url };
const target = { cluster: 'c', namespace: 'production' };
const window = { from: '2026-11-25T14:30:00Z', to: '2026-11-25T14:32:00Z' };
const pods: EvidenceSet = { pods: { collector: 'pods', status: 'empty', detail: '', data: [], ms: 4 } };

async function open({
  lead = link,
  planned = true,
  before = true,
  after = true,
  pagerduty = fakePagerDuty(),
} = {}) {
  const store = memoryStore();
  const files = filesOf(store, occurrence.name);
  await claimTarget({ store, pagerduty: pagerduty.port, now: () => 0 }, target, lead);
  if (planned)
    await files.writePlan({
      alert: { name: 'High', severity: 'critical', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
      playbook: playbookOf({ name: 'API', prevention: ['Test the load'] }),
      target,
      window,
      lead,
    });
  if (before) await files.writeEdition({ state: 'complete', report: healthyReport });
  if (after) await files.writeEvidence('after', 'fast', { window, evidence: pods, timings: {} });
  const recover = (port: PagerDutyPort = pagerduty.port, attempt = 'a') =>
    createHandler(async () => ({
      now: () => Date.parse('2026-11-25T14:32:00Z'),
      logger: silentLogger,
      metrics: silentMetrics,
      store,
      pagerduty: port,
      viewUrl: 'https://view.example',
      minuteMs: 60_000,
      mode: async () => 'full' as const,
    }))({ occurrence, playbook: 'API', resolvedAt: '2026-11-25T14:30:00Z' }, { awsRequestId: attempt });
  return { store, files, recover, state: pagerduty.state, port: pagerduty.port };
}

describe('a resolved incident', () => {
  it('has its note finished, its time line kept, and those who follow it told', async () => {
    const { recover, state, files } = await open();
    state.notes.push({ id: 'N1', content: 'CAUSE ...\nfirstnote Q1-1764079400', createdAt: '' });
    expect(await recover()).toEqual({ recovered: 'yes', statusUpdate: true });
    expect(state.notes).toHaveLength(1);
    expect(state.notes[0]?.content).toMatch(/\nRECOVERED {2}seen 14:32:00Z/);
    expect(state.notes[0]?.content).toContain('time line https://view.example/reports/Q1-1764079400?key=');
    expect(state.statusUpdates).toEqual([expect.stringMatching(/^Recovered: High/)]);
    expect(await files.readTimeline()).toContain('| 2026-11-25 14:30:00Z | incident resolved |');
    expect(await files.readPage()).toContain('time line');
  });

  it('is told once, though the recovery is repeated', async () => {
    const { recover, state } = await open();
    await recover();
    await recover(undefined, 'b');
    expect(state.notes).toHaveLength(1);
    expect(state.statusUpdates).toHaveLength(1);
  });

  it('is not said to have recovered when nothing could be collected', async () => {
    const { recover, state } = await open({ after: false });
    expect(await recover()).toMatchObject({ recovered: 'unknown' });
    expect(state.notes[0]?.content).toContain('RESOLVED, recovery not confirmed');
    expect(state.statusUpdates[0]).toContain('whether it recovered is not known');
  });

  it('that is not seen to have recovered is said to have been looked at once, and when', async () => {
    const { recover, state, files } = await open({ after: false });
    await recover();
    const once = 'looked once, 2 min after the resolution; it may have settled since';
    expect(state.notes[0]?.content).toContain(once);
    expect(await files.readTimeline()).toContain(once);
  });

  it('that has recovered needs no such word', async () => {
    const { recover, state } = await open();
    await recover();
    expect(state.notes[0]?.content).not.toContain('looked at once');
  });

  it('is told at least once, and twice only where a try died between telling and knowing', async () => {
    const { recover, port, state } = await open();
    let told = 0;
    const dying: PagerDutyPort = {
      ...port,
      postStatusUpdate: async (id, message) => {
        await port.postStatusUpdate(id, message);
        told += 1;
        if (told === 1) throw new Failure('retryLater', 'no answer within its deadline');
      },
    };
    await expect(recover(dying, 'a')).rejects.toMatchObject({ name: 'RetryLater' });
    await recover(dying, 'b');
    await recover(dying, 'c');
    expect(state.statusUpdates).toHaveLength(2);
    expect(new Set(state.statusUpdates).size).toBe(1);
    expect(state.notes).toHaveLength(1);
  });

  it('that was never triaged has a short note', async () => {
    const { recover, state } = await open({ before: false, after: false });
    await recover();
    expect(state.notes[0]?.content).toContain(
      'RESOLVED, recovery not confirmed: nothing could be collected afterwards',
    );
  });

  it('that could not be planned says who was called', async () => {
    const { recover, state, files } = await open({ planned: false, before: false, after: false });
    await files.writeTimers([{ step: 0, at: '2026-11-25T14:08:20.000Z', name: 'Lead' }]);
    await files.writeCall(0, { name: 'Lead', at: '2026-11-25T14:08:20.000Z', outcome: 'called' });
    await recover();
    expect(state.notes[0]?.content).toContain('CALLED  14:08:20Z Lead');
    expect(state.notes[0]?.content).not.toContain('NEXT CALLED');
  });

  it.each<[FailureKind, boolean]>([
    ['abilityMissing', false],
    ['rejected', false],
  ])('whose account refuses status updates (%s) is finished all the same', async (kind, statusUpdate) => {
    const { recover, port, state } = await open();
    const answer = await recover(failing(port, 'postStatusUpdate', new Failure(kind, 'no')));
    expect(answer.statusUpdate).toBe(statusUpdate);
    expect(state.notes).toHaveLength(1);
  });

  it('whose status update may work later is tried again', async () => {
    const { recover, port } = await open();
    const busy = recover(failing(port, 'postStatusUpdate', new Failure('retryLater', '503')));
    await expect(busy).rejects.toMatchObject({ name: 'RetryLater' });
  });

  it("has a time line without PagerDuty's log, when that cannot be read", async () => {
    const { recover, port, files } = await open();
    await recover(failing(port, 'logEntries', new Failure('retryLater', '503')));
    expect(await files.readTimeline()).toContain('incident opened');
  });

  it('frees its target', async () => {
    const { recover, store, port } = await open();
    await recover();
    const next = { name: 'Q2-1764080000', incidentId: 'Q2', url: '' };
    expect(await claimTarget({ store, pagerduty: port, now: () => 1 }, target, next)).toEqual(next);
  });

  it('that was reopened meanwhile is left to its later occurrence', async () => {
    const { recover, state, store } = await open();
    await noteOccurrence(store, {
      ...occurrence,
      name: 'Q1-1764080000',
      createdAt: '2026-11-25T14:31:00.000Z',
    });
    await recover();
    expect(state.notes).toEqual([]);
    expect(state.statusUpdates).toEqual([]);
  });

  it('that another incident was triaged for keeps its note with the link', async () => {
    const { recover, state } = await open({ lead: { name: 'Q9-1', incidentId: 'Q9', url: '' } });
    await recover();
    expect(state.notes).toEqual([]);
  });
});
