import { describe, expect, it } from '@jest/globals';
import { filesOf } from '../../../functions/actions/files.ts';
import { Failure } from '../../../functions/model/failure.ts';
import { createHandler } from '../../../functions/plan/handler.ts';
import { silentLogger } from '../../../functions/runtime/logger.ts';
import { silentMetrics } from '../../../functions/runtime/metrics.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { failing, fakePagerDuty } from '../../support/pagerduty.ts';
import { playbookOf } from '../../support/report.ts';

const NOW = Date.parse('2026-11-25T14:03:22Z');
const occurrence = {
  incidentId: 'Q1',
  name: 'Q1-1764079400',
  serviceId: 'PSERVICE',
  title: '[FIRING:1] ApiErrors (api)',
  url: 'https://example.pagerduty.com/incidents/Q1',
  urgency: 'high',
  createdAt: '2026-11-25T14:03:20.000Z',
};
const api = playbookOf({
  name: 'API',
  alerts: [{ name: 'ApiErrors' }],
  target: { namespace: 'shop', workload: 'deployment/api' },
});
const shop = playbookOf({ name: 'Shop', alerts: [{ name: 'ShopErrors' }] });

const calls = playbookOf({ name: 'Calls', default: true, escalation: [{ after: 5, name: 'Lead' }] });

function open({
  playbooks = [api, shop],
  store = memoryStore(),
  pagerduty = fakePagerDuty().port,
  now = NOW,
  cluster = 'main',
} = {}) {
  const handler = createHandler(async () => ({
    now: () => now,
    logger: silentLogger,
    metrics: silentMetrics,
    store,
    pagerduty,
    playbooks: async () => playbooks,
    cluster,
  }));
  const plan = (own = occurrence, playbook = '') =>
    handler({ occurrence: own, playbook }, { awsRequestId: 'a' });
  return { store, plan, planned: (name = occurrence.name) => filesOf(store, name).readPlan() };
}
const alert = (details: unknown) => ({
  ...{ id: 'A1', summary: 'x', severity: 'error', createdAt: '2026-11-25T14:03:20Z', details, links: [] },
});

