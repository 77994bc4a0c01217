import { job } from '../../../../../functions/diagnosis/mechanisms/pods/job.ts';
import { ago } from '../../mechanisms/cluster.ts';
import type { Cases } from '../whole.ts';

const failedJob = (name: string, status: object, more: object = {}) => ({
  metadata: { name, namespace: 'shop' },
  status: { failed: 3, succeeded: 1, ...status },
  ...more,
});

const gaveUp = (seconds: number | undefined, more: object = {}) => ({
  conditions: [
    { type: 'Complete', status: 'False' },
    {
      type: 'Failed',
      status: 'True',
      reason: 'BackoffLimitExceeded',
      message: 'it failed',
      ...(seconds !== undefined && { lastTransitionTime: ago(seconds) }),
      ...more,
    },
  ],
});

const DAY = 86_400;

export const jobs: Cases = {
  ...Object.fromEntries(
    [60, 3600, 3601, DAY, DAY + 1].flatMap((seconds) => [
      [`job: failed ${seconds} s ago`, [job, { jobs: [failedJob('j', gaveUp(seconds))] }]],
      [
        `job: failed ${seconds} s ago, and was asked about`,
        [
          job,
          { jobs: [failedJob('j', gaveUp(seconds))] },
          { workload: { kind: 'Job', namespace: 'shop', name: 'j' } },
        ],
      ],
    ]),
  ),
  'job: without a time, and with a limit of its own': [
    job,
    { jobs: [failedJob('j', gaveUp(undefined), { spec: { backoffLimit: 2 } })] },
  ],
  'job: without a message': [job, { jobs: [failedJob('j', gaveUp(9, { message: '' }))] }],
  'job: not failed': [
    job,
    {
      jobs: [failedJob('j', gaveUp(9, { status: 'False' })), failedJob('k', gaveUp(9, { type: 'Complete' }))],
    },
  ],
  ...Object.fromEntries(
    [8, 9, 10].map((seconds) => [
      `job: its CronJob has succeeded ${seconds} s ago`,
      [
        job,
        {
          cronjobs: [
            {
              metadata: { name: 'nightly', namespace: 'shop' },
              status: { lastSuccessfulTime: ago(seconds) },
            },
          ],
          jobs: [
            failedJob('nightly-1', gaveUp(9), {
              metadata: {
                name: 'nightly-1',
                namespace: 'shop',
                ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }],
              },
            }),
          ],
        },
      ],
    ]),
  ),
};
