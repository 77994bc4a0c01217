import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../functions/diagnosis/diagnose.ts';
import type { LogSummary } from '../../../../functions/model/log-summary.ts';
import { writeReport } from '../../../../functions/writing/report/write-report.ts';
import {
  ago,
  app,
  bundleOf,
  join,
  log,
  playbook,
  pod,
  podName,
  replicaSet,
  service,
} from '../mechanisms/cluster.ts';

type Parts = Parameters<typeof bundleOf>[0];

const read = { events: [], services: [], nodes: [], logs: [] };
const reportOf = (...parts: readonly Parts[]) =>
  writeReport(diagnose(bundleOf(join(read, ...parts)), playbook(), []));
const shown = (...parts: readonly Parts[]) =>
  reportOf(...parts).symptoms.map(({ object, text }) => `${object.name}: ${text}`);

const minuteOf = (seconds: number) => String(Math.floor(Date.parse(ago(seconds)) / 60_000));
const LINE = 'consumer: the broker went away';
/** So many error lines a minute, in each of the last minutes. */
const lines = (suffix: string, perMinute: number, minutes: readonly number[] = [3, 2, 1]) => {
  const of = log({ pod: podName('mailer', suffix) }, { [LINE]: perMinute * minutes.length });
  const counts = Object.fromEntries(minutes.map((at) => [minuteOf(at * 60), perMinute]));
  const first = ago(Math.max(...minutes) * 60);
  const patterns = of.summary.patterns.map((one) => ({ ...one, first, minutes: counts }));
  return { logs: [{ ...of, summary: { ...of.summary, patterns } }] };
};
const quiet = (suffix: string) => ({ logs: [log({ pod: podName('mailer', suffix) })] });
const two = join(app('mailer', { replicas: 2 }), { pods: [pod('mailer', { suffix: 'bbbbb' })] });

describe('a worker whose log turned to errors', () => {
  it('is a symptom with an onset, though no request fails and every pod is ready', () => {
    const report = reportOf(two, lines('aaaaa', 9), lines('bbbbb', 9));
    expect(report.symptoms.map(({ text }) => text)).toEqual([
      `54 error lines on 2 of 2 pods since 13:57:00Z, none in 57 minutes before: ${LINE}`,
    ]);
    expect(report.headline).toMatch(/^unknown: deployment\/mailer logs errors, /);
    expect(report.onset?.at).toBe('2026-11-25T13:57:00Z');
  });

  it('is told by its revision where its log begins with it', () => {
    const started = { created: ago(185), replicas: 1 };
    const parts = {
      ...app('mailer', started),
      replicasets: [
        replicaSet('mailer', { revision: 2, created: ago(186) }),
        replicaSet('mailer', { revision: 1, hash: '5d4cf56db6' }),
      ],
    };
    const { logs } = lines('aaaaa', 9);
    const fresh = logs.map((one) => ({ ...one, summary: { ...one.summary, first: ago(180) } }));
    expect(shown(parts, { logs: fresh })).toEqual([
      `mailer: 27 error lines on 1 of 1 pod since 13:57:00Z, the first lines of its revision: ${LINE}`,
    ]);
  });

  it('is none where it said so all the time, on a single pod of many, or has stopped', () => {
    const always = Array.from({ length: 60 }, (_, at) => at + 1);
    expect(shown(two, lines('aaaaa', 2, always), lines('bbbbb', 2, always))).toEqual([]);
    const three = join(two, { pods: [pod('mailer', { suffix: 'ccccc' })] });
    expect(shown(three, lines('aaaaa', 9), quiet('bbbbb'), quiet('ccccc'))).toEqual([]);
    const { logs } = lines('aaaaa', 9, [30, 29, 28]);
    const stopped = logs.map((one) => ({
      ...one,
      summary: { ...one.summary, patterns: one.summary.patterns.map((p) => ({ ...p, last: ago(1600) })) },
    }));
    expect(shown(app('mailer'), { logs: stopped })).toEqual([]);
  });

  it('is not looked for in what serves somebody', () => {
    const called = join(
      { services: [service('mailer')] },
      app('web', { container: { env: [{ name: 'MAILER_URL', value: 'http://mailer/send' }] } }),
    );
    expect(shown(two, called, lines('aaaaa', 9), lines('bbbbb', 9))).toEqual([]);
    const serving = lines('aaaaa', 9).logs.map((one) => ({
      ...one,
      summary: { ...one.summary, requests: 10 },
    }));
    expect(shown(app('mailer'), { logs: serving })).toEqual([]);
  });
});

