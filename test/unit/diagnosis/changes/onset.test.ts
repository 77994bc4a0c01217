import { describe, expect, it } from '@jest/globals';
import { onsetOf } from '../../../../functions/diagnosis/changes/onset.ts';
import type { LogPattern, Minute } from '../../../../functions/model/log-summary.ts';
import { ago, app, event, join, log, podName, viewOf } from '../mechanisms/cluster.ts';

const minute = (minutesAgo: number, errors5xx: number): Minute => ({
  at: ago(minutesAgo * 60),
  requests: 100,
  errors5xx,
  errors4xx: 0,
  byMethod: {},
});
/** Failures of so many minutes, the last of which ended when the log was read. */
const minutes = (errors: readonly number[]): readonly Minute[] =>
  errors.map((count, at) => minute(errors.length - at, count));
const target = (name: string) => ({ workload: { kind: 'Deployment', namespace: 'shop', name } });

describe('the onset in a log of a few minutes', () => {
  const pattern = (level: LogPattern['level'], first: string): LogPattern => ({
    template: `${level} ${first}`,
    count: 3,
    first,
    last: ago(5),
    level,
    kind: 'other',
    peers: [],
    example: 'x',
    minutes: {},
  });
  const onset = (errors: readonly number[], patterns: readonly LogPattern[] = []) =>
    onsetOf(
      viewOf(
        join(app('api'), {
          logs: [
            log(
              { pod: podName('api'), first: ago(errors.length * 60), minutes: minutes(errors), patterns },
              {},
            ),
          ],
        }),
      ),
    );

  it('is the first minute in which three requests fail', () => {
    expect(onset([0, 2, 3, 9])).toMatchObject({ at: '2026-11-25T13:58:00Z', uncertaintyMs: 60_000 });
    expect(onset([0, 2, 2, 2])).toBeNull();
  });

  it('is not read off one of more than five minutes that has no rise', () => {
    expect(onset([3, 3, 3, 3, 3])?.at).toBe('2026-11-25T13:55:00Z');
    expect(onset([3, 3, 3, 3, 3, 3])).toBeNull();
  });

  it.each([
    [0, '2026-11-25T13:57:00Z', 5_000],
    [59, '2026-11-25T13:57:59Z', 5_000],
    [60, '2026-11-25T13:57:00Z', 60_000],
    [-1, '2026-11-25T13:57:00Z', 60_000],
  ])('is the first error of that minute, %d s into it', (seconds, at, uncertaintyMs) => {
    expect(onset([0, 3, 3, 3], [pattern('error', ago(180 - seconds))])).toMatchObject({ at, uncertaintyMs });
  });

  it('is the first of several errors, and no warning', () => {
    const errors = [pattern('error', ago(150)), pattern('fatal', ago(160)), pattern('warn', ago(170))];
    expect(onset([0, 3, 3, 3], errors)?.at).toBe(ago(160).replace('.000', ''));
  });

  it.each([
    [[9, 9, 9, 0, 0], '2026-11-25T13:55:00Z'],
    [[9, 9, 0, 0, 0], undefined],
  ])('is that of a failure which has not ended: %p', (errors, at) => {
    expect(onset(errors)?.at).toBe(at);
  });
});

describe('the onset of pods that fail', () => {
  const crashed = (seconds: number) => ({
    ready: false,
    restartCount: 1,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 1, finishedAt: ago(seconds) } },
  });
  const failing = (name: string, seconds: number) => app(name, { ready: false, state: crashed(seconds) });
  const at = (parts: object, of?: string) => onsetOf(viewOf(parts, of === undefined ? {} : target(of)))?.at;
  const time = (seconds: number): string => ago(seconds).replace('.000', '');

  it('is the first end, warning or loss of readiness', () => {
    const lost = (seconds: number, status = 'False', type = 'Ready') =>
      app('api', { ready: false, conditions: [{ type, status, lastTransitionTime: ago(seconds) }] });
    expect(at(failing('api', 200))).toBe(time(200));
    expect(at(lost(210))).toBe(time(210));
    expect(at(lost(210, 'True'))).toBeUndefined();
    expect(at(lost(210, 'False', 'Initialized'))).toBeUndefined();
    const warned = (type: string) =>
      join(failing('api', 200), {
        events: [event('Pod', podName('api'), 'Unhealthy', 'x', { type, firstTimestamp: ago(220) })],
      });
    expect(at(warned('Warning'))).toBe(time(220));
    expect(at(warned('Normal'))).toBe(time(200));
  });

  it('is that of the target, and of all others where it shows none', () => {
    const parts = join(failing('api', 200), failing('web', 300), app('calm'));
    expect(at(parts)).toBe(time(300));
    expect(at(parts, 'api')).toBe(time(200));
    expect(at(parts, 'calm')).toBe(time(300));
  });

  it('is nothing that lies ahead, and nothing of pods that are ready, done or on their way out', () => {
    expect(at(failing('api', 0))).toBe(time(0));
    expect(at(failing('api', -1))).toBeUndefined();
    const ended = { ...crashed(200), ready: true, state: { running: { startedAt: ago(190) } } };
    expect(at(app('api', { ready: true, state: ended }))).toBeUndefined();
    expect(at(app('api', { ready: false, state: crashed(200), phase: 'Succeeded' }))).toBeUndefined();
    const parts = failing('api', 200);
    const pods = (parts.pods ?? []).map((one) => {
      const { metadata, ...rest } = one as { metadata: object };
      return { ...rest, metadata: { ...metadata, deletionTimestamp: ago(100) } };
    });
    expect(at({ ...parts, pods })).toBeUndefined();
  });

  it('gives way to failed requests of the target', () => {
    const logs = [log({ pod: podName('api'), minutes: minutes([0, 9, 9, 9]) }, {})];
    expect(at(join(failing('api', 900), { logs }))).toBe('2026-11-25T13:57:00Z');
    expect(at(join(failing('api', 900), app('web'), { logs }), 'web')).toBe(time(900));
    const before = [log({ pod: podName('api'), previous: true, minutes: minutes([0, 9, 9, 9]) }, {})];
    expect(at(join(failing('api', 900), { logs: before }))).toBe(time(900));
  });
});