describe('a plan', () => {
  it('has alert, target and window, redacted', async () => {
    const { port } = fakePagerDuty();
    const firing = [
      {
        labels: { alertname: 'ApiErrors', severity: 'page' },
        annotations: { url: 'postgres://app:hunter2secret@db:5432/app' },
        startsAt: '2026-11-25T13:20:00Z',
      },
    ];
    const { plan, planned } = open({ pagerduty: { ...port, alerts: async () => [alert({ firing })] } });
    expect(await plan()).toEqual({ lead: true });
    const made = await planned();
    expect(made).toMatchObject({
      alert: { name: 'ApiErrors', severity: 'page' },
      playbook: { name: 'API' },
      target: {
        cluster: 'main',
        namespace: 'shop',
        workload: { kind: 'Deployment', namespace: 'shop', name: 'api' },
      },
      window: { from: '2026-11-25T13:05:00.000Z', to: '2026-11-25T14:03:22.000Z' },
      lead: { name: occurrence.name },
    });
    expect(JSON.stringify(made)).not.toContain('hunter2secret');
  });

  it('has an alert that is named by its summary without the secret that it quotes', async () => {
    const { port } = fakePagerDuty();
    const quoting = { ...alert({}), summary: 'cannot connect to postgres://app:hunter2secret@db:5432/app' };
    const { plan, planned } = open({ pagerduty: { ...port, alerts: async () => [quoting] } });
    await plan();
    const { alert: named } = (await planned()) ?? {};
    expect(named?.name).toContain('cannot connect to postgres://');
    expect(named?.name).not.toContain('hunter2secret');
  });

  it('is made by the title when PagerDuty does not give the alerts', async () => {
    const pagerduty = failing(fakePagerDuty().port, 'alerts', new Failure('retryLater', 'down'));
    const { plan, planned } = open({ pagerduty });
    await plan();
    expect(await planned()).toMatchObject({ alert: { name: 'ApiErrors' }, playbook: { name: 'API' } });
  });

  it.each([
    ['the one of the alert', '', 'PSERVICE', 'API'],
    ['the one that names the service', '', 'PNAMED', 'Named'],
    ['the one of the alert, though the webhook knew no better', 'Shop', 'PSERVICE', 'API'],
    [
      'the one that the webhook named, whose timers run, when the other one calls others',
      'Calls',
      'PSERVICE',
      'Calls',
    ],
    ['the one that answers now, when the one that the webhook named is gone', 'Gone', 'PNAMED', 'Named'],
  ])('takes as its playbook %s', async (_, given, serviceId, expected) => {
    const { plan, planned } = open({
      playbooks: [api, shop, playbookOf({ name: 'Named', services: ['PNAMED'] }), calls],
    });
    await plan({ ...occurrence, serviceId }, given);
    expect((await planned())?.playbook.name).toBe(expected);
  });

  it('without a playbook fails, and says what to do', async () => {
    const { plan } = open({ playbooks: [playbookOf({ name: 'Named', services: ['PNAMED'] })] });
    await expect(plan()).rejects.toMatchObject({
      name: 'Invalid',
      message: 'no playbook answers for the service PSERVICE: add its id to "services" of the right one',
    });
  });

  it('without a cluster fails, and says where to name it', async () => {
    await expect(open({ cluster: '' }).plan()).rejects.toMatchObject({
      name: 'Invalid',
      message:
        'no cluster to look at: add "cluster: NAME" to the playbook "API", or name it in "clusters" of infra/environments/ENVIRONMENT.yaml',
    });
    const own = open({ cluster: '', playbooks: [{ ...api, cluster: 'own' }] });
    await own.plan();
    expect((await own.planned())?.target.cluster).toBe('own');
  });
});

describe('the claim of a target', () => {
  const second = { ...occurrence, incidentId: 'Q2', name: 'Q2-1764079410' };

  it('goes to one of many, and the others learn whose it is', async () => {
    const { plan, planned } = open();
    const many = Array.from({ length: 8 }, (_, index) => ({
      ...occurrence,
      incidentId: `Q${index}`,
      name: `Q${index}-1`,
    }));
    const leads = await Promise.all(many.map((own) => plan(own)));
    expect(leads.filter(({ lead }) => lead)).toHaveLength(1);
    const names = await Promise.all(many.map(async ({ name }) => (await planned(name))?.lead.name));
    expect(new Set(names).size).toBe(1);
  });

  it('stays with its holder when the plan is made again', async () => {
    const { plan } = open();
    expect([await plan(), await plan()]).toEqual([{ lead: true }, { lead: true }]);
  });

  it('is void once the incident of its holder is resolved', async () => {
    const resolved = fakePagerDuty({ status: 'resolved' });
    const { plan } = open({ pagerduty: resolved.port });
    await plan();
    expect(await plan(second)).toEqual({ lead: true });
  });

  it('goes to a later occurrence of the same incident, which was reopened', async () => {
    const { plan } = open();
    await plan();
    const reopened = { ...occurrence, name: 'Q1-1764079999', createdAt: '2026-11-25T14:13:19.000Z' };
    expect(await plan(reopened)).toEqual({ lead: true });
  });

  it('ends after an hour', async () => {
    const store = memoryStore();
    await open({ store }).plan();
    expect(await open({ store, now: NOW + 59 * 60_000 }).plan(second)).toEqual({ lead: false });
    expect(await open({ store, now: NOW + 60 * 60_000 }).plan({ ...second, name: 'Q3-1' })).toEqual({
      lead: true,
    });
  });

  it('is of one target: another playbook has another', async () => {
    const { plan } = open();
    await plan();
    expect(await plan({ ...second, title: '[FIRING:1] ShopErrors' })).toEqual({ lead: true });
  });
});