describe('runs of a Job that failed', () => {
  const terminated = { exitCode: 3, reason: 'Error', finishedAt: ago(120) };
  const run = (more: object = {}) =>
    pod('nightly', {
      ownerKind: 'Job',
      phase: 'Failed',
      ready: false,
      state: { ready: false, state: { terminated: { ...terminated, ...more } } },
    });
  const jobs = (status: object = {}) => [{ metadata: { name: 'nightly', namespace: 'shop' }, status }];

  it('are shown until one succeeds', () => {
    expect(shown({ jobs: jobs(), pods: [run()] })).toEqual([
      'nightly: 1 run failed, last at 13:58:00Z (Error, exit code 3); no success known',
    ]);
    expect(shown({ jobs: jobs({ completionTime: ago(30) }), pods: [run()] })).toEqual([]);
  });
});

/** What a worker did, and what waited for it, in each of the last minutes. */
const worked = (
  work: readonly number[],
  waiting: readonly number[] = [],
  errors: ReturnType<typeof lines>['logs'] = [],
) => {
  const byMinute = (values: readonly number[]) =>
    Object.fromEntries(
      values.flatMap((value, at) => (value === 0 ? [] : [[minuteOf((values.length - at) * 60), value]])),
    );
  const [said = log({ pod: podName('mailer') })] = errors;
  const summary: LogSummary = {
    ...said.summary,
    work: byMinute(work),
    ...(waiting.length > 0 ? { waiting: [{ name: 'lag', minutes: byMinute(waiting) }] } : {}),
  };
  return { logs: [{ ...said, summary }] };
};
const steady = (value: number, length = 20): readonly number[] => Array.from({ length }, () => value);
const growing = [...steady(3, 15), 40, 90, 140, 190, 240];

describe('a worker for which more and more waits', () => {
  it('is a symptom, and an onset where it does less', () => {
    const report = reportOf(app('mailer'), worked([...steady(9, 54), ...steady(2, 5)], growing));
    expect(report.symptoms.map(({ text }) => text)).toEqual([
      'work has been piling up since 13:55:00Z (lag 3 -> 240); less is done: 9 -> 2 pieces of work a minute',
    ]);
    expect(report.headline).toMatch(/^unknown: more and more waits for deployment\/mailer, /);
    expect(report.onset).toMatchObject({ at: '2026-11-25T13:55:00Z', by: 'lag: 3 at most before, 240 now' });
  });

  it('fails by itself only where it does less', () => {
    const report = reportOf(app('mailer'), worked(steady(9, 60), growing));
    expect(report.symptoms[0]?.text).toContain('as much is done as before, more comes in');
    expect(report.onset).toBeNull();
  });

  it('is not looked for in what serves somebody', () => {
    const [one] = worked(steady(0), growing).logs;
    const served = one ? [{ ...one, summary: { ...one.summary, requests: 10 } }] : [];
    expect(shown(app('mailer'), { logs: served })).toEqual([]);
  });
});

describe('a worker that does nothing any more', () => {
  const idle = worked([...steady(9, 40), ...steady(0, 10)]);

  it('is shown, and fails where it was asked about', () => {
    expect(shown(app('mailer'), idle)).toEqual([
      'mailer: no work has been done since 13:50:00Z, 9 pieces a minute before',
    ]);
    expect(reportOf(app('mailer'), idle).outcome).toBe('none-found');
    const workload = { kind: 'Deployment', namespace: 'shop', name: 'mailer' };
    const asked = writeReport(
      diagnose(bundleOf(join(read, app('mailer'), idle), { workload }), playbook(), []),
    );
    expect(asked.headline).toContain('deployment/mailer does no work');
  });

  it('is told by its pods where these are not ready', () => {
    expect(shown(app('mailer', { ready: false }), idle).join()).not.toContain('no work');
  });
});

describe('a worker that logs errors and does as much as before', () => {
  const copes = (perMinute: number) =>
    shown(
      app('mailer'),
      worked(steady(30, 59), [], lines('aaaaa', perMinute, [8, 7, 6, 5, 4, 3, 2, 1]).logs),
    );

  it('is well where they are few to what it does', () => {
    expect(copes(2)).toEqual([]);
    expect(copes(4)).toHaveLength(1);
  });
});
