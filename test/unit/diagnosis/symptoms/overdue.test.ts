import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { writeReport } from '../../../../functions/writing/report/write-report.ts';
import { ago, bundleOf, NAMESPACE, playbook } from '../mechanisms/cluster.ts';

const minutes = (count: number) => ago(count * 60);
const job = (startedMinutesAgo: number, active: number) => ({
  metadata: {
    name: `digest-${startedMinutesAgo}`,
    namespace: NAMESPACE,
    creationTimestamp: minutes(startedMinutesAgo),
    ownerReferences: [{ kind: 'CronJob', name: 'digest', controller: true }],
  },
  spec: {},
  status: active > 0 ? { active } : { succeeded: 1, completionTime: minutes(startedMinutesAgo - 1) },
});
/** Runs that ended well, and one that goes on since so many minutes. */
const digest = (ended: readonly number[], since: number | undefined) => ({
  cronjobs: [
    {
      metadata: { name: 'digest', namespace: NAMESPACE, creationTimestamp: ago(86_400) },
      spec: { schedule: '*/5 * * * *' },
      status: { lastScheduleTime: minutes(since ?? 1), lastSuccessfulTime: minutes(Math.min(...ended) - 1) },
    },
  ],
  jobs: [...ended.map((at) => job(at, 0)), ...(since === undefined ? [] : [job(since, 1)])],
});
const reportOf = (...given: Parameters<typeof digest>) =>
  writeReport(
    diagnose(
      bundleOf({ events: [], pods: [], services: [], nodes: [], logs: [], ...digest(...given) }),
      playbook(),
      [],
    ),
  );

describe('a CronJob whose run does not end', () => {
  it('is shown, with how often it ran and when it last succeeded', () => {
    const { symptoms, outcome, headline } = reportOf([32, 27, 22], 17);
    expect(symptoms.map(({ text }) => text)).toEqual([
      'its run digest-17 has not ended since 13:43:00Z; there was one every 5 min, and none has succeeded since 13:39:00Z',
    ]);
    expect(outcome).toBe('unexplained');
    expect(headline).toContain('a run of cronjob/digest does not end');
  });

  it.each<[string, readonly number[], number | undefined, number]>([
    ['for three times as long as runs are apart', [26, 21, 16], 11, 1],
    ['for less than that', [27, 21, 15], 9, 0],
    ['for less than ten minutes, however often it runs', [11, 10, 9], 8, 0],
    ['and there are too few runs to say how often it has one', [22], 17, 0],
    ['at night, when it has none', [300, 295, 290], undefined, 0],
  ])('%s', (_, ended, since, count) => {
    expect(reportOf(ended, since).symptoms).toHaveLength(count);
  });
});
