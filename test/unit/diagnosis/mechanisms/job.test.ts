import { describe, expect, it } from '@jest/globals';
import { job } from '../../../../functions/diagnosis/mechanisms/pods/job.ts';
import { ago, findingsOf, short } from './cluster.ts';

const failed = (at: string) => ({
  jobs: [
    {
      metadata: {
        name: 'import-1',
        namespace: 'shop',
        ownerReferences: [{ kind: 'CronJob', name: 'import', controller: true }],
      },
      status: {
        failed: 7,
        conditions: [
          { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', lastTransitionTime: at },
        ],
      },
    },
  ],
  cronjobs: [{ metadata: { name: 'import', namespace: 'shop' } }],
});

describe('job', () => {
  it('names the CronJob whose Job has given up', () => {
    expect(short(findingsOf(job, failed(ago(60))))).toEqual(['crash-app-error CronJob/import strong']);
  });

  it('hints at one that gave up before the window and stands, for a day', () => {
    const given = (seconds: number) => short(findingsOf(job, failed(ago(seconds))));
    expect(given(3600)).toEqual(['crash-app-error CronJob/import strong']);
    expect(given(3601)).toEqual(['crash-app-error CronJob/import hint']);
    expect(given(86_400)).toEqual(['crash-app-error CronJob/import hint']);
    expect(given(86_401)).toEqual([]);
  });

  it('tells it however old where it was asked about', () => {
    const workload = { kind: 'CronJob', namespace: 'shop', name: 'import' };
    expect(short(findingsOf(job, failed(ago(400_000)), { workload }))).toEqual([
      'crash-app-error CronJob/import strong',
    ]);
  });

  it('leaves out one after which another succeeded', () => {
    const since = (lastSuccessfulTime: string) => ({
      ...failed(ago(300)),
      cronjobs: [{ metadata: { name: 'import', namespace: 'shop' }, status: { lastSuccessfulTime } }],
    });
    expect(findingsOf(job, since(ago(60)))).toEqual([]);
    expect(findingsOf(job, since(ago(600)))).toHaveLength(1);
  });

  it('leaves out one that still runs', () => {
    expect(
      findingsOf(job, {
        jobs: [{ metadata: { name: 'import-1', namespace: 'shop' }, status: { active: 1, failed: 1 } }],
      }),
    ).toEqual([]);
  });
});
