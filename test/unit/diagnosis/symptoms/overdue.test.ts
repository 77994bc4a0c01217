import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import { everyMsOf } from '../../../../functions/diagnosis/symptoms/schedule.ts';
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

describe('a CronJob that starts no runs', () => {
  const cron = (schedule: string, last: number, more: { suspend?: boolean; active?: number } = {}) => {
    const { cronjobs, jobs } = digest([last], more.active);
    const [known] = cronjobs;
    return writeReport(
      diagnose(
        bundleOf({
          ...{ events: [], pods: [], services: [], nodes: [], logs: [], jobs },
          cronjobs: [
            {
              ...known,
              spec: { schedule, suspend: more.suspend ?? false },
              status: { lastScheduleTime: minutes(last), lastSuccessfulTime: minutes(last - 1) },
            },
          ],
        }),
        playbook(),
        [],
      ),
    );
  };

  it('is shown, with how often it should and when it last did', () => {
    const { symptoms, headline } = cron('*/5 * * * *', 40);
    expect(symptoms.map(({ text }) => text)).toEqual([
      'its schedule starts a run every 5 min, and none has been started since 13:20:00Z; last success at 13:21:00Z',
    ]);
    expect(headline).toContain('cronjob/digest starts no runs');
  });

  it.each<[string, string, number, { suspend?: boolean; active?: number }, number]>([
    ['for three times as long as its schedule leaves between two', '*/5 * * * *', 15, {}, 1],
    ['for less than that', '*/5 * * * *', 14, {}, 0],
    ['for ten minutes, however often it should', '* * * * *', 10, {}, 1],
    ['for less than ten minutes', '* * * * *', 9, {}, 0],
    ['at hours that it does not name', '*/5 8-18 * * *', 300, {}, 0],
    ['and is suspended', '*/5 * * * *', 300, { suspend: true }, 0],
    ['while one goes on', '*/5 * * * *', 40, { active: 39 }, 0],
  ])('%s', (_, schedule, last, more, count) => {
    expect(cron(schedule, last, more).symptoms).toHaveLength(count);
  });

  it.each([
    ['*/5 * * * *', 5],
    ['* * * * *', 1],
    ['0 * * * *', 60],
    ['@hourly', 60],
    ['0,15,45 * * * *', 30],
    ['10-20/5 * * * *', 50],
    ['3/20 * * * *', 20],
    ['*/7 * * * *', 7],
    ['0 3 * * *', undefined],
    ['*/5 * * * 1-5', undefined],
    ['@daily', undefined],
    ['*/0 * * * *', undefined],
    ['x * * * *', undefined],
    ['', undefined],
  ])('by its schedule %s every %s minutes', (schedule, every) => {
    expect(everyMsOf(schedule)).toBe(every === undefined ? undefined : every * 60_000);
  });
});
