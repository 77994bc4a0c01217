import { describe, expect, it } from '@jest/globals';
import { filesOf } from '../../../functions/actions/files.ts';
import { createHandler } from '../../../functions/collect/handler.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { countedMetrics } from '../../support/metrics.ts';
import { playbookOf } from '../../support/report.ts';

const occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1764079400',
  serviceId: 'PSERVICE',
  title: 'High',
  url: 'https://example.pagerduty.com/incidents/Q1',
  urgency: 'high',
  createdAt: '2026-11-25T14:03:20.000Z',
};
const { name, incidentId, url } = occurrence;

/** A collect of a cluster whose address nobody listens at. */
async function open() {
  const store = memoryStore();
  const { metrics, counted } = countedMetrics();
  await filesOf(store, name).writePlan({
    alert: { name: 'High', severity: '', labels: {}, annotations: {}, startsAt: '', sourceUrl: '' },
    playbook: playbookOf({ name: 'API' }),
    target: { cluster: 'c', namespace: 'production' },
    window: { from: '2026-11-25T13:33:21Z', to: '2026-11-25T14:03:21Z' },
    lead: { name, incidentId, url },
  });
  const handler = createHandler(async () => ({
    now: () => Date.parse('2026-11-25T14:03:22Z'),
    logger: silentLogger,
    metrics,
    store,
    access: async () => ({ server: 'http://127.0.0.1:9', name: 'c' }),
    clock: () => performance.now(),
    surroundings: { vantage: 'this test' },
    execIn: ['exec'],
  }));
  const collect = (phase: 'before' | 'after') =>
    handler({ occurrence, playbook: 'API', stage: 'fast', phase }, { awsRequestId: 'a' });
  return { collect, counted, store, ping: () => handler({ kind: 'ping' }, { awsRequestId: 'a' }) };
}

describe('a collect', () => {
  it('counts the collectors that brought nothing', async () => {
    const { collect, counted } = await open();
    const { answered, unanswered } = await collect('before');
    expect(answered).toBe(0);
    expect(unanswered).toBeGreaterThan(5);
    expect(counted).toEqual([['CollectorsUnanswered', unanswered]]);
  });

  it('does not when it looks again after the recovery: that is no triage', async () => {
    const { collect, counted } = await open();
    await collect('after');
    expect(counted).toEqual([]);
  });

  it('answers a ping, and touches nothing', async () => {
    const { ping, counted, store } = await open();
    const before = [...store.objects.keys()];
    expect(await ping()).toEqual({ kind: 'pong' });
    expect([...store.objects.keys()]).toEqual(before);
    expect(counted).toEqual([]);
  });
});
