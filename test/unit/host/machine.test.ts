import { describe, expect, it } from '@jest/globals';
import { TASKS, type TaskName } from '../../../functions/contracts/lambdas.ts';
import type { TriageExecution } from '../../../functions/contracts/states.ts';
import { LocalMachine, type TaskHandler } from '../../../functions/host/machine.ts';
import { machine } from '../../infra/template.ts';

const past = '2026-01-01T00:00:00Z';
const triage: TriageExecution = {
  kind: 'triage',
  playbook: 'dojopool',
  occurrence: {
    incidentId: 'Q1',
    name: 'Q1-1764079400',
    serviceId: 'S1',
    title: 'High error rate',
    url: 'https://example.pagerduty.com/incidents/Q1',
    urgency: 'high',
    createdAt: past,
  },
  escalations: [
    { step: 0, at: past, name: 'Lead' },
    { step: 1, at: past, name: 'Manager' },
    { step: 2, at: past, name: 'CTO' },
  ],
};
const recovery = {
  kind: 'recovery',
  playbook: 'dojopool',
  occurrence: triage.occurrence,
  recoverAt: past,
  resolvedAt: past,
};

/** Handlers that write down what they were given; `overrides` replace some. */
function recorder(overrides: Partial<Record<TaskName, TaskHandler>> = {}) {
  const calls: { task: TaskName; payload: Record<string, unknown> }[] = [];
  const answers: Partial<Record<TaskName, unknown>> = { plan: { lead: true }, report: { outcome: 'done' } };
  const handlers = Object.fromEntries(
    TASKS.map((task) => [
      task,
      async (payload: unknown) => {
        calls.push({ task, payload: payload as Record<string, unknown> });
        return overrides[task] ? overrides[task](payload) : (answers[task] ?? {});
      },
    ]),
  ) as Record<TaskName, TaskHandler>;
  const of = (task: TaskName) => calls.filter((call) => call.task === task).map(({ payload }) => payload);
  return { handlers, calls, of };
}

const fails = (name: string) => async () => {
  const error = new Error('it broke');
  error.name = name;
  throw error;
};

async function run(host: LocalMachine, name: string, input: unknown) {
  expect(host.start(name, input)).toBe('started');
  return host.result(name);
}

