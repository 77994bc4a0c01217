import { describe, expect, it } from '@jest/globals';
import { paused } from '../../../../functions/diagnosis/mechanisms/scheduling/paused.ts';
import { ago, app, commandOf, deployment, findingsOf, join, pod, service, short } from './cluster.ts';

const seats = (replicas = 1) => {
  const made = deployment('seats', { replicas, ready: 0 });
  return { ...made, spec: Object.assign({}, made.spec, { paused: true }) };
};
const caller = app('box-office', { container: { env: [{ name: 'SEATS_URL', value: 'http://seats' }] } });

describe('paused', () => {
  it('names a Deployment that was paused before it had a pod, surely where others call it', () => {
    expect(short(findingsOf(paused, { deployments: [seats()] }))).toEqual(['paused Deployment/seats strong']);
    const [found] = findingsOf(
      paused,
      join(caller, { deployments: [seats()], services: [service('seats')] }),
    );
    expect(found?.strength).toBe('proof');
    expect(found?.evidence).toContain('called by box-office');
    expect(found?.explains.map(({ name }) => name)).toContain('box-office');
    expect(commandOf(found)).toBe('kubectl -n shop rollout resume deployment/seats');
  });

  it('leaves out one that was paused with its pods, or that asks for none', () => {
    expect(findingsOf(paused, { deployments: [seats()], pods: [pod('seats')] })).toEqual([]);
    expect(findingsOf(paused, { deployments: [seats(0)] })).toEqual([]);
  });

  it('hints at a CronJob that was suspended just now, not at one that has long been', () => {
    const cron = (time: string, ran = true) => ({
      cronjobs: [
        {
          metadata: {
            name: 'invoices',
            namespace: 'shop',
            managedFields: [{ manager: 'kubectl-edit', time, keys: ['spec.suspend'] }],
          },
          spec: { schedule: '*/5 * * * *', suspend: true },
          status: ran ? { lastScheduleTime: ago(600) } : {},
        },
      ],
    });
    const needed = { deployments: [], pods: [] };
    expect(short(findingsOf(paused, join(needed, cron(ago(300)))))).toEqual(['paused CronJob/invoices hint']);
    expect(findingsOf(paused, join(needed, cron(ago(86_400))))).toEqual([]);
    expect(findingsOf(paused, join(needed, cron(ago(300), false)))).toEqual([]);
  });
});