describe('the synthesized state machine on this machine', () => {
  it('writes the first note before the full one and calls every step of the escalation path', async () => {
    const { handlers, of } = recorder();
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(result).toMatchObject({ status: 'succeeded' });
    expect(of('plan')).toEqual([{ occurrence: triage.occurrence, playbook: 'dojopool' }]);
    expect(of('collect')).toMatchObject([{ stage: 'fast', phase: 'before' }]);
    expect(of('collect-logs')).toMatchObject([{ stage: 'logs', phase: 'before' }]);
    expect(of('report').map(({ edition }) => edition)).toEqual(['first', 'full']);
    expect(of('escalate').map(({ escalation }) => escalation)).toEqual(
      expect.arrayContaining([...triage.escalations]),
    );
    expect(of('escalate')).toHaveLength(3);
  });

  it('links to the triage of the same target instead of collecting again', async () => {
    const { handlers, of } = recorder({ plan: async () => ({ lead: false }) });
    await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(of('report').map(({ edition }) => edition)).toEqual(['link']);
    expect(of('collect')).toEqual([]);
    expect(of('escalate')).toHaveLength(3);
  });

  const error = { Error: 'Rejected', Cause: expect.stringContaining('"errorMessage":"it broke"') };

  it('says in the note that the plan failed, and calls all the same', async () => {
    const { handlers, of } = recorder({ plan: fails('Rejected') });
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(of('report')).toMatchObject([{ edition: 'failed', error }]);
    expect(of('escalate')).toHaveLength(3);
    expect(result).toMatchObject({ status: 'failed', error: 'Incomplete' });
  });

  it('tells the report that the fast evidence failed, and fails by what that makes of it', async () => {
    const { handlers, of } = recorder({
      collect: fails('Rejected'),
      report: async () => ({ outcome: 'failed' }),
    });
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(of('report')).toMatchObject([{ edition: 'full', fast: { outcome: 'failed', error } }]);
    expect(of('escalate')).toHaveLength(3);
    expect(result).toMatchObject({ status: 'failed', error: 'Incomplete' });
  });

  it('writes the full note when only the logs could not be read', async () => {
    const { handlers, of } = recorder({ 'collect-logs': fails('Rejected') });
    await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(of('report').map(({ edition }) => edition)).toEqual(['first', 'full']);
  });

  it('triages although an escalation failed, and then ends as failed', async () => {
    const { handlers, of } = recorder({ escalate: fails('GivenUp') });
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(of('report').map(({ edition }) => edition)).toEqual(['first', 'full']);
    expect(result).toMatchObject({ status: 'failed', error: 'Incomplete' });
  });

  it('tries again what may work later', async () => {
    let tries = 0;
    const { handlers, of } = recorder({
      plan: async () => (++tries === 1 ? fails('RetryLater')() : { lead: true }),
    });
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(of('plan')).toHaveLength(2);
    expect(result).toMatchObject({ status: 'succeeded' });
  });

  it('compares after a recovery, even when nothing could be collected', async () => {
    const { handlers, of } = recorder({ 'collect-logs': fails('Rejected') });
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1-resolved-E1', recovery);
    expect(of('collect-logs')).toMatchObject([{ stage: 'all', phase: 'after', resolvedAt: past }]);
    expect(of('recover')).toEqual([
      { occurrence: triage.occurrence, playbook: 'dojopool', resolvedAt: past },
    ]);
    expect(result).toMatchObject({ status: 'succeeded' });
  });

  const lapse = { ...triage, kind: 'lapse', lapsedAt: past };

  it('calls again after an acknowledgement lapsed, the steps of the input alone', async () => {
    const { handlers, of, calls } = recorder();
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1-lapsed-E1', lapse);
    expect(of('report')).toMatchObject([{ edition: 'lapsed', lapsedAt: past }]);
    expect(of('escalate')).toHaveLength(3);
    expect(of('escalate')).toMatchObject([{ lapsedAt: past }, { lapsedAt: past }, { lapsedAt: past }]);
    expect(calls).toHaveLength(4);
    expect(result).toMatchObject({ status: 'succeeded' });
  });

  it('calls again though the note cannot say so', async () => {
    const { handlers, of } = recorder({ report: fails('Rejected') });
    const result = await run(new LocalMachine(machine, handlers), 'Q1-1-lapsed-E1', lapse);
    expect(of('escalate')).toHaveLength(3);
    expect(result).toMatchObject({ status: 'succeeded' });
  });

  it('takes a name once', async () => {
    const { handlers, of } = recorder();
    const host = new LocalMachine(machine, handlers);
    await run(host, 'Q1-1', triage);
    expect(host.start('Q1-1', triage)).toBe('exists');
    expect(of('plan')).toHaveLength(1);
  });

  it('lets no payload pass that Step Functions would refuse', async () => {
    const { handlers, of } = recorder({ plan: async () => ({ lead: true, blob: 'x'.repeat(256 * 1024) }) });
    await run(new LocalMachine(machine, handlers), 'Q1-1', triage);
    expect(of('collect')).toEqual([]);
    expect(of('report')).toMatchObject([{ edition: 'failed' }]);
  });

  it('hands over copies, as JSON', async () => {
    const shared = { lead: true, at: new Date(0) };
    const { handlers } = recorder({ plan: async () => shared });
    const seen: unknown[] = [];
    const host = new LocalMachine(machine, handlers, (event) => {
      if (event.task === 'plan' && event.phase === 'succeeded') seen.push(event.result);
    });
    await run(host, 'Q1-1', triage);
    expect(seen).toEqual([{ lead: true, at: '1970-01-01T00:00:00.000Z' }]);
  });
});
